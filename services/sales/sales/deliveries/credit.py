"""Credit once more when goods leave: much may have happened since the order was confirmed (X5)."""

from collections.abc import Sequence

from chassis.operations import Context
from sales.customers.model import Customer, CustomerCredit
from sales.deliveries.model import Delivery
from sales.documents.permission import may
from sales.orders.credit import OVERRIDE, CreditExceeded
from sales.orders.model import SalesOrder


def check_credit_of_goods(
    ctx: Context, customer: Customer, delivery: Delivery, orders: Sequence[SalesOrder], reason: str | None
) -> None:
    """Raises CreditExceeded when what is owed and these goods together are beyond the limit.

    Orders that were confirmed over credit, with a reason, are not asked about again.
    """
    if customer.credit_limit is None or all(order.credit_reason for order in orders):
        return
    credit = ctx.session.get(CustomerCredit, customer.id)
    if credit is None or credit.open_receivables + delivery.total <= customer.credit_limit:
        return
    if not (reason and may(ctx, OVERRIDE, delivery)):
        raise CreditExceeded(
            limit=str(customer.credit_limit),
            owed=str(credit.open_receivables),
            unshipped="0.00",
            amount=str(delivery.total),
        )
