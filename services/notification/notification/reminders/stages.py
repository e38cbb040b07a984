"""Where a due day stands on a given day (F50-F52, F70-F76). Company-local days; a week is Monday to Sunday."""

from datetime import date, timedelta

STAGES = ("overdue", "today", "tomorrow", "this_week", "upcoming")
"""Every reminder is at exactly one stage. `this_week` is what remains of the week after tomorrow."""
WEEK = "week"
"""A wider list than the stages: all that is due from today to Sunday (本周). Overdue is listed apart."""
BUCKETS = ((30, "1-30"), (60, "31-60"), (90, "61-90"), (180, "91-180"))
OLDEST = "181+"


def days_overdue(due_on: date, as_of: date) -> int:
    """Days since the due day; 0 on the day itself and before."""
    return max(0, (as_of - due_on).days)


def stage_of(due_on: date, as_of: date) -> str:
    """The stage of a due day, seen from a day."""
    if due_on < as_of:
        return "overdue"
    if due_on == as_of:
        return "today"
    if due_on == as_of + timedelta(days=1):
        return "tomorrow"
    return "this_week" if due_on <= sunday_of(as_of) else "upcoming"


def bucket_of(due_on: date, as_of: date) -> str | None:
    """The ageing bucket of an overdue amount; None while it is not overdue."""
    days = days_overdue(due_on, as_of)
    if days == 0:
        return None
    return next((name for limit, name in BUCKETS if days <= limit), OLDEST)


def due_between(stage: str, as_of: date) -> tuple[date, date]:
    """The first and the last due day of a stage, or of `week`; first > last when the week has no such day left."""
    tomorrow, sunday = as_of + timedelta(days=1), sunday_of(as_of)
    return {
        "overdue": (date.min, as_of - timedelta(days=1)),
        "today": (as_of, as_of),
        "tomorrow": (tomorrow, tomorrow),
        "this_week": (tomorrow + timedelta(days=1), sunday),
        "upcoming": (max(tomorrow, sunday) + timedelta(days=1), date.max),
        WEEK: (as_of, sunday),
    }[stage]


def sunday_of(day: date) -> date:
    """The last day of the week."""
    return day + timedelta(days=6 - day.weekday())
