"""Each customer's own order interval, and where it stands on a day (N1, F15, F16). Pure."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from statistics import median

from chassis.model import money

STATES = ("normal", "due_soon", "overdue", "lost")
LATEST = 12
"""So many of the last intervals count: a customer's habits of years ago say little."""
LEAST = 3
"""Fewer intervals are no rhythm: then the default counts."""


@dataclass(frozen=True)
class Rules:
    """The settings: `crm.interval_days` (per grade), `crm.lost_months`, `crm.due_soon_days`."""

    default_days: int = 90
    lost_months: int = 12
    due_soon_days: int = 7


@dataclass(frozen=True)
class Figures:
    """What a customer's orders say; `average_order` is per order, half-up to cents."""

    last_order_on: date
    interval_days: int
    expected_on: date
    lost_on: date
    orders: int
    average_order: Decimal


def figures_of(latest_days: Sequence[date], orders: int, total: Decimal, rules: Rules) -> Figures:
    """From the latest different order days, falling (LATEST + 1 are enough), and count and total of all orders."""
    last = latest_days[0]
    interval = own_interval(latest_days) or rules.default_days
    return Figures(
        last_order_on=last,
        interval_days=interval,
        expected_on=last + timedelta(days=interval),
        lost_on=months_after(last, rules.lost_months),
        orders=orders,
        average_order=money(total / orders),
    )


def own_interval(falling_days: Sequence[date]) -> int | None:
    """The median of the last intervals in whole days, half-up; None when there are too few of them."""
    days = falling_days[: LATEST + 1]
    intervals = [(later - earlier).days for later, earlier in pairwise(days)]
    if len(intervals) < LEAST:
        return None
    return int(Decimal(str(median(intervals))).quantize(Decimal(1), ROUND_HALF_UP))


def months_after(day: date, months: int) -> date:
    """The same day some months later; the last of the month when that has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def state_on(as_of: date, expected_on: date, lost_on: date, due_soon_days: int) -> str:
    """normal, due_soon (within some days of the expected one), overdue (after it), lost (nothing by `lost_on`)."""
    if as_of >= lost_on:
        return "lost"
    if as_of > expected_on:
        return "overdue"
    return "due_soon" if as_of >= expected_on - timedelta(days=due_soon_days) else "normal"
