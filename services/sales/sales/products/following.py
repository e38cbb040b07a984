"""Keeping products, stock levels and warehouses as purchasing tells of them."""

from typing import Any
from uuid import UUID

from sqlalchemy import select, tuple_

from chassis.operations import Context
from sales.products.model import Product, StockLevel, Warehouse


def keep_product(ctx: Context, product_id: UUID, **values: Any) -> None:
    ctx.session.merge(Product(id=product_id, changed_at=ctx.now(), **values))


def keep_warehouse(ctx: Context, warehouse_id: UUID, **values: Any) -> None:
    ctx.session.merge(Warehouse(id=warehouse_id, **values))


def keep_levels(ctx: Context, levels: list[dict[str, Any]]) -> None:
    """Take the levels that are newer than those known: documents of one product may be told out of order."""
    keys = [(each["product_id"], each["warehouse_id"]) for each in levels]
    statement = select(StockLevel).where(tuple_(StockLevel.product_id, StockLevel.warehouse_id).in_(keys))
    known = {(each.product_id, each.warehouse_id): each for each in ctx.session.scalars(statement)}
    for each in levels:
        level = known.get((each["product_id"], each["warehouse_id"]))
        if level is None:
            known[each["product_id"], each["warehouse_id"]] = ctx.add(StockLevel(**each))
        elif level.version < each["version"]:
            level.on_hand, level.reserved, level.version = each["on_hand"], each["reserved"], each["version"]
