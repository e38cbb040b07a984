"""Payments, in and out."""

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


class PostPayment(PostMoney):
    supplier_id = fields.Id(required=True)
    paid_on = fields.LocalDate(load_default=None, allow_none=True)
    allocations = allocations_field("payable_id")


class AllocatePayment(Allocating, Expected):
    allocations = allocations_field("payable_id")


class VoidPayment(Void):
    """The reason is kept with the payment."""


class PaymentAllocationRow(AllocationRow):
    payable_id = fields.Id(attribute="item_id")


class PaymentRow(MoneyView):
    supplier_id = fields.Id(attribute="party_id")
    supplier_name = fields.Text(attribute="party_name")
    paid_on = fields.LocalDate()


class PaymentView(PaymentRow):
    allocations = fields.List(fields.Nested(PaymentAllocationRow))


class PaymentQuery(MoneyQuery):
    supplier_id = fields.Id(attribute="party_id", load_default=None)
    paid_from = fields.LocalDate(attribute="since", load_default=None)
    paid_to = fields.LocalDate(attribute="until", load_default=None)


PaymentPage = page_of(PaymentRow, MoneyTotals)
