"""Credit: an order is not confirmed, and goods do not leave, beyond what a customer may owe (X5)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import func, select, true
from sqlalchemy.orm import Session

from chassis.model import ZERO, RuleError
from chassis.operations import Context
from sales.customers.model import Customer, CustomerCredit
from sales.documents.permission import may
from sales.orders.model import OrderLine, SalesOrder

OVERRIDE = "sales.order.over_credit"


class CreditExceeded(RuleError):
    code = "sales.credit_exceeded"
    zh = "超出客户信用额度 {limit}：已欠 {owed}，未出货订单 {unshipped}，本单 {amount}"
    en = "Beyond the credit limit of {limit}: {owed} owed, {unshipped} ordered and not shipped, {amount} now"


class CreditOverdue(RuleError):
    code = "sales.credit_overdue"
    zh = "客户有自 {since} 起未付的应收款，超过信用天数"
    en = "The customer owes since {since}, longer than the credit days"


@dataclass(frozen=True)
class Standing:
    """How a customer stands: what is owed, and what is promised and not shipped."""

    limit: Decimal | None
    open_receivables: Decimal
    overdue_since: date | None
    unshipped: Decimal

    @property
    def available(self) -> Decimal | None:
        """What may still be sold on credit; None: no limit."""
        return None if self.limit is None else self.limit - self.open_receivables - self.unshipped


def standing(session: Session, customer: Customer, order_id: UUID | None = None, *, locked: bool = False) -> Standing:
    """The customer's standing now. All confirmed orders count, except the one being decided about."""
    owed = (
        select(CustomerCredit.open_receivables, CustomerCredit.overdue_since)
        .select_from(Customer)
        .outerjoin(CustomerCredit, CustomerCredit.customer_id == Customer.id)
        .where(Customer.id == customer.id)
    )
    open_receivables, overdue_since = session.execute(owed.with_for_update(of=Customer) if locked else owed).one()
    others = SalesOrder.id != order_id if order_id else true()
    promised = (
        select(func.sum(OrderLine.amount), func.sum(OrderLine.shipped_amount))
        .join(SalesOrder, SalesOrder.id == OrderLine.order_id)
        .where(SalesOrder.customer_id == customer.id, SalesOrder.state == "confirmed", others)
    )
    ordered, shipped = session.execute(promised).one()
    return Standing(
        limit=customer.credit_limit,
        open_receivables=open_receivables or ZERO,
        overdue_since=overdue_since,
        unshipped=(ordered or ZERO) - (shipped or ZERO),
    )


def check_credit(ctx: Context, customer: Customer, order: SalesOrder, reason: str | None) -> bool:
    """Check what the order takes of the credit. True when it was overridden, with a reason, by somebody who may.

    Raises CreditExceeded, and CreditOverdue when the setting `check_overdue` is on. The customer stays locked, so that
    two orders at once cannot both take the last of the credit.
    """
    overdue_counts = bool(ctx.host.settings.get("check_overdue"))
    if customer.credit_limit is None and not overdue_counts:
        return False
    now = standing(ctx.session, customer, order.id, locked=True)
    refusal = _refusal(ctx, customer, now, order.unshipped_amount, overdue_counts)
    if refusal and not (reason and may(ctx, OVERRIDE, order)):
        raise refusal
    return refusal is not None


def _refusal(ctx: Context, customer: Customer, now: Standing, amount: Decimal, overdue: bool) -> RuleError | None:
    if now.available is not None and amount > now.available:
        return CreditExceeded(
            limit=str(now.limit), owed=str(now.open_receivables), unshipped=str(now.unshipped), amount=str(amount)
        )
    since = now.overdue_since
    if overdue and since and (ctx.today() - since).days > customer.credit_days:
        return CreditOverdue(since=str(since))
    return None
