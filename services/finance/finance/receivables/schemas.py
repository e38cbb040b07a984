"""Receivables, out."""

from chassis.operations import ListQuery, Schema, fields, page_of
from finance.open_items.schemas import DueQuery, Movement, OpenItemQuery, OpenItemTotals, OpenItemView


class ReceivableRow(OpenItemView):
    customer_id = fields.Id(attribute="party_id")
    customer_name = fields.Text(attribute="party_name")
    performer_id = fields.Id()


class ReceivableView(ReceivableRow):
    movements = fields.List(fields.Nested(Movement))


class ReceivableQuery(OpenItemQuery):
    customer_id = fields.Id(attribute="party_id", load_default=None)


class DueReceivablesQuery(DueQuery):
    """Which of the lists."""


class CreditNoteRow(Schema):
    id = fields.Id()
    number = fields.Text()
    source_id = fields.Id()
    receivable_id = fields.Id(attribute="item_id")
    customer_id = fields.Id(attribute="party_id")
    customer_name = fields.Text(attribute="party_name")
    credited_on = fields.LocalDate()
    amount = fields.Money()


class CreditNoteQuery(ListQuery):
    customer_id = fields.Id(load_default=None)


ReceivablePage = page_of(ReceivableRow, OpenItemTotals)
CreditNotePage = page_of(CreditNoteRow)
