"""What a buyer wants to know at a line: the price to propose, the last purchases, what is there and what is coming."""

from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from chassis.access import seeing_everything
from chassis.operations import Context, operation
from purchasing.products.model import Product
from purchasing.purchase_orders import schemas
from purchasing.purchase_orders.model import PurchaseOrder, PurchaseOrderLine
from purchasing.purchase_orders.queries import on_order
from purchasing.stock.model import StockLevel

PURCHASES_SHOWN = 3


@operation(
    "GET",
    "/price-hints",
    title=("采购价格提示", "Price hint for a purchase"),
    scope="purchasing.order.read",
    query=schemas.HintQuery,
    response=schemas.PriceHint,
)
def get_purchase_hint(ctx: Context, product_id: UUID, supplier_id: UUID | None) -> dict[str, Any]:
    """The last price paid to the supplier (without one: to anybody), else the product's cost; all warehouses' stock."""
    product = ctx.get(Product, product_id, field="product_id")
    purchases = _last_purchases(ctx, product_id, supplier_id)
    level = select(func.sum(StockLevel.on_hand), func.sum(StockLevel.reserved)).filter_by(product_id=product_id)
    on_hand, reserved = (amount or 0 for amount in ctx.session.execute(level).one())
    coming = on_order()
    quantity = func.coalesce(func.sum(coming.c.quantity), 0, type_=Product.safety_stock.type)
    # As in the list of what runs low: what a colleague has ordered already is no secret.
    with seeing_everything(ctx.session):
        ordered = ctx.session.scalar(select(quantity).where(coming.c.product_id == product_id))
    return {
        "unit_price": purchases[0].unit_price if purchases else product.cost,
        "purchases": purchases,
        "on_hand": on_hand,
        "available": on_hand - reserved,
        "on_order": ordered,
        "safety_stock": product.safety_stock,
    }


def _last_purchases(ctx: Context, product_id: UUID, supplier_id: UUID | None) -> Any:
    """The last purchases within the reader's data scope, newest first."""
    columns = (
        PurchaseOrder.number,
        PurchaseOrder.supplier_name,
        PurchaseOrder.ordered_on,
        PurchaseOrderLine.unit_price,
        PurchaseOrderLine.quantity,
    )
    statement = (
        select(*columns)
        .join(PurchaseOrder, PurchaseOrder.id == PurchaseOrderLine.purchase_order_id)
        .where(PurchaseOrderLine.product_id == product_id, PurchaseOrder.state == "confirmed")
        .order_by(PurchaseOrder.ordered_on.desc(), PurchaseOrder.number.desc(), PurchaseOrderLine.position)
    )
    if supplier_id:
        statement = statement.where(PurchaseOrder.supplier_id == supplier_id)
    return ctx.session.execute(statement.limit(PURCHASES_SHOWN)).all()
