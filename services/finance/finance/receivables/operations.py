"""Use cases of receivables: opened by a delivery, made smaller by a return, handed over with the customer."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select, update

from chassis.model import NotFound
from chassis.operations import Context
from finance import events
from finance.customers.model import Customer
from finance.ledger import chart
from finance.open_items.operations import credit_item, open_item
from finance.receipts.model import Receipt
from finance.receivables.model import Receivable, SalesCreditNote
from finance.receivables.side import CUSTOMERS, tell_receivable


def bill_delivery(
    ctx: Context,
    delivery_id: UUID,
    customer: Customer,
    *,
    number: str,
    shipped_on: date,
    due_on: date,
    total: Decimal,
    performer_id: UUID,
    performer_org_path: str,
) -> Receivable:
    """Open the receivable of a shipped delivery (F34)."""
    receivable = Receivable(
        kind="delivery",
        number=number,
        source_id=delivery_id,
        party_id=customer.id,
        party_name=customer.name,
        owner_id=customer.owner_id,
        org_path=customer.org_path,
        opened_on=shipped_on,
        due_on=due_on,
        amount=total,
        performer_id=performer_id,
        performer_org_path=performer_org_path,
    )
    open_receivable(ctx, receivable, chart.REVENUE)
    return receivable


def open_receivable(ctx: Context, receivable: Receivable, counter_account: str) -> None:
    """Enter the receivable in the books, and tell of it."""
    open_item(ctx, CUSTOMERS, receivable, counter_account)
    tell_receivable(ctx, receivable, events.ReceivableOpened)
    if not receivable.open_amount:
        tell_receivable(ctx, receivable)
    CUSTOMERS.party_changed(ctx, receivable.party_id)


def credit_return(
    ctx: Context, delivery_id: UUID, return_id: UUID, *, number: str, returned_on: date, total: Decimal
) -> None:
    """Make the delivery's receivable smaller by what came back (F35); what was paid too much becomes an advance.

    Raises NotFound while the delivery is not billed: sales tells of it first, so that only a parked event can cause
    it, and a retry mends it.
    """
    receivable = ctx.session.scalar(select(Receivable).where(Receivable.source_id == delivery_id))
    if receivable is None:
        raise NotFound(field="delivery_id")
    note = SalesCreditNote(
        number=number,
        source_id=return_id,
        item_id=receivable.id,
        party_id=receivable.party_id,
        party_name=receivable.party_name,
        owner_id=receivable.owner_id,
        org_path=receivable.org_path,
        credited_on=returned_on,
        amount=total,
        applied=total,
    )
    credit_item(ctx, CUSTOMERS, receivable, note, chart.SALES_RETURNS)


def hand_over(ctx: Context, customer: Customer) -> None:
    """Let all documents of a customer follow its owner of now; who performed them stays (Owner and performer)."""
    ctx.session.flush()
    for record in (Receivable, SalesCreditNote, Receipt):
        foreign = or_(record.owner_id != customer.owner_id, record.org_path != customer.org_path)
        moving = (record.party_id == customer.id) & foreign
        told = _open_ones(ctx, moving) if record is Receivable else []
        new_owner: dict[str, Any] = {"owner_id": customer.owner_id, "org_path": customer.org_path}
        ctx.session.execute(update(record).where(moving).values(new_owner))
        for receivable in told:
            ctx.session.refresh(receivable)
            tell_receivable(ctx, receivable)


def _open_ones(ctx: Context, condition: Any) -> list[Receivable]:
    return list(ctx.session.scalars(select(Receivable).where(condition, Receivable.open_amount > 0)))
