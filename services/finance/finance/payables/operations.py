"""Use cases of payables: opened by a goods receipt, made smaller when goods go back (F45)."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from chassis.model import NotFound
from chassis.operations import Context
from finance import events
from finance.ledger import chart
from finance.ledger.operations import post
from finance.open_items.operations import credit_item, open_item
from finance.payables.model import DebitNote, Payable
from finance.payables.side import SUPPLIERS, tell_payable
from finance.suppliers.model import Supplier


def bill_goods(
    ctx: Context,
    receipt_id: UUID,
    supplier: Supplier,
    *,
    number: str,
    received_on: date,
    due_on: date,
    total: Decimal,
    buyer_id: UUID,
    org_path: str,
) -> None:
    """Open the payable of received goods, and put them into the inventory account (F39, F45)."""
    payable = Payable(
        kind="goods_receipt",
        number=number,
        source_id=receipt_id,
        party_id=supplier.id,
        party_name=supplier.name,
        owner_id=buyer_id,
        org_path=org_path,
        opened_on=received_on,
        due_on=due_on,
        amount=total,
    )
    open_payable(ctx, payable, chart.INVENTORY)


def open_payable(ctx: Context, payable: Payable, counter_account: str) -> None:
    """Enter the payable in the books, and tell of it."""
    open_item(ctx, SUPPLIERS, payable, counter_account)
    tell_payable(ctx, payable, events.PayableOpened)
    if not payable.open_amount:
        tell_payable(ctx, payable)


def credit_send_back(
    ctx: Context, receipt_id: UUID, return_id: UUID, *, number: str, sent_on: date, total: Decimal, cost: Decimal
) -> None:
    """Make the payable smaller by what went back; what was paid too much becomes an advance to the supplier.

    The goods leave the inventory at their average cost; what the supplier credits more or less is a stock difference.

    Raises NotFound while the goods receipt is not billed: purchasing tells of it first, so that only a parked event
    can cause it, and a retry mends it.
    """
    payable = ctx.session.scalar(select(Payable).where(Payable.source_id == receipt_id))
    if payable is None:
        raise NotFound(field="receipt_id")
    note = DebitNote(
        number=number,
        source_id=return_id,
        item_id=payable.id,
        party_id=payable.party_id,
        party_name=payable.party_name,
        owner_id=payable.owner_id,
        org_path=payable.org_path,
        credited_on=sent_on,
        amount=total,
        applied=total,
    )
    credit_item(ctx, SUPPLIERS, payable, note, chart.INVENTORY)
    difference = cost - note.amount
    lines = ((chart.STOCK_DIFFERENCES, difference), (chart.INVENTORY, -difference))
    post(ctx, "stock_difference", note.id, note.number, note.credited_on, *lines)
