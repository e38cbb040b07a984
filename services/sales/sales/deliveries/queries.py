"""The read side of deliveries, and what orders still have to be delivered."""

from typing import Any
from uuid import UUID

from sqlalchemy import exists, func, select
from sqlalchemy.orm import lazyload

from chassis.model import ZERO, NotFound, StaleVersion
from chassis.operations import Context, operation
from sales.deliveries import schemas
from sales.deliveries.model import Delivery, DeliveryLine
from sales.orders.model import SalesOrder

SORTS = {"created_at": Delivery.created_at, "total": Delivery.total}


@operation(
    "GET",
    "/orders/{order_id}/remaining",
    title=("订单未出货明细", "What is left of an order to deliver"),
    scope="sales.delivery.read",
    response=schemas.Remaining,
)
def get_remaining(ctx: Context, order_id: UUID) -> dict[str, Any]:
    """Lines prefilled with the remaining quantity (F30); empty unless the order is confirmed."""
    order = ctx.get(SalesOrder, order_id)
    lines = [line for line in order.lines if line.remaining] if order.state == "confirmed" else []
    return {
        "order_id": order.id,
        "number": order.number,
        "customer_id": order.customer_id,
        "warehouse_id": order.warehouse_id,
        "lines": lines,
    }


@operation(
    "GET",
    "/deliveries",
    title=("出货单列表", "Deliveries"),
    scope="sales.delivery.read",
    query=schemas.DeliveryQuery,
    response=schemas.DeliveryPage,
)
def list_deliveries(
    ctx: Context,
    state: str | None,
    customer_id: UUID | None,
    order_id: UUID | None,
    number: str | None,
    **query: Any,
) -> dict[str, Any]:
    statement = select(Delivery).options(lazyload(Delivery.lines))
    if state:
        statement = statement.where(Delivery.state == state)
    if customer_id:
        statement = statement.where(Delivery.customer_id == customer_id)
    if order_id:
        of_order = exists().where(DeliveryLine.delivery_id == Delivery.id, DeliveryLine.order_id == order_id)
        statement = statement.where(of_order)
    if number:
        statement = statement.where(Delivery.number.istartswith(number, autoescape=True))
    return ctx.page(statement, SORTS, "-created_at", query, total=func.coalesce(func.sum(Delivery.total), ZERO))


@operation(
    "GET",
    "/deliveries/{delivery_id}",
    title=("出货单", "Delivery"),
    scope="sales.delivery.read",
    response=schemas.DeliveryView,
)
def get_delivery(ctx: Context, delivery_id: UUID) -> Delivery:
    return ctx.get(Delivery, delivery_id)


def locked_delivery(ctx: Context, delivery_id: UUID, version: int | None = None) -> Delivery:
    """A delivery that nobody else changes until the end of this unit of work; raises NotFound, StaleVersion."""
    statement = select(Delivery).where(Delivery.id == delivery_id).with_for_update()
    delivery = ctx.session.scalars(statement.execution_options(populate_existing=True)).first()
    if delivery is None:
        raise NotFound
    if version is not None and delivery.version != version:
        raise StaleVersion
    return delivery
