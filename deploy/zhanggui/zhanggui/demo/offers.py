"""Quotes: some became live orders (whole or in chosen lines, F25), some wait for an answer, some have expired."""

from decimal import Decimal

from .goods import quantity_worth, runs_low
from .rhythm import order_line
from .rows import Document, Row, chance

EVERY_WAS_QUOTED = 5
EVERY_IN_CHOSEN_LINES = 2


def quotes(orders: list[Document], customers: list[Row], products: list[Row]) -> tuple[list[Document], list[Document]]:
    """The quotes, and the orders with the `quote` they came from filled in. `valid_days` count from the quote's day."""
    offered: list[Document] = []
    linked: list[Document] = []
    for n, order in enumerate(orders):
        if n % EVERY_WAS_QUOTED == 2 and not order["expect"]:
            offered.append(_accepted(len(offered) + 1, order, products))
            linked.append(order | {"quote": offered[-1]["ref"]})
        else:
            linked.append(order)
    hopeful = [customer for customer in customers if customer["credit_limit"] == "0" and customer["grade"] == "A"]
    offered += [_open(len(offered) + n, customer, products) for n, customer in enumerate(hopeful[:8], 1)]
    return offered, linked


def _accepted(n: int, order: Document, products: list[Row]) -> Document:
    rng = chance(f"quote {n}")
    ordered = {line["product"] for line in order["lines"]}
    others = [product for product in products if product["code"] not in ordered]
    lines = list(order["lines"])
    if n % EVERY_IN_CHOSEN_LINES == 0:
        lines.append(_line(rng.choice(others), rng.randrange(500, 3000)))
    return _quote(n, order, int(order["days_ago"]) + rng.randrange(2, 8), lines)


def _open(n: int, customer: Row, products: list[Row]) -> Document:
    rng = chance(f"quote {n}")
    asked = rng.sample([product for product in products if not runs_low(product)], rng.randrange(2, 6))
    lines = [_line(product, rng.randrange(500, 5000)) for product in asked]
    quoted = {"customer": customer["code"], "employee": customer["owner"]}
    return _quote(n, quoted, rng.randrange(1, 40), lines)


def _quote(n: int, origin: Document, days_ago: int, lines: list[Row]) -> Document:
    cells = {"ref": f"QU{n:03d}", "customer": origin["customer"], "employee": origin["employee"]}
    return cells | {"days_ago": str(days_ago), "valid_days": "30" if n % 3 else "15", "lines": lines}


def _line(product: Row, yuan: int) -> Row:
    price = Decimal(product["price"])
    return order_line(product, quantity_worth(yuan, price), price)
