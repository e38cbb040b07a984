"""Stages and buckets by date, held against a naive model that walks the calendar day by day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notification.reminders.stages import STAGES, WEEK, bucket_of, days_overdue, due_between, stage_of

from .builders import naive_stage

DAYS = st.dates(date(2020, 1, 1), date(2032, 12, 31))
OFFSETS = st.integers(-400, 400)


@given(DAYS, OFFSETS)
def test_the_stage_is_what_walking_the_calendar_says(as_of, offset):
    due_on = as_of + timedelta(days=offset)
    assert stage_of(due_on, as_of) == naive_stage(due_on, as_of)


@given(DAYS, OFFSETS)
def test_the_range_of_a_stage_and_the_stage_of_a_day_agree(as_of, offset):
    """The lists filter by ranges, the rows name their stage: they must never differ."""
    due_on = as_of + timedelta(days=offset)
    containing = [stage for stage in STAGES if due_between(stage, as_of)[0] <= due_on <= due_between(stage, as_of)[1]]
    assert containing == [stage_of(due_on, as_of)]


@given(DAYS, OFFSETS)
def test_the_week_runs_from_today_to_sunday(as_of, offset):
    due_on = as_of + timedelta(days=offset)
    first, last = due_between(WEEK, as_of)
    same_week = due_on.isocalendar()[:2] == as_of.isocalendar()[:2]
    assert (first <= due_on <= last) == (same_week and due_on >= as_of)


EDGES = [(1, "1-30"), (30, "1-30"), (31, "31-60"), (60, "31-60"), (61, "61-90"), (90, "61-90")]
EDGES += [(91, "91-180"), (180, "91-180"), (181, "181+"), (4000, "181+")]


@pytest.mark.parametrize(
    ("days", "bucket"),
    [(-1, None), (0, None), *EDGES],
)
def test_the_buckets_begin_and_end_where_the_books_say(days, bucket):
    as_of = date(2026, 11, 23)
    assert bucket_of(as_of - timedelta(days=days), as_of) == bucket
    assert days_overdue(as_of - timedelta(days=days), as_of) == max(0, days)
