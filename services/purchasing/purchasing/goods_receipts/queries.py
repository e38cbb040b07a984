"""The read side of goods receipts."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select

from chassis.operations import Context, operation
from purchasing.goods_receipts import schemas
from purchasing.goods_receipts.model import GoodsReceipt
from purchasing.purchase_orders.model import PurchaseOrder

SORTS = {
    "created_at": GoodsReceipt.created_at,
    "number": GoodsReceipt.number,
    "received_on": GoodsReceipt.received_on,
    "total": GoodsReceipt.total,
}


@operation(
    "GET",
    "/goods-receipts",
    title=("采购收货单列表", "Goods receipts"),
    scope="purchasing.receipt.read",
    query=schemas.GoodsReceiptQuery,
    response=schemas.GoodsReceiptPage,
)
def list_goods_receipts(
    ctx: Context,
    q: str | None,
    supplier_id: UUID | None,
    purchase_order_id: UUID | None,
    state: str | None,
    received_from: date | None,
    received_to: date | None,
    **query: Any,
) -> dict[str, Any]:
    """Within the reader's data scope; `q` finds a part of the number or the supplier's name."""
    wanted = {"supplier_id": supplier_id, "purchase_order_id": purchase_order_id, "state": state}
    statement = select(GoodsReceipt).filter_by(**{name: value for name, value in wanted.items() if value is not None})
    if q:
        columns = (GoodsReceipt.number, GoodsReceipt.supplier_name)
        statement = statement.where(or_(*[column.icontains(q, autoescape=True) for column in columns]))
    if received_from:
        statement = statement.where(GoodsReceipt.received_on >= received_from)
    if received_to:
        statement = statement.where(GoodsReceipt.received_on <= received_to)
    total = func.coalesce(func.sum(GoodsReceipt.total), 0, type_=GoodsReceipt.total.type)
    return ctx.page(statement, SORTS, "-created_at", query, total=total)


@operation(
    "GET",
    "/goods-receipts/{goods_receipt_id}",
    title=("采购收货单", "Goods receipt"),
    scope="purchasing.receipt.read",
    response=schemas.GoodsReceiptView,
)
def get_goods_receipt(ctx: Context, goods_receipt_id: UUID) -> GoodsReceipt:
    return ctx.get(GoodsReceipt, goods_receipt_id)


@operation(
    "GET",
    "/purchase-orders/{purchase_order_id}/remaining",
    title=("采购订单未收数量", "What a purchase order has still to bring"),
    scope="purchasing.receipt.enter",
    response=schemas.Remaining,
)
def get_remaining(ctx: Context, purchase_order_id: UUID) -> dict[str, Any]:
    """The lines of a receipt, prefilled (F40); none for an order that is not confirmed."""
    order = ctx.get(PurchaseOrder, purchase_order_id)
    lines = [line for line in order.lines if line.remaining > 0] if order.state == "confirmed" else []
    shown = ("product_id", "product_code", "product_name", "unit", "remaining", "unit_price")
    return {
        "purchase_order_id": order.id,
        "supplier_id": order.supplier_id,
        "warehouse_id": order.warehouse_id,
        "lines": [
            {
                "purchase_order_line_id": line.id,
                "ordered": line.quantity,
                "received": line.received_quantity,
                **{name: getattr(line, name) for name in shown},
            }
            for line in lines
        ],
    }
