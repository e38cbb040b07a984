"""Identities in the order of their making, and instants that know their zone."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from uuid import RFC_4122

import pytest
from sqlalchemy import select

from chassis.access import EVERYTHING
from chassis.clock import FixedClock, local_date
from chassis.model import IllegalTransition, UtcDateTime, derived_id, next_state, uuid7

from ..builders import registered
from ..sample.depot import TRANSITIONS, Parcel


def test_identities_are_version_7_with_the_time_of_their_making():
    before = time.time_ns() // 1_000_000
    made = uuid7()
    assert (made.version, made.variant) == (7, RFC_4122)
    assert before - 1000 <= made.int >> 80 <= before + 5000


def test_a_hundred_thousand_identities_rise_and_none_repeats():
    made = [uuid7() for _ in range(100_000)]
    assert made == sorted(made)
    assert len(set(made)) == len(made)


def test_threads_make_no_identity_twice():
    with ThreadPoolExecutor(8) as threads:
        groups = list(threads.map(lambda _: [uuid7() for _ in range(2000)], range(8)))
    assert all(group == sorted(group) for group in groups)
    assert len({each for group in groups for each in group}) == 16_000


def test_the_same_parts_give_the_same_identity_and_no_others_do():
    assert derived_id("a", 1) == derived_id("a", "1")
    assert len({derived_id("ab", "c"), derived_id("a", "bc"), derived_id("abc")}) == 3


def test_an_instant_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        UtcDateTime().process_bind_param(datetime(2026, 11, 23), None)


def test_an_instant_comes_back_in_utc_to_the_microsecond(store, ming):
    registered(ming, sent_at="2026-11-23T10:00:00.123456+08:00")
    with store.host.database.read() as session:
        session.info["reach"] = EVERYTHING
        sent_at = session.scalar(select(Parcel.sent_at))
        here = datetime(2026, 11, 23, 7, 30, 0, 123456, tzinfo=timezone(timedelta(hours=5, minutes=30)))
        assert session.scalar(select(Parcel.code).where(Parcel.sent_at == here))
    assert (sent_at, sent_at.tzinfo) == (here, UTC)


def test_the_day_is_that_of_the_company():
    assert str(local_date(datetime(2026, 11, 22, 16, 0, tzinfo=UTC))) == "2026-11-23"
    assert str(local_date(datetime(2026, 11, 22, 15, 59, 59, tzinfo=UTC))) == "2026-11-22"


def test_a_fixed_clock_moves_only_when_it_is_moved():
    clock = FixedClock()
    first = clock.now()
    clock.advance(days=1)
    assert clock.now() - first == timedelta(days=1)


def test_a_move_that_is_not_in_the_table_is_refused():
    assert next_state(TRANSITIONS, "stored", "dispatch") == "gone"
    with pytest.raises(IllegalTransition) as refused:
        next_state(TRANSITIONS, "gone", "dispatch")
    assert "gone" in refused.value.title("en")
    assert "gone" in refused.value.title("zh")
