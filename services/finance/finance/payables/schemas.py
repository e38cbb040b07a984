"""Payables, out."""

from chassis.operations import ListQuery, Schema, fields, page_of
from finance.open_items.schemas import DueQuery, Movement, OpenItemQuery, OpenItemTotals, OpenItemView


class PayableRow(OpenItemView):
    supplier_id = fields.Id(attribute="party_id")
    supplier_name = fields.Text(attribute="party_name")


class PayableView(PayableRow):
    movements = fields.List(fields.Nested(Movement))


class PayableQuery(OpenItemQuery):
    supplier_id = fields.Id(attribute="party_id", load_default=None)


class DuePayablesQuery(DueQuery):
    """Which of the lists."""


class DebitNoteRow(Schema):
    id = fields.Id()
    number = fields.Text()
    source_id = fields.Id()
    payable_id = fields.Id(attribute="item_id")
    supplier_id = fields.Id(attribute="party_id")
    supplier_name = fields.Text(attribute="party_name")
    credited_on = fields.LocalDate()
    amount = fields.Money()


class DebitNoteQuery(ListQuery):
    supplier_id = fields.Id(load_default=None)


PayablePage = page_of(PayableRow, OpenItemTotals)
DebitNotePage = page_of(DebitNoteRow)
