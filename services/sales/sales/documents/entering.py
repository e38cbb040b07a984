"""Turning what a person typed into documents: the customer, who performs it, products and prices."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, TypeVar
from uuid import UUID

from chassis.access import Person, get_person
from chassis.model import NotFound, line_amount
from chassis.operations import Context
from sales.customers.model import Customer
from sales.documents.model import PricedLine
from sales.documents.rules import AmountTooLarge, InactiveCustomer, InactiveProduct, LinesMissing
from sales.prices.memory import suggested_prices
from sales.products.model import Product
from sales.products.queries import products_by_id

LARGEST_AMOUNT = Decimal(10) ** 12
Line = TypeVar("Line", bound=PricedLine)


def customer_to_serve(ctx: Context, customer_id: UUID) -> Customer:
    """A customer within reach; raises NotFound, InactiveCustomer."""
    customer = ctx.get(Customer, customer_id, field="customer_id")
    if not customer.active:
        raise InactiveCustomer(field="customer_id", customer=customer.name)
    return customer


def parties_of(ctx: Context, customer: Customer, performer_id: UUID | None) -> dict[str, Any]:
    """The columns about the customer, its owner, and who performs the sale: the owner, unless another is named (X3)."""
    performer = _performer(ctx, customer, performer_id)
    return {
        "customer_id": customer.id,
        "customer_code": customer.code,
        "customer_name": customer.name,
        "owner_id": customer.owner_id,
        "org_path": customer.org_path,
        "performer_id": performer.id,
        "performer_name": performer.name,
        "performer_org_path": performer.org_path,
        "created_at": ctx.now(),
    }


def priced_lines(ctx: Context, line: type[Line], customer: Customer, typed: Sequence[dict[str, Any]]) -> list[Line]:
    """New lines with product, price and amount; raises NotFound, InactiveProduct, LinesMissing, AmountTooLarge."""
    if not typed:
        raise LinesMissing(field="lines")
    products = products_by_id(ctx.session, [each["product_id"] for each in typed])
    unpriced = [products[each["product_id"]] for each in typed if each["unit_price"] is None and _known(each, products)]
    prices = suggested_prices(ctx.session, customer, unpriced) if unpriced else {}
    return [
        line(**_values(each, products.get(each["product_id"]), prices, f"lines.{place}"), position=place + 1)
        for place, each in enumerate(typed)
    ]


def checked_amount(quantity: Decimal, unit_price: Decimal, discount: Decimal, field: str) -> Decimal:
    """The line's amount; raises AmountTooLarge for what no document can hold."""
    amount = line_amount(quantity, unit_price, discount)
    if amount >= LARGEST_AMOUNT:
        raise AmountTooLarge(field=field)
    return amount


def _known(typed: dict[str, Any], products: dict[UUID, Product]) -> bool:
    return typed["product_id"] in products


def _values(typed: dict[str, Any], product: Product | None, prices: dict[UUID, Decimal], field: str) -> dict[str, Any]:
    if product is None:
        raise NotFound(field=f"{field}.product_id")
    if not product.active:
        raise InactiveProduct(field=f"{field}.product_id", product=product.name)
    price = prices[product.id] if typed["unit_price"] is None else typed["unit_price"]
    return {
        **typed,
        "product_code": product.code,
        "product_name": product.name,
        "unit": product.unit,
        "unit_price": price,
        "amount": checked_amount(typed["quantity"], price, typed["discount"], f"{field}.quantity"),
    }


def _performer(ctx: Context, customer: Customer, performer_id: UUID | None) -> Person:
    if performer_id is None or performer_id == customer.owner_id:
        owner = ctx.session.get(Person, customer.owner_id)
        return owner or Person(id=customer.owner_id, name="", org_path=customer.org_path)
    performer = get_person(ctx.session, performer_id, "performer_id")
    if not ctx.reach.includes(performer.id, performer.org_path):
        raise NotFound(field="performer_id")
    return performer
