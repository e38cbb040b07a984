"""The read side of products: what can be sold, and how much of it is free."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from chassis.model import NotFound
from chassis.operations import Context, ListQuery, operation
from sales.products import schemas
from sales.products.model import Product, StockLevel, Warehouse

SORTS = {"code": Product.code, "name": Product.name}
WAREHOUSE_SORTS = {"code": Warehouse.code, "name": Warehouse.name}


@operation(
    "GET",
    "/products",
    title=("可售产品", "Products"),
    scope="sales.product.read",
    query=schemas.ProductQuery,
    response=schemas.ProductPage,
)
def list_products(ctx: Context, q: str | None, active: bool | None, **query: Any) -> dict[str, Any]:
    """Found by a part of code, name or model."""
    statement = select(Product)
    if q:
        columns = (Product.code, Product.name, Product.model)
        statement = statement.where(or_(*[column.icontains(q, autoescape=True) for column in columns]))
    if active is not None:
        statement = statement.where(Product.active == active)
    page = ctx.page(statement, SORTS, "code", query)
    free = available(ctx.session, [product.id for product in page["items"]])
    return {**page, "items": [vars(each) | {"available": free[each.id]} for each in page["items"]]}


@operation(
    "GET",
    "/warehouses",
    title=("仓库", "Warehouses"),
    scope="sales.product.read",
    query=ListQuery,
    response=schemas.WarehousePage,
)
def list_warehouses(ctx: Context, **query: Any) -> dict[str, Any]:
    return ctx.page(select(Warehouse), WAREHOUSE_SORTS, "code", query)


def available(session: Session, product_ids: Iterable[UUID]) -> dict[UUID, Decimal]:
    """On hand less reserved over all warehouses, for each of the products."""
    wanted = list(product_ids)
    statement = (
        select(StockLevel.product_id, func.sum(StockLevel.on_hand), func.sum(StockLevel.reserved))
        .where(StockLevel.product_id.in_(wanted))
        .group_by(StockLevel.product_id)
    )
    found = {product_id: on_hand - reserved for product_id, on_hand, reserved in session.execute(statement)}
    return {product_id: found.get(product_id, Decimal(0)) for product_id in wanted}


def products_by_id(session: Session, ids: Iterable[UUID]) -> dict[UUID, Product]:
    """The products with these ids; those unknown are missing. Each is read once in a unit of work."""
    wanted = set(ids)
    known: dict[UUID, Product] = session.info.setdefault("products", {})
    if missing := wanted - known.keys():
        known.update({each.id: each for each in session.scalars(select(Product).where(Product.id.in_(missing)))})
    return {product_id: known[product_id] for product_id in wanted & known.keys()}


def chosen_warehouse(session: Session, warehouse_id: UUID | None) -> Warehouse:
    """The warehouse named, or else the default one; raises NotFound."""
    if warehouse_id is not None:
        found = session.get(Warehouse, warehouse_id)
    else:
        statement = select(Warehouse).where(Warehouse.active).order_by(Warehouse.is_default.desc(), Warehouse.code)
        found = session.scalars(statement.limit(1)).first()
    if found is None or not found.active:
        raise NotFound(field="warehouse_id")
    return found
