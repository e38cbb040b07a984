"""Months of dates, in SQL and as text."""

from typing import Any

from sqlalchemy import extract


def month_of(column: Any) -> Any:
    """The month of a date column as a number, such as 202611."""
    return extract("year", column) * 100 + extract("month", column)


def month_text(number: Any) -> str:
    """'2026-11' for 202611."""
    return f"{int(number) // 100:04d}-{int(number) % 100:02d}"
