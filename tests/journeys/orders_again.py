"""Thirty of Northwind's orders, which are sold once more, as its files tell them."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from tests.northwind import read

HOW_MANY = 30
CENT = Decimal("0.01")


@dataclass(frozen=True)
class Line:
    """A product by its code, at the price and the discount (a share) of then."""

    product: str
    quantity: Decimal
    unit_price: Decimal
    discount: Decimal

    @property
    def amount(self) -> Decimal:
        return (self.quantity * self.unit_price * (1 - self.discount)).quantize(CENT, ROUND_HALF_UP)


@dataclass(frozen=True)
class Sale:
    """Customer and employee by their codes; `days` until the customer wants the goods."""

    number: str
    customer: str
    employee: str
    days: int
    lines: tuple[Line, ...]

    @property
    def total(self) -> Decimal:
        return sum((line.amount for line in self.lines), Decimal(0))


def sales_again() -> list[Sale]:
    """The newest orders of which everything is still sold, the oldest of them first."""
    discontinued = no_longer_sold()
    sales = [sale for sale in _all_sales() if discontinued.isdisjoint(line.product for line in sale.lines)]
    return sales[-HOW_MANY:]


def no_longer_sold() -> set[str]:
    """The codes of discontinued products."""
    return {row["ProductID"] for row in read("products") if row["Discontinued"] == "1"}


def opening_stock() -> dict[str, Decimal]:
    """What lay in the warehouse on the first day, by product code."""
    return {row["ProductID"]: Decimal(row["UnitsInStock"]) for row in read("products")}


def _all_sales() -> list[Sale]:
    lines: dict[str, list[Line]] = {}
    for row in read("order_details"):
        values = (Decimal(row[name]) for name in ("Quantity", "UnitPrice", "Discount"))
        lines.setdefault(row["OrderID"], []).append(Line(row["ProductID"], *values))
    orders = sorted(read("orders"), key=lambda row: int(row["OrderID"]))
    return [_sale(row, lines[row["OrderID"]]) for row in orders]


def _sale(row: dict[str, str], lines: list[Line]) -> Sale:
    days = (_day(row["RequiredDate"]) - _day(row["OrderDate"])).days
    return Sale(row["OrderID"], row["CustomerID"], row["EmployeeID"], days, tuple(lines))


def _day(text: str) -> date:
    return date.fromisoformat(text[:10])
