"""Whatever a delivery does to the events, the desk's state is that of the clean run."""

from concurrent.futures import ThreadPoolExecutor
from random import Random
from uuid import UUID

import pytest
from sqlalchemy import event as engine_event
from sqlalchemy import select

from chassis import failpoints
from chassis.eventlog import Envelope
from chassis.failpoints import SimulatedCrash
from chassis.inbox import Cursor
from chassis.model import derived_id
from chassis.observe import new_trace

from ..builders import database_gone, reborn
from ..sample.desk import Arrival

SCHEDULES = 1000


def a_log(running, producer="depot", length=30, parcels=6, seed=0):
    """A producer's log: registrations, departures, and events that concern nobody at the desk."""
    dice, log = Random(seed), []
    for position in range(1, length + 1):
        parcel = derived_id(producer, dice.randrange(parcels))
        kind = dice.choice(["parcel_registered", "parcel_registered", "parcel_gone", "shelf_dusted"])
        data = {"parcel_id": str(parcel), "title": f"t{position}", "value": "1.00"}
        log.append(
            Envelope(
                id=derived_id(producer, "event", position),
                source=producer,
                type=f"depot.{kind}.v1",
                subject=str(parcel),
                time=running.clock.now(),
                sequence=position,
                data=data,
                actor={"id": str(parcel), "name": "明"},
                traceparent=new_trace(),
            )
        )
    running.logs[producer] = log
    return log


def clean_run(log):
    """The stories as they must end up."""
    stories: dict[str, str] = {}
    for each in log:
        if "shelf" not in each.type:
            word = "gone" if "gone" in each.type else each.data["title"]
            stories[each.subject] = stories.get(each.subject, "") + f"{word};"
    return stories


def stories(running, log):
    parcels = {UUID(each.subject) for each in log}
    with running.host.database.read() as session:
        found = session.scalars(select(Arrival).where(Arrival.parcel_id.in_(parcels)))
        return {str(row.parcel_id): row.story for row in found}


def mangled(log, dice):
    """20 % twice, 5 % lost, the rest shuffled within 50 places, in deliveries of up to 12."""
    sent = [each for each in log for _ in range(2 if dice.random() < 0.2 else 1) if dice.random() >= 0.05]
    order = sorted(range(len(sent)), key=lambda place: place + dice.random() * 50)
    while order:
        size = dice.randint(1, 12)
        yield [sent[place] for place in order[:size]]
        order = order[size:]


def test_a_thousand_bad_deliveries_end_as_the_clean_run(counter):
    if counter.host.database.is_sqlite:
        # What is tested is the order of things, not the disk.
        hasty = "PRAGMA synchronous=OFF"
        engine_event.listen(counter.host.database.engine, "checkout", lambda raw, *_: raw.execute(hasty))
    for seed in range(SCHEDULES if counter.host.database.is_sqlite else SCHEDULES // 5):
        producer, dice = f"d{seed}", Random(seed)
        log = a_log(counter, producer, length=18, parcels=4, seed=seed)
        written = 0
        for delivery in mangled(log, dice):
            # The producer goes on writing: its log ends with the newest event that any delivery brought.
            written = max(written, *(each.sequence for each in delivery))
            counter.logs[producer] = log[:written]
            counter.host.inbox.receive(producer, delivery)
        counter.logs[producer] = log
        counter.host.inbox.catch_up(producer)
        assert stories(counter, log) == clean_run(log), f"schedule {seed}"


def test_a_delivery_repeated_has_no_second_effect(counter):
    log = a_log(counter)
    assert counter.host.inbox.receive("depot", log) == len(log)
    assert counter.host.inbox.receive("depot", log) == 0
    assert stories(counter, log) == clean_run(log)


def test_a_gap_is_fetched_from_the_log_of_the_producer(counter):
    log = a_log(counter)
    assert counter.host.inbox.receive("depot", [log[9]]) == len(log)
    assert stories(counter, log) == clean_run(log)


@pytest.mark.parametrize("place", ["before_commit", "after_commit", "before_apply_commit", "after_apply"])
@pytest.mark.parametrize("time", [1, 2, 3])
def test_a_crash_at_any_place_loses_nothing_and_doubles_nothing(counter, place, time):
    log = a_log(counter, length=40)
    with failpoints.armed("desk", place, time), pytest.raises(SimulatedCrash):
        for start in range(0, 40, 10):
            counter.host.inbox.receive("depot", log[start : start + 10])
    assert reborn(counter).inbox.catch_up("depot") >= 0
    assert stories(counter, log) == clean_run(log)


@pytest.mark.parametrize("seed", range(10))
def test_crash_after_crash_it_gets_there(counter, seed):
    log, dice = a_log(counter, length=60, seed=seed), Random(seed)
    for _ in range(8):
        place, time = dice.choice(failpoints.NAMES), dice.randint(1, 3)
        try:
            with failpoints.armed("desk", place, time):
                for delivery in mangled(log, dice):
                    counter.host.inbox.receive("depot", delivery)
        except SimulatedCrash:
            reborn(counter)
    counter.host.inbox.catch_up("depot")
    assert stories(counter, log) == clean_run(log)


@pytest.mark.parametrize("seed", range(20))
def test_two_instances_of_the_desk_take_each_event_once(counter, seed):
    log, dice = a_log(counter, length=60, seed=seed), Random(seed)
    first = counter.host
    second = reborn(counter)
    for instance in (first, second):
        instance.inbox.catch_up("nobody")
    for _ in range(12):
        start = dice.randrange(55)
        dice.choice((first, second)).inbox.receive("depot", log[start : start + dice.randint(1, 30)])
        dice.choice((first, second)).inbox.save()
    first.inbox.catch_up("depot")
    second.inbox.catch_up("depot")
    first.close()
    assert stories(counter, log) == clean_run(log)


def test_two_instances_at_the_same_moment_take_each_event_once(counter):
    log = a_log(counter, length=300)
    first = counter.host
    second = reborn(counter)
    with ThreadPoolExecutor(2) as threads:
        for future in [threads.submit(each.inbox.receive, "depot", log) for each in (first, second)]:
            future.result()
    first.inbox.catch_up("depot")
    first.inbox.save()
    second.inbox.save()
    first.close()
    assert stories(counter, log) == clean_run(log)


def test_events_that_concern_nobody_are_counted_and_the_count_is_kept(counter):
    log = [each for each in a_log(counter, length=60) if "shelf" in each.type]
    log = counter.logs["depot"] = [
        Envelope(**{**vars(each), "sequence": place}) for place, each in enumerate(log, start=1)
    ]
    assert counter.host.inbox.receive("depot", log) == len(log)
    assert counter.host.inbox.position("depot") == len(log)
    counter.host.inbox.save()
    with reborn(counter).database.read() as session:
        assert session.get(Cursor, "depot").position == len(log)


def test_a_database_that_goes_away_parks_nothing_and_the_events_are_taken_afterwards(counter):
    log = a_log(counter)
    counter.host.inbox.receive("depot", log[:5])
    with database_gone(counter), pytest.raises(Exception, match=r"database|connection"):
        counter.host.inbox.receive("depot", log[5:20])
    assert counter.parked() == []
    counter.host.inbox.save()
    counter.host.inbox.catch_up("depot")
    assert counter.parked() == []
    assert stories(counter, log) == clean_run(log)
