"""The read side of payments."""

from typing import Any
from uuid import UUID

from chassis.operations import Context, operation
from finance.open_items.queries import allocations_of, money_documents, page_of_money
from finance.payables.side import SUPPLIERS
from finance.payments import schemas
from finance.payments.model import Payment

FILTERS = ("party_id", "q", "state", "method", "with_advance", "since", "until")


@operation(
    "GET",
    "/payments",
    title=("付款单列表", "Payments"),
    scope="finance.payment.read",
    query=schemas.PaymentQuery,
    response=schemas.PaymentPage,
)
def list_payments(ctx: Context, **query: Any) -> dict[str, Any]:
    """Payments within reach; `with_advance`: those with something left to allocate (F55)."""
    filters = {name: query.pop(name) for name in FILTERS}
    return page_of_money(ctx, Payment, money_documents(Payment, **filters), query)


@operation(
    "GET",
    "/payments/{payment_id}",
    title=("付款单", "Payment"),
    scope="finance.payment.read",
    response=schemas.PaymentView,
)
def get_payment(ctx: Context, payment_id: UUID) -> Payment:
    payment = ctx.get(Payment, payment_id)
    payment.allocations = allocations_of(ctx, SUPPLIERS, payment_id)  # type: ignore[attr-defined]
    return payment
