"""The log has no gap and is in the order of commits, however many write and give up at once."""

import threading
from concurrent.futures import ThreadPoolExecutor
from random import Random

import pytest
from sqlalchemy import text

from chassis.eventlog import Envelope, read_after
from chassis.model import uuid7
from chassis.operations import system_work
from chassis.system.positions import misplaced_positions

from ..builders import reborn
from ..sample.depot import ParcelGone, ParcelRegistered

WRITERS, TIMES = 16, 12


class GivenUp(Exception):
    """What makes a writer give up halfway."""


def write(store, writer: int) -> int:
    """Some transactions of one to three events each, a third of which are given up; how many events were kept."""
    dice, kept = Random(writer), 0
    for turn in range(TIMES):
        size, fails = dice.randint(1, 3), dice.random() < 0.33
        try:
            with system_work(store.host, "test") as context:
                for part in range(size):
                    context.record(ParcelRegistered, f"{writer}/{turn}", parcel_id=uuid7(), title=str(part), value="1")
                context.next_number("PC")
                if fails and dice.random() < 0.5:
                    context.finish()  # the positions are given already
                if fails:
                    raise GivenUp
            kept += size
        except GivenUp:
            pass
    return kept


def poll(store, done: threading.Event) -> list[Envelope]:
    """What a reader gets that asks again and again for what follows the last position it saw."""
    seen: list[Envelope] = []
    while True:
        last = done.is_set()
        with store.host.database.read() as session:
            new = read_after(session, "depot", seen[-1].sequence if seen else 0, 5)
        seen += new
        if last and not new:
            return seen


def test_sixteen_writers_leave_no_gap_and_readers_miss_nothing(store):
    done = threading.Event()
    with ThreadPoolExecutor(WRITERS + 2) as threads:
        readers = [threads.submit(poll, store, done) for _ in range(2)]
        try:
            kept = sum(each.result() for each in [threads.submit(write, store, number) for number in range(WRITERS)])
        finally:
            done.set()
        logs = [reader.result() for reader in readers]
    told = store.told()
    assert [each.sequence for each in told] == list(range(1, kept + 1))
    for log in logs:
        assert [(each.sequence, each.id) for each in log] == [(each.sequence, each.id) for each in told]
    groups = {each.subject: [] for each in told}
    for each in told:
        groups[each.subject].append((each.sequence, each.data["title"]))
    for group in groups.values():
        first = group[0][0]
        assert group == [(first + part, str(part)) for part in range(len(group))], (
            "one transaction, one run of positions"
        )


def test_a_gap_or_a_cut_shows(store, ming):
    write(store, 1)
    for statement in ("DELETE FROM event_log WHERE position = 2", "UPDATE ledger_head SET event_position = 99"):
        with store.host.database.read() as session:
            session.execute(text(statement))
            assert len(list(misplaced_positions(session))) == 1


def test_an_event_that_the_service_does_not_publish_is_refused(counter):
    with pytest.raises(TypeError, match=r"depot.parcel_gone.v1"), system_work(counter.host, "test") as context:
        context.record(ParcelGone, "x", parcel_id=uuid7())


def test_an_envelope_survives_its_journey(store):
    write(store, 1)
    [first, *_] = store.told()
    assert Envelope.from_json(first.to_json()) == first
    assert first.to_json()["specversion"] == "1.0"


def test_many_may_start_the_same_service_at_once(store):
    write(store, 1)
    before = store.told()
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda _: store.host.start(), range(8)))
    assert reborn(store)
    assert store.told() == before
