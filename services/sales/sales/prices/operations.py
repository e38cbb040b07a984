"""Use cases of the price list."""

from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from chassis.model import StaleVersion
from chassis.operations import Context, operation
from sales.prices import schemas
from sales.prices.model import ListedPrice
from sales.products.model import Product


@operation(
    "PUT",
    "/prices/{product_id}",
    title=("设定售价", "Set a price"),
    scope="sales.price.set",
    request=schemas.SetPrice,
    response=schemas.ListedPriceView,
)
def set_price(
    ctx: Context, product_id: UUID, grade: str, unit_price: Decimal, expected_version: int | None
) -> ListedPrice:
    """The price of a product for everybody, or for customers of a grade (X8)."""
    ctx.get(Product, product_id)
    statement = select(ListedPrice).filter_by(product_id=product_id, grade=grade)
    price = ctx.session.scalars(statement).first()
    if price is None:
        price = ctx.add(ListedPrice(product_id=product_id, grade=grade, unit_price=unit_price, version=1))
    if expected_version is not None and price.version != expected_version:
        raise StaleVersion
    price.unit_price = unit_price
    ctx.session.flush()
    return price
