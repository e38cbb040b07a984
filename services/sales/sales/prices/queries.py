"""The read side of prices: the list, and what to propose while a line is typed."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from chassis.operations import Context, operation
from sales.customers.model import Customer
from sales.prices import schemas
from sales.prices.memory import last_deals, listed_prices
from sales.prices.model import ListedPrice
from sales.products.model import Product
from sales.products.queries import available

SORTS = {"product_id": ListedPrice.product_id, "unit_price": ListedPrice.unit_price, "grade": ListedPrice.grade}


@operation(
    "GET",
    "/prices",
    title=("价格表", "Price list"),
    scope="sales.price.read",
    query=schemas.PriceQuery,
    response=schemas.PricePage,
)
def list_prices(ctx: Context, product_id: UUID | None, grade: str | None, **query: Any) -> dict[str, Any]:
    statement = select(ListedPrice)
    if product_id:
        statement = statement.where(ListedPrice.product_id == product_id)
    if grade is not None:
        statement = statement.where(ListedPrice.grade == grade)
    return ctx.page(statement, SORTS, "product_id", query)


@operation(
    "GET",
    "/price-hints",
    title=("价格提示", "Price hint for a line"),
    scope="sales.price.read",
    query=schemas.HintQuery,
    response=schemas.PriceHint,
)
def get_price_hint(ctx: Context, customer_id: UUID, product_id: UUID) -> dict[str, Any]:
    """The customer's last deal, else the grade's price, else the list price; with floor price and free stock (X8)."""
    customer = ctx.get(Customer, customer_id, field="customer_id")
    product = ctx.get(Product, product_id, field="product_id")
    deals = last_deals(ctx.session, customer_id, product_id)
    for_all = listed_prices(ctx.session, None, [product_id]).get(product_id, product.list_price)
    for_grade = _grade_price(ctx, customer, product_id)
    source = "last_deal" if deals else "list" if for_grade is None else "grade"
    return {
        "suggested_price": {"last_deal": deals and deals[0].unit_price, "grade": for_grade, "list": for_all}[source],
        "source": source,
        "deals": deals,
        "list_price": for_all,
        "floor_price": product.floor_price,
        "available": available(ctx.session, [product_id])[product_id],
    }


def _grade_price(ctx: Context, customer: Customer, product_id: UUID) -> Any:
    if not customer.grade:
        return None
    statement = select(ListedPrice.unit_price).filter_by(product_id=product_id, grade=customer.grade)
    return ctx.session.scalar(statement)
