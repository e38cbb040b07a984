"""Exact amounts: money has 2 decimal places; quantities, unit prices and rates have 4. Never a float."""

from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
ZERO = Decimal("0.00")
FOUR_PLACES = Decimal("0.0001")


def money(value: Decimal | int | str) -> Decimal:
    """The value rounded half-up to cents."""
    return Decimal(value).quantize(CENT, ROUND_HALF_UP)


def four_places(value: Decimal | int | str) -> Decimal:
    """A quantity, unit price or rate rounded half-up to four places."""
    return Decimal(value).quantize(FOUR_PLACES, ROUND_HALF_UP)


def line_amount(quantity: Decimal, unit_price: Decimal, discount: Decimal = ZERO) -> Decimal:
    """quantity × unit price × (1 − discount), rounded half-up to cents; the discount is a share between 0 and 1."""
    return money(quantity * unit_price * (1 - discount))


def plain(amount: Decimal) -> str:
    """A number as people write it in a sentence: 3 rather than 3.0000."""
    return f"{amount.normalize():f}"
