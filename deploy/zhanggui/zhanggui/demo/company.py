"""The demo company as a whole: the same rows for the same day, wherever and whenever they are made (issue 2 §4)."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from . import customers, diary, goods, history, live, offers, office, people, rhythm, supply
from .rows import Document, Row

BUYER = "E011"


@dataclass(frozen=True)
class DemoCompany:
    """Import rows first, then the settled past, then the live plan; every cell is text, `lines` are rows.

    Money is in yuan, days count from `today`, references are codes (imports) and refs (live plan).
    """

    today: date
    units: list[Row]
    employees: list[Row]
    categories: list[Row]
    suppliers: list[Row]
    warehouses: list[Row]
    products: list[Row]
    customers: list[Row]
    orders: list[Row]
    lines: list[Row]
    quotes: list[Document]
    live_orders: list[Document]
    deliveries: list[Document]
    receipts: list[Row]
    purchase_orders: list[Document]
    goods_receipts: list[Document]
    contact_records: list[Row]
    expenses: list[Row]
    announcements: list[Row]
    tasks: list[Row]


def company(today: date, scale: float = 1.0) -> DemoCompany:
    """The company as of a day. People and products stay; customers grow with `scale`, and all that they do with them.

    ValueError for a scale that leaves fewer than 20 customers: below it not every kind of customer would occur.
    """
    count = _scaled(customers.CUSTOMERS, scale)
    if count < len(customers.STANDINGS):
        raise ValueError(f"scale {scale} leaves {count} customers; at least {len(customers.STANDINGS)} are needed")
    clients, products = customers.customers(count), goods.products()
    habits = rhythm.habits(clients, products)
    orders, lines = history.past_orders(habits, today)
    quotes, live_orders = offers.quotes(live.live_orders(habits, products, today), clients, products)
    delivered = live.deliveries(live_orders)
    bought = supply.purchase_orders(products, BUYER)
    return DemoCompany(
        today=today,
        units=people.units(),
        employees=people.employees(),
        categories=goods.categories(),
        suppliers=goods.suppliers(),
        warehouses=goods.warehouses(),
        products=products,
        customers=clients,
        orders=orders,
        lines=lines,
        quotes=quotes,
        live_orders=live_orders,
        deliveries=delivered,
        receipts=live.receipts(delivered),
        purchase_orders=bought,
        goods_receipts=supply.goods_receipts(bought, products),
        contact_records=diary.contact_records(clients, products, _scaled(120, scale)),
        expenses=office.expenses(_scaled(40, scale)),
        announcements=office.announcements(),
        tasks=office.tasks(),
    )


def _scaled(number: int, scale: float) -> int:
    return int((number * Decimal(str(scale))).quantize(Decimal(1), ROUND_HALF_UP))
