"""The read side of orders: lists, details, what is due, what is left."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, func, not_, or_, select
from sqlalchemy.orm import lazyload

from chassis.model import ZERO, NotFound, StaleVersion
from chassis.operations import Context, operation
from sales.orders import schemas
from sales.orders.model import SalesOrder

SORTS = {name: getattr(SalesOrder, name) for name in ("ordered_on", "created_at", "total", "number", "deliver_on")}
MOST_DUE = 1000
_late = and_(SalesOrder.deliver_on.is_not(None), SalesOrder.shipped_on > SalesOrder.deliver_on)


@operation(
    "GET",
    "/orders",
    title=("订单列表", "Orders"),
    scope="sales.order.read",
    query=schemas.OrderQuery,
    response=schemas.OrderPage,
)
def list_orders(
    ctx: Context,
    number: str | None,
    late: bool | None,
    counted: bool,
    since: date | None,
    until: date | None,
    **query: Any,
) -> dict[str, Any]:
    """Past orders included; totals on request (F28)."""
    statement = select(SalesOrder).options(lazyload(SalesOrder.lines))
    for name in ("state", "stock_state", "delivery_state", "customer_id", "performer_id"):
        if query[name] is not None:
            statement = statement.where(getattr(SalesOrder, name) == query[name])
    if number:
        statement = statement.where(SalesOrder.number.istartswith(number, autoescape=True))
    if counted:
        statement = statement.where(SalesOrder.state.not_in(("draft", "cancelled")))
    if late is not None:
        statement = statement.where(SalesOrder.delivery_state == "full", _late if late else not_(_late))
    statement = _between(statement, since, until)
    return ctx.page(statement, SORTS, "-ordered_on", query, total=func.coalesce(func.sum(SalesOrder.total), ZERO))


@operation(
    "GET",
    "/orders/due",
    title=("交货提醒", "Orders due for delivery"),
    scope="sales.order.read",
    query=schemas.DueQuery,
    response=schemas.DueOrders,
)
def list_due(ctx: Context, days: int) -> dict[str, Any]:
    """Confirmed orders to deliver within some days, overdue ones first, and those delivered in part (F28, F73)."""
    rows = [_due_row(order, ctx.today()) for order in ctx.session.scalars(_due(ctx.today() + timedelta(days=days)))]
    remaining = sum((row["remaining_amount"] for row in rows), ZERO)
    return {"rows": rows, "total": {"count": len(rows), "remaining_amount": remaining}}


@operation(
    "GET",
    "/orders/{order_id}",
    title=("订单", "Order"),
    scope="sales.order.read",
    response=schemas.OrderView,
)
def get_order(ctx: Context, order_id: UUID) -> SalesOrder:
    return ctx.get(SalesOrder, order_id)


def locked_order(ctx: Context, order_id: UUID, version: int | None = None) -> SalesOrder:
    """An order that nobody else changes until the end of this unit of work; raises NotFound, StaleVersion."""
    order = next(iter(locked_orders(ctx, [order_id])), None)
    if order is None:
        raise NotFound
    if version is not None and order.version != version:
        raise StaleVersion
    return order


def locked_orders(ctx: Context, order_ids: Iterable[UUID]) -> list[SalesOrder]:
    """Orders with their lines as they are once locked; locked in the order of their ids, so that nobody deadlocks."""
    statement = (
        select(SalesOrder)
        .where(SalesOrder.id.in_(set(order_ids)))
        .order_by(SalesOrder.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return list(ctx.session.scalars(statement))


def _between(statement: Select[Any], since: date | None, until: date | None) -> Select[Any]:
    if since:
        statement = statement.where(SalesOrder.ordered_on >= since)
    return statement.where(SalesOrder.ordered_on <= until) if until else statement


def _due(until: date) -> Select[Any]:
    return (
        select(SalesOrder)
        .where(SalesOrder.state == "confirmed", SalesOrder.delivery_state != "full")
        .where(or_(SalesOrder.deliver_on <= until, SalesOrder.delivery_state == "partial"))
        .order_by(SalesOrder.deliver_on.is_(None), SalesOrder.deliver_on, SalesOrder.id)
        .limit(MOST_DUE)
    )


def _due_row(order: SalesOrder, today: date) -> dict[str, Any]:
    return vars(order) | {
        "days_left": (order.deliver_on - today).days if order.deliver_on else None,
        "remaining": sum((line.unshipped for line in order.lines), Decimal(0)),
        "remaining_amount": order.unshipped_amount,
    }
