"""The read side of stock: levels, the ledger of moves, what runs low."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager

from chassis.access import seeing_everything
from chassis.operations import Context, operation
from purchasing.products.model import Product
from purchasing.products.queries import product_matches
from purchasing.purchase_orders.queries import on_order
from purchasing.stock import schemas
from purchasing.stock.model import StockLevel, StockMove

LEVEL_SORTS = {
    "product_code": StockLevel.product_code,
    "on_hand": StockLevel.on_hand,
    "reserved": StockLevel.reserved,
}


@operation(
    "GET",
    "/stock",
    title=("库存", "Stock"),
    scope="purchasing.stock.read",
    query=schemas.LevelQuery,
    response=schemas.LevelPage,
)
def list_stock(
    ctx: Context, q: str | None, product_id: UUID | None, warehouse_id: UUID | None, **query: Any
) -> dict[str, Any]:
    """By product and warehouse: on hand, reserved, available; `total` adds the value of all (F41)."""
    statement = select(StockLevel).join(StockLevel.product).options(contains_eager(StockLevel.product))
    if q:
        statement = statement.where(product_matches(q))
    if product_id:
        statement = statement.where(StockLevel.product_id == product_id)
    if warehouse_id:
        statement = statement.where(StockLevel.warehouse_id == warehouse_id)
    value = func.coalesce(func.sum(StockLevel.value), 0, type_=StockLevel.value.type)
    return ctx.page(statement, LEVEL_SORTS, "product_code", query, value=value)


@operation(
    "GET",
    "/stock/moves",
    title=("出入库明细", "Stock moves"),
    scope="purchasing.stock.read",
    query=schemas.MoveQuery,
    response=schemas.MovePage,
)
def list_moves(
    ctx: Context,
    product_id: UUID | None,
    warehouse_id: UUID | None,
    kind: str | None,
    source_id: UUID | None,
    moved_from: date | None,
    moved_to: date | None,
    **query: Any,
) -> dict[str, Any]:
    """The ledger, newest first; each move names its document (F41)."""
    wanted = {"product_id": product_id, "warehouse_id": warehouse_id, "kind": kind, "source_id": source_id}
    statement = select(StockMove).filter_by(**{name: value for name, value in wanted.items() if value is not None})
    if moved_from:
        statement = statement.where(StockMove.moved_on >= moved_from)
    if moved_to:
        statement = statement.where(StockMove.moved_on <= moved_to)
    return ctx.page(statement, {"moved_at": StockMove.moved_at}, "-moved_at", query)


@operation(
    "GET",
    "/stock/low",
    title=("库存预警", "Low stock"),
    scope="purchasing.stock.read",
    response=schemas.LowStock,
)
def list_low_stock(ctx: Context) -> dict[str, Any]:
    """Active products of which less is on hand, over all warehouses, than their safety stock (F46)."""
    levels = (
        select(
            StockLevel.product_id,
            func.sum(StockLevel.on_hand).label("on_hand"),
            func.sum(StockLevel.reserved).label("reserved"),
        )
        .group_by(StockLevel.product_id)
        .subquery()
    )
    coming = on_order()
    quantity = Product.safety_stock.type
    on_hand = func.coalesce(levels.c.on_hand, 0, type_=quantity)
    statement = (
        select(
            Product,
            on_hand.label("on_hand"),
            func.coalesce(levels.c.reserved, 0, type_=quantity).label("reserved"),
            func.coalesce(coming.c.quantity, 0, type_=quantity).label("on_order"),
        )
        .outerjoin(levels, levels.c.product_id == Product.id)
        .outerjoin(coming, coming.c.product_id == Product.id)
        .where(Product.active, Product.safety_stock > on_hand)
        .order_by(Product.code)
    )
    # How much is coming is no secret: else a buyer would order again what a colleague has ordered already.
    with seeing_everything(ctx.session):
        rows = [_low_row(*row) for row in ctx.session.execute(statement)]
    return {"rows": rows, "total": {"count": len(rows)}}


def _low_row(product: Product, on_hand: Any, reserved: Any, coming: Any) -> dict[str, Any]:
    shown = ("code", "name", "model", "spec", "unit", "supplier_id", "safety_stock")
    return {
        "product_id": product.id,
        **{name: getattr(product, name) for name in shown},
        "on_hand": on_hand,
        "reserved": reserved,
        "on_order": coming,
        "missing": product.safety_stock - on_hand,
    }
