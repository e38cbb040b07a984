"""One purchase order of Li's, half of which has come in: what ran low is on its way (F36, F40, F46)."""

from decimal import Decimal

from .goods import quantity_worth, runs_low
from .rows import Document, Row

ORDERED_DAYS_AGO = 16
RECEIVED_DAYS_AGO = 6


def purchase_orders(products: list[Row], buyer: str) -> list[Document]:
    """To the supplier of the first scarce product; `unit_cost` in yuan, `expected_in_days` from today."""
    scarce = next(product for product in products if runs_low(product))
    same = [p for p in products if (p["supplier"], p["warehouse"]) == (scarce["supplier"], scarce["warehouse"])]
    wanted = [scarce, *[product for product in same if product != scarce][:3]]
    return [
        {
            "ref": "PO001",
            "supplier": scarce["supplier"],
            "employee": buyer,
            "days_ago": str(ORDERED_DAYS_AGO),
            "expected_in_days": "2",
            "lines": [_line(product) for product in wanted],
        }
    ]


def goods_receipts(orders: list[Document], products: list[Row]) -> list[Document]:
    """The first line came whole, the second in half, the others not yet."""
    order = orders[0]
    first, second = order["lines"][:2]
    half = second | {"quantity": str((int(second["quantity"]) + 1) // 2)}
    warehouse = next(product["warehouse"] for product in products if product["code"] == first["product"])
    cells = {"order": order["ref"], "warehouse": warehouse, "days_ago": str(RECEIVED_DAYS_AGO)}
    return [cells | {"lines": [first, half]}]


def _line(product: Row) -> Row:
    quantity = quantity_worth(4000, Decimal(product["price"]))
    return {"product": product["code"], "quantity": str(quantity), "unit_cost": product["cost"]}
