"""Lists of what is owed and of the money that settled it, for both sides."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, or_, select, type_coerce

from chassis.access import names_of
from chassis.model import Money
from chassis.operations import Context
from finance.open_items.model import MoneyDocument, OpenItem
from finance.open_items.side import Side


def total(column: Any) -> Any:
    """The exact sum of a column of money; 0.00 for no rows."""
    return type_coerce(func.coalesce(func.sum(column), 0), Money)


def filtered_items(
    item: type[OpenItem],
    today: date,
    *,
    party_id: UUID | None,
    owner_id: UUID | None,
    q: str | None,
    open: bool | None,
    overdue: bool,
    due_from: date | None,
    due_to: date | None,
    number: str | None,
) -> Select[Any]:
    """Receivables or payables by the filters of OpenItemQuery; overdue: open and due before today (F51)."""
    statement = select(item)
    if party_id:
        statement = statement.where(item.party_id == party_id)
    if owner_id:
        statement = statement.where(item.owner_id == owner_id)
    if q:
        statement = statement.where(_named(item, q))
    if open is not None:
        statement = statement.where(item.open_amount > 0 if open else item.open_amount == 0)
    if overdue:
        statement = statement.where(item.open_amount > 0, item.due_on < today)
    if due_from:
        statement = statement.where(item.due_on >= due_from)
    if due_to:
        statement = statement.where(item.due_on <= due_to)
    return statement.where(item.number == number) if number else statement


def due_items(item: type[OpenItem], period: str, today: date) -> Select[Any]:
    """Open items due today, tomorrow, in the rest of this week (Monday to Sunday), or overdue (F50, F51)."""
    open_ones = select(item).where(item.open_amount > 0)
    match period:
        case "today":
            return open_ones.where(item.due_on == today)
        case "tomorrow":
            return open_ones.where(item.due_on == today + timedelta(days=1))
        case "this_week":
            sunday = today + timedelta(days=6 - today.weekday())
            return open_ones.where(item.due_on >= today, item.due_on <= sunday)
        case _:
            return open_ones.where(item.due_on < today)


def page_of_items(ctx: Context, item: type[OpenItem], statement: Select[Any], query: dict[str, Any]) -> dict[str, Any]:
    """A page of items, with the names of those who have to collect or pay, and the totals of all of them."""
    sorts: Any = {"due_on": item.due_on, "opened_on": item.opened_on, "open_amount": item.open_amount}
    sums = {"amount": total(item.amount), "open_amount": total(item.open_amount)}
    page = ctx.page(statement, sorts, "due_on", query, **sums)
    name_owners(ctx, page["items"])
    return page


def name_owners(ctx: Context, items: Sequence[Any]) -> None:
    """Tell each item the name of its owner of now, with one query for all of them."""
    names = names_of(ctx.session, {item.owner_id for item in items})
    for item in items:
        item.owner_name = names.get(item.owner_id, "")


def _named(model: type[OpenItem] | type[MoneyDocument], q: str) -> Any:
    """A part of the number, or of the name of the customer or supplier."""
    return or_(model.number.icontains(q, autoescape=True), model.party_name.icontains(q, autoescape=True))


def money_documents(
    document: type[MoneyDocument],
    *,
    party_id: UUID | None,
    q: str | None,
    state: str | None,
    method: str | None,
    with_advance: bool,
    since: date | None,
    until: date | None,
) -> Select[Any]:
    """Receipts or payments by the filters of MoneyQuery (F55)."""
    statement = select(document)
    if party_id:
        statement = statement.where(document.party_id == party_id)
    if q:
        statement = statement.where(_named(document, q))
    if state:
        statement = statement.where(document.state == state)
    if method:
        statement = statement.where(document.method == method)
    if with_advance:
        statement = statement.where(document.unallocated > 0, document.state != "void")
    if since:
        statement = statement.where(document.paid_on >= since)
    return statement.where(document.paid_on <= until) if until else statement


def page_of_money(
    ctx: Context, document: type[MoneyDocument], statement: Select[Any], query: dict[str, Any]
) -> dict[str, Any]:
    sorts: Any = {"paid_on": document.paid_on, "amount": document.amount, "number": document.number}
    sums = {"amount": total(document.amount), "unallocated": total(document.unallocated)}
    return ctx.page(statement, sorts, "-paid_on", query, **sums)


def allocations_of(ctx: Context, side: Side, document_id: UUID) -> Sequence[Any]:
    """The rows of allocation of one document with the item each belongs to."""
    allocation, item = side.allocation, side.item
    statement = (
        select(allocation.item_id, item.number, allocation.amount, allocation.allocated_on)
        .join(item, item.id == allocation.item_id)
        .where(allocation.document_id == document_id)
        .order_by(allocation.id)
    )
    return ctx.session.execute(statement).mappings().all()


def movements_of(ctx: Context, side: Side, item_id: UUID) -> list[dict[str, Any]]:
    """Everything that changed what is open of an item, in order of its days."""
    allocation, document, note = side.allocation, side.document, side.credit_note
    settled = (
        select(allocation.allocated_on, document.number, document.id, allocation.amount)
        .join(document, document.id == allocation.document_id)
        .where(allocation.item_id == item_id)
        .order_by(allocation.id)
    )
    credited = select(note.credited_on, note.number, note.id, note.applied).where(note.item_id == item_id)
    found = [_movement("allocation", *row) for row in ctx.session.execute(settled)]
    found += [_movement("credit_note", *row) for row in ctx.session.execute(credited)]
    return sorted(found, key=lambda each: each["day"])


def _movement(kind: str, day: date, number: str, document_id: UUID, amount: Decimal) -> dict[str, Any]:
    return {"kind": kind, "day": day, "number": number, "document_id": document_id, "amount": -amount}
