"""The value of stock in the ledger: the inventory account is what purchasing says its stock is worth, to the cent.

What leaves becomes cost of goods sold, what comes back stops being it. Nothing is computed here: purchasing tells each
value as it has rounded it.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from chassis.model import ZERO
from chassis.operations import Context
from finance.ledger import chart
from finance.ledger.operations import post


def book_issue(ctx: Context, delivery_id: UUID, issued_on: date, lines: Sequence[dict[str, Any]]) -> None:
    """Goods have left: their moving average cost is cost of goods sold."""
    cost = _cost(lines)
    amounts = ((chart.COST_OF_GOODS, cost), (chart.INVENTORY, -cost))
    post(ctx, "stock_issued", delivery_id, "", issued_on, *amounts)


def book_taking_back(ctx: Context, return_id: UUID, day: date, lines: Sequence[dict[str, Any]]) -> None:
    """Sold goods are in the warehouse again, at the cost purchasing took them back for."""
    cost = _cost(lines)
    amounts = ((chart.INVENTORY, cost), (chart.COST_OF_GOODS, -cost))
    post(ctx, "stock_taken_back", return_id, "", day, *amounts)


def book_adjustment(
    ctx: Context, document_id: UUID, kind: str, number: str | None, adjusted_on: date, value: Decimal
) -> None:
    """Stock is worth more (or, negative, less): as it was on the first day (X7), or found and lost (F41)."""
    against = chart.OPENING_BALANCES if kind == "opening" else chart.STOCK_DIFFERENCES
    post(ctx, "stock_adjusted", document_id, number or "", adjusted_on, (chart.INVENTORY, value), (against, -value))


def _cost(lines: Sequence[dict[str, Any]]) -> Decimal:
    return sum((line["cost"] for line in lines), ZERO)
