"""Dividing a line's amount among parts of its quantity, to the cent."""

from decimal import Decimal

from chassis.model import ZERO, money


def portion(amount: Decimal, quantity: Decimal, before: Decimal, taken: Decimal, taken_amount: Decimal) -> Decimal:
    """The amount of `taken` pieces of a line, after `before` pieces took `taken_amount` of its amount.

    Rounded half-up on the running total, never negative; the last pieces take the rest, so that the parts add up to
    the line's amount exactly.
    """
    if before + taken >= quantity:
        return amount - taken_amount
    return max(ZERO, money(amount * (before + taken) / quantity) - taken_amount)
