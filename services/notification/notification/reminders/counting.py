"""Adding up reminders by kind, stage and ageing bucket."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from chassis.model import ZERO
from notification.reminders.kinds import KINDS
from notification.reminders.stages import STAGES, bucket_of, stage_of, sunday_of

Found = Iterable[Any]
"""Rows (kind, due day, count, amount)."""


def counted(found: Found, as_of: date) -> dict[str, Any]:
    """Rows per kind, stage and bucket (oldest stage first), per kind for the whole week, and in total."""
    rows: dict[tuple[Any, ...], list[Any]] = defaultdict(lambda: [0, ZERO])
    week: dict[str, list[Any]] = defaultdict(lambda: [0, ZERO])
    for kind, due_on, count, amount in found:
        bucket = bucket_of(due_on, as_of) if KINDS[kind].aged else None
        _add(rows[kind, stage_of(due_on, as_of), bucket], count, amount)
        if as_of <= due_on <= sunday_of(as_of):
            _add(week[kind], count, amount)
    return {
        "as_of": as_of,
        "rows": [
            {"kind": kind, "stage": stage, "bucket": bucket, "count": count, "amount": amount}
            for (kind, stage, bucket), (count, amount) in sorted(rows.items(), key=_order)
        ],
        "week": [{"kind": kind, "count": count, "amount": amount} for kind, (count, amount) in sorted(week.items())],
        "total": {"count": sum(count for count, _ in rows.values())},
    }


def _add(sums: list[Any], count: int, amount: Decimal) -> None:
    sums[0] += count
    sums[1] += amount


def _order(row: tuple[tuple[Any, ...], list[Any]]) -> tuple[Any, ...]:
    kind, stage, bucket = row[0]
    days = int(bucket.partition("-")[0].rstrip("+")) if bucket else 0
    return kind, STAGES.index(stage), days
