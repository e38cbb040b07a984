"""Earning commission, and losing it when money is taken back."""

from decimal import Decimal

from sqlalchemy import select

from chassis.access import seeing_everything
from chassis.model import ZERO
from chassis.operations import Context
from finance import events
from finance.commission.model import Commission, next_amount
from finance.ledger import chart
from finance.ledger.operations import post
from finance.receipts.model import ReceiptAllocation
from finance.receivables.model import Receivable

DEFAULT_RATE = "0.02"


def earn_commission(ctx: Context, allocation: ReceiptAllocation, receivable: Receivable) -> None:
    """Rate × allocated amount, half-up; money taken back gives back what it earned, at the rate of its day."""
    if allocation.origin_id is None:
        rate, earned, remaining = current_rate(ctx), ZERO, allocation.amount
    else:
        rate, earned = _earned_with(ctx, allocation)
        remaining = ctx.get(ReceiptAllocation, allocation.origin_id).remaining
    line = ctx.add(
        Commission(
            owner_id=receivable.performer_id,
            org_path=receivable.performer_org_path,
            receivable_id=receivable.id,
            receivable_number=receivable.number,
            customer_name=receivable.party_name,
            allocation_id=allocation.id,
            origin_id=allocation.origin_id or allocation.id,
            base=allocation.amount,
            rate=rate,
            amount=next_amount(rate, remaining, earned),
            earned_on=allocation.allocated_on,
        )
    )
    owed = (chart.COMMISSION_PAYABLE, -line.amount)
    post(ctx, "commission", line.id, line.receivable_number, line.earned_on, (chart.COMMISSION, line.amount), owed)
    _tell(ctx, line)


def current_rate(ctx: Context) -> Decimal:
    """The share of collected money that its performer earns; 0.02 unless the setting `finance.commission_rate` says
    another."""
    return Decimal(str(ctx.host.settings.get("finance.commission_rate", DEFAULT_RATE)))


def _earned_with(ctx: Context, allocation: ReceiptAllocation) -> tuple[Decimal, Decimal]:
    # The performer's lines may lie outside what the accountant sees; what was earned does not depend on that.
    with seeing_everything(ctx.session):
        lines = ctx.session.scalars(select(Commission).where(Commission.origin_id == allocation.origin_id)).all()
    return lines[0].rate, sum((line.amount for line in lines), ZERO)


def _tell(ctx: Context, line: Commission) -> None:
    ctx.record(
        events.CommissionEarned,
        line.id,
        commission_id=line.id,
        performer_id=line.owner_id,
        receivable_id=line.receivable_id,
        base=line.base,
        rate=line.rate,
        amount=line.amount,
        earned_on=line.earned_on,
    )
