"""The read side of purchase orders."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Subquery, func, or_, select

from chassis.operations import Context, operation
from purchasing.purchase_orders import schemas
from purchasing.purchase_orders.model import PurchaseOrder, PurchaseOrderLine

SORTS = {
    "created_at": PurchaseOrder.created_at,
    "number": PurchaseOrder.number,
    "expected_on": PurchaseOrder.expected_on,
    "total": PurchaseOrder.total,
}


@operation(
    "GET",
    "/purchase-orders",
    title=("采购订单列表", "Purchase orders"),
    scope="purchasing.order.read",
    query=schemas.PurchaseOrderQuery,
    response=schemas.PurchaseOrderPage,
)
def list_purchase_orders(
    ctx: Context,
    q: str | None,
    supplier_id: UUID | None,
    product_id: UUID | None,
    state: str | None,
    received: str | None,
    expected_to: date | None,
    **query: Any,
) -> dict[str, Any]:
    """Within the reader's data scope; `q` finds a part of the number or the supplier's name."""
    wanted = {"supplier_id": supplier_id, "state": state, "received": received}
    statement = select(PurchaseOrder).filter_by(**{name: value for name, value in wanted.items() if value is not None})
    if q:
        columns = (PurchaseOrder.number, PurchaseOrder.supplier_name)
        statement = statement.where(or_(*[column.icontains(q, autoescape=True) for column in columns]))
    if product_id:
        statement = statement.where(PurchaseOrder.lines.any(PurchaseOrderLine.product_id == product_id))
    if expected_to:
        statement = statement.where(PurchaseOrder.expected_on <= expected_to)
    total = func.coalesce(func.sum(PurchaseOrder.total), 0, type_=PurchaseOrder.total.type)
    return ctx.page(statement, SORTS, "-created_at", query, total=total)


@operation(
    "GET",
    "/purchase-orders/{purchase_order_id}",
    title=("采购订单", "Purchase order"),
    scope="purchasing.order.read",
    response=schemas.PurchaseOrderView,
)
def get_purchase_order(ctx: Context, purchase_order_id: UUID) -> PurchaseOrder:
    return ctx.get(PurchaseOrder, purchase_order_id)


def on_order() -> Subquery:
    """By product: what confirmed purchase orders have still to bring."""
    return (
        select(
            PurchaseOrderLine.product_id,
            func.sum(PurchaseOrderLine.quantity - PurchaseOrderLine.received_quantity).label("quantity"),
        )
        .join(PurchaseOrder, PurchaseOrder.id == PurchaseOrderLine.purchase_order_id)
        .where(PurchaseOrder.state == "confirmed")
        .group_by(PurchaseOrderLine.product_id)
        .subquery()
    )
