"""The read side of the catalogue."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select

from chassis.operations import Context, operation
from purchasing.products import schemas
from purchasing.products.model import Category, Product

PRODUCT_SORTS = {"code": Product.code, "name": Product.name, "list_price": Product.list_price}


@operation(
    "GET",
    "/categories",
    title=("产品类别列表", "Categories"),
    scope="purchasing.product.read",
    query=schemas.CategoryQuery,
    response=schemas.CategoryPage,
)
def list_categories(ctx: Context, q: str | None, **query: Any) -> dict[str, Any]:
    statement = select(Category)
    if q:
        statement = statement.where(
            or_(Category.code.icontains(q, autoescape=True), Category.name.icontains(q, autoescape=True))
        )
    return ctx.page(statement, {"code": Category.code, "name": Category.name}, "code", query)


@operation(
    "GET",
    "/products",
    title=("产品列表", "Products"),
    scope="purchasing.product.read",
    query=schemas.ProductQuery,
    response=schemas.ProductPage,
)
def list_products(
    ctx: Context, q: str | None, category_id: UUID | None, active: bool | None, **query: Any
) -> dict[str, Any]:
    """`q` finds a part of code, name, model or spec."""
    statement = select(Product)
    if q:
        statement = statement.where(product_matches(q))
    if category_id:
        statement = statement.where(Product.category_id == category_id)
    if active is not None:
        statement = statement.where(Product.active == active)
    return ctx.page(statement, PRODUCT_SORTS, "code", query)


@operation(
    "GET",
    "/products/{product_id}",
    title=("产品", "Product"),
    scope="purchasing.product.read",
    response=schemas.ProductView,
)
def get_product(ctx: Context, product_id: UUID) -> Product:
    return ctx.get(Product, product_id)


def product_matches(q: str) -> ColumnElement[bool]:
    """A part of the code, name, model or spec, whatever the case."""
    columns = (Product.code, Product.name, Product.model, Product.spec)
    return or_(*[column.icontains(q, autoescape=True) for column in columns])


def products_of(ctx: Context, lines: Sequence[Mapping[str, Any]]) -> dict[UUID, Product]:
    """The products that lines name, read in one statement; raises NotFound naming the line."""
    names = [(line["product_id"], f"lines.{index}.product_id") for index, line in enumerate(lines)]
    found = ctx.session.scalars(select(Product).where(Product.id.in_({identity for identity, _ in names})))
    known = {product.id: product for product in found}
    return {identity: known.get(identity) or ctx.get(Product, identity, field=field) for identity, field in names}
