"""One cell as the text a person sees, without what the file format did to it."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

# A double keeps 15 decimal digits; Excel shows no more. The 16th and 17th are noise of binary fractions.
SHOWN_DIGITS = ".15g"


def text_of(value: object) -> str:
    """Numbers plain (123, 0.1, never 1e5), dates as YYYY-MM-DD with the time unless midnight, true and false."""
    if isinstance(value, str):
        return value.strip()
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return _number(value)
    return _moment(value)


def _number(value: int | float) -> str:
    # A whole number is exact up to 2**53: barcodes and phone numbers beyond 15 digits stay what they are.
    shown = repr(value) if value == int(value) else format(value, SHOWN_DIGITS)
    plain = format(Decimal(shown), "f")
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    return "0" if plain == "-0" else plain


def _moment(value: object) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02d}:{seconds:02d}"
    raise TypeError(f"unexpected kind of cell: {type(value).__name__}")
