"""Price memory: what this customer paid last, else the price of the grade, else the list price (X8)."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from sales.customers.model import Customer
from sales.orders.model import BINDING, OrderLine, SalesOrder
from sales.prices.model import ListedPrice
from sales.products.model import Product

DEALS_SHOWN = 3


def last_deals(session: Session, customer_id: UUID, product_id: UUID) -> Sequence[Any]:
    """The last three deals, newest first: number, ordered_on, unit_price, discount, quantity."""
    columns = (SalesOrder.number, SalesOrder.ordered_on, OrderLine.unit_price, OrderLine.discount, OrderLine.quantity)
    statement = _deals(customer_id).where(OrderLine.product_id == product_id).with_only_columns(*columns)
    newest_first = (SalesOrder.ordered_on.desc(), SalesOrder.number.desc(), OrderLine.id)
    return session.execute(statement.order_by(*newest_first).limit(DEALS_SHOWN)).all()


def suggested_prices(session: Session, customer: Customer, products: Sequence[Product]) -> dict[UUID, Decimal]:
    """The price to propose for each product."""
    prices = {product.id: product.list_price for product in products}
    return prices | listed_prices(session, customer.grade, list(prices)) | _last_prices(session, customer.id, prices)


def listed_prices(session: Session, grade: str | None, product_ids: Sequence[UUID]) -> dict[UUID, Decimal]:
    """The price list for a grade: its own price before the price of everybody."""
    statement = (
        select(ListedPrice.product_id, ListedPrice.unit_price)
        .where(ListedPrice.product_id.in_(product_ids), ListedPrice.grade.in_({"", grade or ""}))
        .order_by(ListedPrice.grade)
    )
    return dict(session.execute(statement).all())


def _last_prices(session: Session, customer_id: UUID, product_ids: Any) -> dict[UUID, Decimal]:
    recent = func.row_number().over(
        partition_by=OrderLine.product_id,
        order_by=(SalesOrder.ordered_on.desc(), SalesOrder.number.desc(), OrderLine.id),
    )
    ranked = (
        _deals(customer_id)
        .where(OrderLine.product_id.in_(list(product_ids)))
        .with_only_columns(OrderLine.product_id, OrderLine.unit_price, recent.label("place"))
        .subquery()
    )
    statement = select(ranked.c.product_id, ranked.c.unit_price).where(ranked.c.place == 1)
    return dict(session.execute(statement).all())


def _deals(customer_id: UUID) -> Select[Any]:
    return (
        select(OrderLine)
        .join(SalesOrder, SalesOrder.id == OrderLine.order_id)
        .where(SalesOrder.customer_id == customer_id, SalesOrder.state.in_(BINDING))
    )
