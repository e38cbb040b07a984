"""Ageing of what is owed, on any day (F52, F59): one statement, exact sums."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, func, select, type_coerce

from chassis.access import Person
from chassis.model import ZERO, Money
from chassis.operations import Context, operation
from finance.ageing import schemas
from finance.ageing.buckets import NAMES, due_days
from finance.open_items.model import OpenItem
from finance.open_items.side import Side
from finance.payables.side import SUPPLIERS
from finance.receivables.side import CUSTOMERS


@operation(
    "GET",
    "/ageing",
    title=("应收账龄", "Ageing of receivables"),
    scope="finance.receivable.read",
    query=schemas.ReceivablesAgeingQuery,
    response=schemas.Ageing,
)
def receivables_ageing(ctx: Context, as_of: date | None, by: str, **only: UUID | None) -> dict[str, Any]:
    """Open receivables by bucket, as they were at the end of a day; a salesperson is the customer's owner of now."""
    return ageing(ctx, CUSTOMERS, as_of or ctx.today(), by, **only)


@operation(
    "GET",
    "/payables/ageing",
    title=("应付账龄", "Ageing of payables"),
    scope="finance.payable.read",
    query=schemas.PayablesAgeingQuery,
    response=schemas.Ageing,
)
def payables_ageing(ctx: Context, as_of: date | None, by: str, **only: UUID | None) -> dict[str, Any]:
    return ageing(ctx, SUPPLIERS, as_of or ctx.today(), by, **only)


def ageing(ctx: Context, side: Side, as_of: date, by: str, **only: UUID | None) -> dict[str, Any]:
    """One row per key with something open, the largest total first, and the sums of all columns.

    `only`: columns of the item and what they must be, such as the documents of one customer.
    """
    statement = ageing_statement(side, as_of, by)
    for name, value in only.items():
        if value:
            statement = statement.where(getattr(side.item, name) == value)
    found = ctx.session.execute(statement).mappings().all()
    rows = sorted((dict(row) for row in found), key=lambda row: (-row["total"], str(row["key"])))
    total = {name: sum((row[name] for row in rows), ZERO) for name in (*NAMES, "total")}
    return {"as_of": as_of, "rows": rows, "total": total}


def ageing_statement(side: Side, as_of: date, by: str) -> Select[Any]:
    """What is open of each item that existed on the day, put into its bucket, summed per key."""
    item, opened, left = side.item, *_open_on(side, as_of)
    key, name = _grouping(item, by)
    columns = [_sum(case((_between(item, *days), left), else_=0)).label(bucket) for bucket, *days in due_days(as_of)]
    statement = select(
        key.label("key"),
        func.max(name).label("name"),
        func.max(item.party_name).label("party_name"),
        func.min(item.due_on).label("due_on"),
        *columns,
        _sum(left).label("total"),
    )
    statement = opened(statement)
    if by == "salesperson":
        statement = statement.outerjoin(Person, Person.id == item.owner_id)
    return statement.where(item.opened_on <= as_of, left > 0).group_by(key)


def _open_on(side: Side, as_of: date) -> tuple[Any, ColumnElement[Any]]:
    """How to join what settled the items up to a day, and what was left of an item then (whole cents)."""
    item, allocation, note = side.item, side.allocation, side.credit_note
    settled = _sums(allocation.item_id, allocation.amount, allocation.allocated_on <= as_of)
    credited = _sums(note.item_id, note.applied, note.credited_on <= as_of)

    def join(statement: Select[Any]) -> Select[Any]:
        return (
            statement.select_from(item)
            .outerjoin(settled, settled.c.item_id == item.id)
            .outerjoin(credited, credited.c.item_id == item.id)
        )

    left = item.amount - func.coalesce(settled.c.amount, 0) - func.coalesce(credited.c.amount, 0)
    return join, type_coerce(left, Money)


def _sums(item_id: Any, amount: Any, condition: ColumnElement[bool]) -> Any:
    return select(item_id.label("item_id"), _sum(amount).label("amount")).where(condition).group_by(item_id).subquery()


def _sum(amount: Any) -> Any:
    return type_coerce(func.sum(amount), Money)


def _grouping(item: type[OpenItem], by: str) -> tuple[Any, Any]:
    match by:
        case "document":
            return item.id, item.number
        case "salesperson":
            return item.owner_id, func.coalesce(Person.name, "")
        case _:
            return item.party_id, item.party_name


def _between(item: type[OpenItem], first: date | None, last: date | None) -> ColumnElement[bool]:
    limits = []
    if first:
        limits.append(item.due_on >= first)
    if last:
        limits.append(item.due_on <= last)
    return and_(*limits)
