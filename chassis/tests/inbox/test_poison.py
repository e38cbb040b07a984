"""An event that the desk cannot digest: it climbs the ladder, waits for an operator, and holds up its subject only."""

import pytest
from sqlalchemy import select

from chassis import failpoints
from chassis.failpoints import SimulatedCrash
from chassis.inbox import LADDER, ParkedEvent
from chassis.model import derived_id

from ..builders import reborn
from ..sample.desk import Arrival, DeskRules

CUP, POT = derived_id("cup"), derived_id("pot")


@pytest.fixture
def operator(counter):
    return counter.person("operator", {"system.*": "all"})


def hear(counter, subject, title):
    counter.hear("depot.parcel_registered.v1", subject, parcel_id=subject, title=title, value="1.00")


def story(counter, subject):
    with counter.host.database.read() as session:
        return session.scalar(select(Arrival.story).where(Arrival.parcel_id == subject)) or ""


def waiting(counter):
    with counter.host.database.read() as session:
        return [
            (row.position, row.state) for row in session.scalars(select(ParkedEvent).order_by(ParkedEvent.position))
        ]


@pytest.fixture
def poisoned(counter):
    """Three events of the cup, of which the first is poison, and one of the pot between them."""
    DeskRules.poisonous.add("poison")
    hear(counter, CUP, "poison")
    hear(counter, CUP, "second")
    hear(counter, POT, "pot")
    hear(counter, CUP, "third")
    return counter


def climb(counter):
    for seconds in LADDER:
        counter.clock.advance(seconds=seconds)
        counter.host.inbox.retry_due()


def test_other_subjects_flow_and_the_same_subject_waits(poisoned):
    assert (story(poisoned, POT), story(poisoned, CUP)) == ("pot;", "")
    assert waiting(poisoned) == [(1, "retrying"), (2, "waiting"), (4, "waiting")]


def test_it_climbs_the_ladder_and_is_parked_at_its_end(poisoned, operator):
    tries = []
    for seconds in LADDER:
        [row] = [each for each in operator.get("/system/parked")["items"] if each["position"] == 1]
        tries.append((row["state"], row["attempts"]))
        poisoned.clock.advance(seconds=seconds - 0.001)
        poisoned.host.inbox.retry_due()
        poisoned.clock.advance(seconds=0.001)
        poisoned.host.inbox.retry_due()
    assert tries == [("retrying", number) for number in range(1, len(LADDER) + 1)]
    assert waiting(poisoned) == [(1, "parked"), (2, "waiting"), (4, "waiting")]
    [row] = [each for each in operator.get("/system/parked")["items"] if each["position"] == 1]
    assert (row["error"], row["attempts"]) == ("KeyError: 'poison'", len(LADDER) + 1)
    poisoned.clock.advance(days=30)
    assert poisoned.host.inbox.retry_due() == 0
    assert story(poisoned, CUP) == ""


def test_nothing_of_a_failed_try_stays(poisoned):
    climb(poisoned)
    assert story(poisoned, CUP) == ""


def test_when_the_cause_passes_by_itself_the_events_follow_in_order(poisoned):
    DeskRules.poisonous.clear()
    poisoned.clock.advance(seconds=1)
    assert poisoned.host.inbox.retry_due() == 3
    assert story(poisoned, CUP) == "poison;second;third;"
    assert waiting(poisoned) == []


def test_after_the_fix_an_operator_retries_and_the_events_follow_in_order(poisoned, operator):
    climb(poisoned)
    DeskRules.poisonous.clear()
    operator.post("/system/parked/depot/1/retry")
    assert poisoned.host.inbox.retry_due() == 3
    hear(poisoned, CUP, "fourth")
    assert story(poisoned, CUP) == "poison;second;third;fourth;"


def test_given_up_with_a_reason_it_lets_the_others_pass(poisoned, operator):
    climb(poisoned)
    assert operator.refused("POST", "/system/parked/depot/1/skip", {"reason": " "})["status"] == 422
    operator.post("/system/parked/depot/1/skip", {"reason": "登记有误"})
    assert poisoned.host.inbox.retry_due() == 2
    assert story(poisoned, CUP) == "second;third;"
    assert waiting(poisoned) == [(1, "skipped")]
    with poisoned.host.database.read() as session:
        assert session.scalars(select(ParkedEvent.reason)).one() == "登记有误"


def test_what_was_given_up_or_waits_its_turn_cannot_be_retried(poisoned, operator):
    assert operator.refused("POST", "/system/parked/depot/2/retry")["code"] == "illegal_transition"
    assert poisoned.host.inbox.retry("depot", 2) is False
    operator.post("/system/parked/depot/1/skip", {"reason": "x"})
    for action in ("retry", "skip"):
        body = {"reason": "y"} if action == "skip" else None
        assert operator.refused("POST", f"/system/parked/depot/1/{action}", body)["code"] == "illegal_transition"
    assert poisoned.host.inbox.retry("depot", 1) is False
    assert operator.refused("POST", "/system/parked/depot/9/retry")["code"] == "not_found"
    assert operator.refused("POST", "/system/parked/depot/9999999999999999999/retry")["code"] == "not_found"


def test_a_second_poison_of_the_same_subject_holds_up_the_rest(poisoned):
    DeskRules.poisonous = {"second"}
    poisoned.clock.advance(seconds=1)
    poisoned.host.inbox.retry_due()
    assert story(poisoned, CUP) == "poison;"
    assert [state for _, state in waiting(poisoned)] == ["retrying", "waiting"]
    DeskRules.poisonous = set()
    climb(poisoned)
    assert story(poisoned, CUP) == "poison;second;third;"


def test_a_schema_error_is_parked_at_once(counter):
    counter.hear("depot.parcel_registered.v1", CUP, parcel_id="no identity", title="x")
    assert waiting(counter) == [(1, "parked")]
    assert "ValidationError" in counter.parked()[0]


def test_of_a_batch_with_one_bad_event_the_others_are_applied(counter):
    DeskRules.poisonous.add("poison")
    host, log = counter.host, counter.logs.setdefault("depot", [])
    counter.host.read_log = lambda producer, after, limit: []
    for subject, title in ((POT, "a"), (CUP, "poison"), (POT, "b"), (CUP, "later"), (POT, "c")):
        hear(counter, subject, title)
    assert host.inbox.receive("depot", log) == 5
    assert (story(counter, POT), waiting(counter)) == ("a;b;c;", [(2, "retrying"), (4, "waiting")])


@pytest.mark.parametrize("place", ["before_commit", "after_commit", "before_apply_commit", "after_apply"])
@pytest.mark.parametrize("time", [1, 2, 3])
def test_a_crash_while_the_waiting_ones_follow_strands_none(poisoned, place, time):
    DeskRules.poisonous.clear()
    poisoned.clock.advance(seconds=1)
    with failpoints.armed("desk", place, time), pytest.raises(SimulatedCrash):
        poisoned.host.inbox.retry_due()
    reborn(poisoned).inbox.retry_due()
    assert story(poisoned, CUP) == "poison;second;third;"
    assert waiting(poisoned) == []


def test_a_crash_before_it_is_parked_reads_it_again(counter):
    DeskRules.poisonous.add("poison")
    with failpoints.armed("desk", "before_commit"), pytest.raises(SimulatedCrash):
        hear(counter, CUP, "poison")
    assert waiting(counter) == []
    reborn(counter).inbox.catch_up("depot")
    assert waiting(counter) == [(1, "retrying")]


def test_two_instances_retry_an_event_once(poisoned):
    DeskRules.poisonous.clear()
    first = poisoned.host
    second = reborn(poisoned)
    envelope = second.inbox._parking.load("depot", 1)
    assert first.inbox.retry("depot", 1)
    second.inbox._parking.load = lambda *_: envelope  # it had looked before the first one was through
    assert second.inbox.retry("depot", 1) is False
    first.close()
    assert story(poisoned, CUP) == "poison;"
