"""Categories, suppliers, warehouses and products of the demo company, as import rows."""

from decimal import Decimal

from .catalogue import CATEGORIES, FAMILIES, SUPPLIERS, WAREHOUSES
from .people import landline
from .rows import Row, cents, chance, table

TYPICAL_LINE_IN_YUAN = 1200
EVERY_RUNS_LOW = 11  # Every eleventh product lies below its safety stock, so that the purchaser has work (F46).


def categories() -> list[Row]:
    return table("code name", CATEGORIES)


def warehouses() -> list[Row]:
    return table("code name", WAREHOUSES)


def suppliers() -> list[Row]:
    """`payment_days` are calendar days after receipt; 0 is cash."""
    rows = table("code name contact_name contact_title address phone payment_days", SUPPLIERS)
    return [row | {"phone": landline(row["phone"], 100 + n)} for n, row in enumerate(rows, 1)]


def products() -> list[Row]:
    """120 products; price and cost in yuan per unit, stocks in whole units."""
    rows = [row for family in FAMILIES.replace("\n    ", "").strip().splitlines() for row in _sizes(family)]
    return [{"code": f"P{n:03d}"} | row | _stock(n, Decimal(row["price"])) for n, row in enumerate(rows, 1)]


def quantity_worth(yuan: int, price: Decimal) -> int:
    """About so many yuan of a product, in the round numbers people order in; at least one."""
    pieces = int(yuan / price)
    step = 10 if pieces >= 100 else 5 if pieces >= 20 else 1
    return max(1, pieces // step * step)


def runs_low(product: Row) -> bool:
    return int(product["opening_stock"]) < int(product["safety_stock"])


def _sizes(family: str) -> list[Row]:
    category, supplier, warehouse, cost_percent, name, unit, sizes = family.split("|")
    shared = {"unit": unit, "category": category, "supplier": supplier, "warehouse": warehouse}
    return [
        shared | _named(name, spec) | {"model": model, "price": price, "cost": _cost(price, cost_percent)}
        for model, spec, price in (size.split("=") for size in sizes.split(";"))
    ]


def _named(family: str, spec: str) -> Row:
    name, _, rest = spec.partition(" ")
    return {"name": name, "spec": rest} if family == "*" else {"name": family, "spec": spec}


def _cost(price: str, percent: str) -> str:
    return str(cents(Decimal(price) * Decimal(percent) / 100))


def _stock(n: int, price: Decimal) -> Row:
    rng = chance(f"stock {n}")
    safety = 3 * quantity_worth(TYPICAL_LINE_IN_YUAN, price)
    percent = rng.randrange(30, 80) if n % EVERY_RUNS_LOW == 0 else rng.randrange(250, 600)
    return {"safety_stock": str(safety), "opening_stock": str(max(1, safety * percent // 100))}
