"""Opening, settling, reducing and reopening what is owed, for both sides alike.

Whoever calls these holds the lock of the party (customer or supplier): so two people never settle the same item at
once, and the database's CHECKs are only the second line.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select

from chassis.model import NotFound, derived_id
from chassis.operations import Context
from finance.ledger.operations import post
from finance.open_items.model import (
    Allocation,
    CreditNote,
    FutureDate,
    MoneyDocument,
    NothingToAllocate,
    OpenItem,
    OtherParty,
    newest_first,
    oldest_first,
)
from finance.open_items.side import Side


def open_item(ctx: Context, side: Side, item: OpenItem, counter_account: str) -> None:
    """Something is owed from now on (F34, F45)."""
    ctx.add(item)
    post(
        ctx,
        f"{item.kind}_opened",
        item.id,
        item.number,
        item.opened_on,
        side.owed(item.amount),
        side.against(counter_account, item.amount),
    )


def take_in_money(ctx: Context, side: Side, document: MoneyDocument) -> None:
    """Money changed hands: all of it is an advance until it is allocated; raises FutureDate."""
    if document.paid_on > ctx.today():
        raise FutureDate(field="received_on" if side.sign > 0 else "paid_on")
    ctx.add(document)
    _post_money(ctx, side, "posted", document, document.amount, document.paid_on)


def wanted_allocations(
    ctx: Context, side: Side, document: MoneyDocument, chosen: Mapping[UUID, Decimal], allocate: str | None
) -> Mapping[UUID, Decimal]:
    """What was chosen item by item, or on request the oldest open items as far as the money reaches."""
    if allocate != "oldest":
        return chosen
    open_ones = select(side.item).where(side.item.party_id == document.party_id, side.item.open_amount > 0)
    return oldest_first(document.unallocated, ctx.session.scalars(open_ones))


def allocate(ctx: Context, side: Side, document: MoneyDocument, wanted: Mapping[UUID, Decimal], day: date) -> None:
    """Settle items with the money; raises OverAllocated, OtherParty, NotFound. All of it, or nothing."""
    items = _items(ctx, side, wanted)
    for item_id, amount in wanted.items():
        item = items[item_id]
        if item.party_id != document.party_id:
            raise OtherParty(field="allocations", number=item.number)
        document.spend(amount)
        allocated_on = item.earliest_change(day)
        item.settle(amount)
        _write_allocation(ctx, side, document, item, amount, allocated_on)
        side.item_changed(ctx, item)
    side.party_changed(ctx, document.party_id)


def allocate_advance(ctx: Context, side: Side, document: MoneyDocument, wanted: Mapping[UUID, Decimal]) -> None:
    """Settle items with what was left of a document, from today on (X16); raises NothingToAllocate too."""
    if not wanted:
        raise NothingToAllocate(field="allocations")
    allocate(ctx, side, document, wanted, ctx.today())


def void_money(ctx: Context, side: Side, document: MoneyDocument, reason: str) -> None:
    """Reverse a document: its allocations are taken back, then the money itself (X1); raises IllegalTransition."""
    today = ctx.today()
    document.void(today, reason)
    live = select(side.allocation).where(
        side.allocation.document_id == document.id, side.allocation.amount > side.allocation.released
    )
    allocations = list(ctx.session.scalars(live))
    items = _items(ctx, side, {each.item_id for each in allocations})
    for origin in allocations:
        _release(ctx, side, document, items[origin.item_id], origin, origin.remaining, today)
    for item in items.values():
        side.item_changed(ctx, item)
    _post_money(ctx, side, "voided", document, -document.amount, max(today, document.paid_on))
    side.party_changed(ctx, document.party_id)


def credit_item(ctx: Context, side: Side, item: OpenItem, note: CreditNote, counter_account: str) -> None:
    """Make an item smaller by a credit note (F35).

    Money that had settled the credited part becomes an advance again. What the note exceeds the item by (cents of
    rounding over several returns) is kept as a credit to be allocated elsewhere.
    """
    note.credited_on = item.earliest_change(note.credited_on)
    note.applied = min(note.amount, item.amount - item.credited)
    ctx.add(note)
    if note.applied > item.open_amount:
        _free_money(ctx, side, item, note.applied - item.open_amount, note.credited_on)
    item.credit(note.applied)
    surplus = note.amount - note.applied
    post(
        ctx,
        "goods_back",
        note.id,
        note.number,
        note.credited_on,
        side.owed(-note.applied),
        side.advanced(surplus),
        side.against(counter_account, -note.amount),
    )
    if surplus:
        ctx.add(_credit_document(ctx, side, item, note, surplus))
    side.item_changed(ctx, item)
    side.party_changed(ctx, item.party_id)


def _items(ctx: Context, side: Side, ids: Iterable[UUID]) -> dict[UUID, OpenItem]:
    wanted = set(ids)
    statement = (
        select(side.item)
        .where(side.item.id.in_(wanted))
        .order_by(side.item.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    found = {item.id: item for item in ctx.session.scalars(statement)}
    if wanted - found.keys():
        raise NotFound(field="allocations")
    return found


def _free_money(ctx: Context, side: Side, item: OpenItem, amount: Decimal, day: date) -> None:
    live = select(side.allocation).where(
        side.allocation.item_id == item.id, side.allocation.amount > side.allocation.released
    )
    for origin, part in newest_first(amount, ctx.session.scalars(live)):
        document = ctx.get(side.document, origin.document_id)
        _release(ctx, side, document, item, origin, part, day)


def _release(
    ctx: Context, side: Side, document: MoneyDocument, item: OpenItem, origin: Allocation, amount: Decimal, day: date
) -> None:
    """Take back a part of an allocation, never before the day it was made."""
    released_on = max(day, origin.allocated_on)
    origin.released += amount
    document.give_back(amount)
    item.reopen(amount, released_on)
    _write_allocation(ctx, side, document, item, -amount, released_on, origin.id)


def _write_allocation(
    ctx: Context,
    side: Side,
    document: MoneyDocument,
    item: OpenItem,
    amount: Decimal,
    day: date,
    origin_id: UUID | None = None,
) -> None:
    row = ctx.add(
        side.allocation(
            document_id=document.id,
            item_id=item.id,
            origin_id=origin_id,
            amount=amount,
            allocated_on=day,
            allocated_at=ctx.now(),
        )
    )
    kind = "allocation" if amount > 0 else "allocation_released"
    post(ctx, kind, document.id, document.number, day, side.advanced(-amount), side.owed(-amount))
    if document.state != "credit":
        side.allocated(ctx, row, item)


def _post_money(ctx: Context, side: Side, step: str, document: MoneyDocument, amount: Decimal, day: date) -> None:
    kind = f"{side.document.__name__.lower()}_{step}"
    account = (document.account, side.sign * amount)
    post(ctx, kind, document.id, document.number, day, account, side.advanced(amount))


def _credit_document(ctx: Context, side: Side, item: OpenItem, note: CreditNote, surplus: Decimal) -> MoneyDocument:
    values: dict[str, Any] = {"party_id": item.party_id, "party_name": item.party_name, "owner_id": item.owner_id}
    return side.document(
        id=derived_id("credit", note.source_id),
        number=note.number,
        paid_on=note.credited_on,
        amount=surplus,
        unallocated=surplus,
        method="other",
        account=side.advances,
        state="credit",
        org_path=item.org_path,
        entered_by_id=item.owner_id,
        entered_by_name=ctx.actor["name"],
        posted_at=ctx.now(),
        **values,
    )
