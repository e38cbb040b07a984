"""Receipts, in and out."""

from chassis.operations import Expected, fields, page_of
from finance.open_items.schemas import (
    Allocating,
    AllocationRow,
    MoneyQuery,
    MoneyTotals,
    MoneyView,
    PostMoney,
    Void,
    allocations_field,
)


class PostReceipt(PostMoney):
    customer_id = fields.Id(required=True)
    received_on = fields.LocalDate(attribute="paid_on", load_default=None, allow_none=True)
    allocations = allocations_field("receivable_id")


class AllocateReceipt(Allocating, Expected):
    allocations = allocations_field("receivable_id")


class VoidReceipt(Void):
    """The reason is kept with the receipt."""


class ReceiptAllocationRow(AllocationRow):
    receivable_id = fields.Id(attribute="item_id")


class ReceiptRow(MoneyView):
    customer_id = fields.Id(attribute="party_id")
    customer_name = fields.Text(attribute="party_name")
    received_on = fields.LocalDate(attribute="paid_on")


class ReceiptView(ReceiptRow):
    allocations = fields.List(fields.Nested(ReceiptAllocationRow))


class ReceiptQuery(MoneyQuery):
    customer_id = fields.Id(attribute="party_id", load_default=None)
    received_from = fields.LocalDate(attribute="since", load_default=None)
    received_to = fields.LocalDate(attribute="until", load_default=None)


ReceiptPage = page_of(ReceiptRow, MoneyTotals)
