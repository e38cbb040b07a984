"""What every table of the demo company is made of: rows of text, seeded chance, exact money."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from random import Random
from typing import Any

Row = dict[str, str]
Document = dict[str, Any]  # A row of text whose cell `lines` holds rows.


def chance(topic: str) -> Random:
    """A source of chance of its own for each topic, so that a new table never disturbs the others.

    Seeded by a text, which Python digests with SHA-512: the same in every process, whatever PYTHONHASHSEED says.
    """
    return Random(f"zhanggui demo: {topic}")


def table(columns: str, text: str) -> list[Row]:
    """Rows from a text table: one row a line, cells separated by `|`. ValueError for a ragged line."""
    names = columns.split()
    lines = [line for line in text.splitlines() if line.strip()]
    return [dict(zip(names, (cell.strip() for cell in line.split("|")), strict=True)) for line in lines]


def cents(amount: Decimal) -> Decimal:
    """Yuan to two places, half-up."""
    return amount.quantize(Decimal("0.01"), ROUND_HALF_UP)


def line_amount(line: Row) -> Decimal:
    """Price × quantity × (1 − discount) of one order line, in yuan, half-up to the cent."""
    return cents(Decimal(line["unit_price"]) * Decimal(line["quantity"]) * (1 - Decimal(line["discount"])))


def total(lines: Sequence[Row]) -> Decimal:
    """The sum of the lines' amounts in yuan; each line is rounded on its own."""
    return sum((line_amount(line) for line in lines), Decimal("0.00"))


def workday(day: date) -> date:
    """The day itself, or the Saturday before a Sunday: the company rests on Sundays only."""
    return day - timedelta(days=1) if day.weekday() == 6 else day
