"""The ageing buckets, as the company's semantics fix them (F52).

d = as-of day − due day; d ≤ 0 is not due; then 1-30, 31-60, 61-90, 91-180, 181 and more.
"""

from datetime import date, timedelta

BUCKETS = (
    ("not_due", None, 0),
    ("d1_30", 1, 30),
    ("d31_60", 31, 60),
    ("d61_90", 61, 90),
    ("d91_180", 91, 180),
    ("d181_more", 181, None),
)
"""(name, least d, greatest d), both inclusive; None: without an end."""

NAMES = tuple(name for name, _, _ in BUCKETS)


def bucket_of(due_on: date, as_of: date) -> str:
    """The bucket of something due on a day, seen on another."""
    days = (as_of - due_on).days
    return next(name for name, least, greatest in BUCKETS if _within(days, least, greatest))


def due_days(as_of: date) -> list[tuple[str, date | None, date | None]]:
    """(name, first due day, last due day) of each bucket: the same limits as days of the calendar, for SQL."""
    return [(name, _back(as_of, greatest), _back(as_of, least)) for name, least, greatest in BUCKETS]


def _within(days: int, least: int | None, greatest: int | None) -> bool:
    return (least is None or days >= least) and (greatest is None or days <= greatest)


def _back(as_of: date, days: int | None) -> date | None:
    return None if days is None else as_of - timedelta(days=days)
