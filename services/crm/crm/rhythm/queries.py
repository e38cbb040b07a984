"""Which customers order as usual, and which are overdue or lost (F16, F72, N1)."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select

from chassis.access import names_of
from chassis.operations import Context, operation
from crm.customers.model import Customer
from crm.rhythm import schemas
from crm.rhythm.figures import LATEST, figures_of, state_on
from crm.rhythm.keeping import rules_for
from crm.rhythm.model import CustomerOrder, Rhythm


@operation(
    "GET",
    "/rhythm",
    title=("采购节奏", "Purchase rhythm"),
    scope="crm.rhythm.read",
    query=schemas.RhythmQuery,
    response=schemas.RhythmSummary,
)
def list_rhythms(
    ctx: Context, state: str | None, as_of: date | None, limit: int, **equal: UUID | None
) -> dict[str, Any]:
    """Those longest overdue first. A day of the past is answered from the orders up to it, with the grades of now."""
    day = as_of or ctx.today()
    found = _current(ctx, equal) if day >= ctx.today() else _past(ctx, equal, day)
    rows = [_row(ctx, customer, figures, day) for customer, figures in found]
    counts = Counter(row["state"] for row in rows)
    wanted = sorted((row for row in rows if state in (None, row["state"])), key=lambda row: row["expected_on"])[:limit]
    names = names_of(ctx.session, {row["owner_id"] for row in wanted})
    shown = [row | {"owner_name": names.get(row["owner_id"], "")} for row in wanted]
    return {"as_of": day, "rows": shown, "total": {**counts, "customers": counts.total()}}


def _current(ctx: Context, equal: dict[str, UUID | None]) -> Iterator[tuple[Any, Any]]:
    statement = select(Rhythm, *_customer_columns()).join(Customer, Customer.id == Rhythm.customer_id)
    for row in ctx.session.execute(_of(statement, equal)):
        yield row, row.Rhythm


def _past(ctx: Context, equal: dict[str, UUID | None], day: date) -> Iterator[tuple[Any, Any]]:
    statement = (
        select(CustomerOrder.ordered_on, CustomerOrder.total, *_customer_columns())
        .join(Customer, Customer.id == CustomerOrder.customer_id)
        .where(CustomerOrder.ordered_on <= day)
        .order_by(Customer.id, CustomerOrder.ordered_on.desc())
    )
    for _, group in groupby(ctx.session.execute(_of(statement, equal)), key=lambda row: row.id):
        orders = list(group)
        days = list(dict.fromkeys(order.ordered_on for order in orders))[: LATEST + 1]
        rules = rules_for(ctx.host.settings, orders[0].grade)
        yield orders[0], figures_of(days, len(orders), sum(order.total for order in orders), rules)


def _customer_columns() -> tuple[Any, ...]:
    return Customer.id, Customer.code, Customer.name, Customer.owner_id, Customer.grade


def _of(statement: Select[Any], equal: dict[str, UUID | None]) -> Select[Any]:
    if equal["owner_id"]:
        statement = statement.where(Customer.owner_id == equal["owner_id"])
    if equal["customer_id"]:
        statement = statement.where(Customer.id == equal["customer_id"])
    return statement.where(Customer.active)


def _row(ctx: Context, customer: Any, figures: Any, day: date) -> dict[str, Any]:
    soon = rules_for(ctx.host.settings, customer.grade).due_soon_days
    return {
        "customer_id": customer.id,
        "customer_code": customer.code,
        "customer_name": customer.name,
        "owner_id": customer.owner_id,
        "state": state_on(day, figures.expected_on, figures.lost_on, soon),
        "last_order_on": figures.last_order_on,
        "interval_days": figures.interval_days,
        "expected_on": figures.expected_on,
        "lost_on": figures.lost_on,
        "days_overdue": max(0, (day - figures.expected_on).days),
        "orders": figures.orders,
        "average_order": figures.average_order,
    }
