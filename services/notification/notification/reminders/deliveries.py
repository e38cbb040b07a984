"""What is left to deliver of an order, as the events tell it, in whatever order they come (F28, F73)."""

from decimal import Decimal
from typing import Any

Details = dict[str, Any]
"""{"number", "ordered": {line: quantity}, "delivered": {line: quantity}, "shipped_amount", "cancelled"}."""
UNKNOWN: Details = {"number": "", "ordered": {}, "delivered": {}, "shipped_amount": "0.00", "cancelled": False}


def ordered(details: Details, number: str, lines: list[dict[str, Any]]) -> Details:
    """The details when the order is as these lines say."""
    return {**details, "number": number, "ordered": {str(line["line_id"]): str(line["quantity"]) for line in lines}}


def shipped(details: Details, lines: list[dict[str, Any]]) -> Details:
    """The details when these delivery lines have left as well."""
    delivered = dict(details["delivered"])
    amount = Decimal(details["shipped_amount"])
    for line in lines:
        key = str(line["order_line_id"])
        delivered[key] = str(Decimal(delivered.get(key, "0")) + line["quantity"])
        amount += line["amount"]
    return {**details, "delivered": delivered, "shipped_amount": str(amount)}


def left(details: Details) -> bool:
    """Whether goods are still to be delivered."""
    delivered = details["delivered"]
    return not details["cancelled"] and any(
        Decimal(quantity) > Decimal(delivered.get(line, "0")) for line, quantity in details["ordered"].items()
    )
