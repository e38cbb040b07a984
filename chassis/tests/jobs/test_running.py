"""A job goes on where a dead worker left it, repeats no finished step, and tells how it ended."""

from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from sqlalchemy import select

from chassis import failpoints
from chassis.access import Principal
from chassis.failpoints import SimulatedCrash
from chassis.jobs import Job, run_job, unfinished_jobs
from chassis.jobs.running import MOST_ATTEMPTS, STALE, JobWork, TakenOver, _claim, _end
from chassis.operations import system_work

from ..builders import reborn, registered
from ..sample.depot import Recounted


@pytest.fixture
def job_id(store, ming):
    return UUID(ming.post("/recounts")["id"])


def row(store, job_id) -> Job:
    with store.host.database.read() as session:
        return session.get(Job, job_id)


def marks(store):
    with store.host.database.read() as session:
        return [each.times for each in session.scalars(select(Recounted).order_by(Recounted.step))]


def test_a_job_runs_after_its_commit_and_its_starter_sees_how_far_it_is(store, ming, hua, job_id):
    assert ming.get(f"/system/jobs/{job_id}")["state"] == "queued"
    store.run_jobs()
    told = ming.get(f"/system/jobs/{job_id}")
    assert (told["state"], told["progress"], told["total"]) == ("done", 6, 6)
    assert marks(store) == [1] * 6
    assert hua.refused("GET", f"/system/jobs/{job_id}")["code"] == "not_found"
    assert hua.get("/system/jobs")["items"] == []


def test_a_job_sees_what_its_starter_may_see_and_no_more(store, ming, hua, qian):
    registered(ming)
    registered(hua)
    for caller, seen in ((ming, 1), (qian, 2)):
        job_id = caller.post("/recounts")["id"]
        store.run_jobs()
        assert caller.get(f"/system/jobs/{job_id}")["result"] == {"seen": seen}


def test_a_refused_operation_starts_no_job(store, ming):
    with pytest.raises(KeyError), system_work(store.host, "test") as context:
        context.start_job("recount", steps=1)
        raise KeyError
    assert store._jobs == []


@pytest.mark.parametrize("place", ["before_commit", "after_commit"])
@pytest.mark.parametrize("time", range(1, 10))
def test_a_job_killed_at_any_commit_is_resumed_and_repeats_nothing(store, job_id, place, time):
    with failpoints.armed("depot", place, time), pytest.raises(SimulatedCrash):
        run_job(store.host, job_id)
    store.clock.advance(seconds=STALE.total_seconds() + 1)
    host = reborn(store)
    for waiting in unfinished_jobs(host):
        run_job(host, waiting)
    assert (row(store, job_id).state, marks(store)) == ("done", [1] * 6)


def test_a_worker_that_still_breathes_is_left_alone(store, job_id):
    with failpoints.armed("depot", "before_commit", 3), pytest.raises(SimulatedCrash):
        run_job(store.host, job_id)
    run_job(store.host, job_id)
    assert (row(store, job_id).state, len(marks(store))) == ("running", 1)
    assert unfinished_jobs(store.host) == []
    store.clock.advance(seconds=STALE.total_seconds() + 1)
    assert unfinished_jobs(store.host) == [job_id]


def test_two_workers_claim_a_job_once(store, job_id):
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda _: run_job(store.host, job_id), range(4)))
    assert (row(store, job_id).attempts, marks(store)) == (1, [1] * 6)


def test_a_worker_that_was_taken_for_dead_can_do_no_more_harm(store, job_id):
    """The first worker falls asleep after two steps; the second takes over and ends; then the first wakes."""
    claimed = _claim(store.host, job_id)
    who = Principal.from_claims(claimed.principal)
    sleeper = JobWork(store.host, job_id, "recount", who, claimed.function, claimed.attempts, 0, {})
    store.host.job_kind("recount").handler(sleeper, steps=2)
    store.clock.advance(seconds=STALE.total_seconds() + 1)
    run_job(store.host, job_id)
    assert (row(store, job_id).state, marks(store)) == ("done", [1] * 6)
    with pytest.raises(TakenOver), sleeper.step(3, 6) as ctx:
        ctx.session.get(Recounted, 2).times += 100
    _end(store.host, claimed, "failed", error="late", result={})
    assert (row(store, job_id).state, marks(store)) == ("done", [1] * 6)


@pytest.mark.parametrize(
    ("rule", "error"), [(True, "包裹过重 / The parcel is too heavy"), (False, "KeyError: 'shelf'")]
)
def test_a_failure_is_recorded_with_its_reason(store, rule, error):
    with system_work(store.host, "test") as context:
        job_id = context.start_job("broken", rule=rule).id
    store.run_jobs()
    assert (row(store, job_id).state, row(store, job_id).error) == ("failed", error)
    assert row(store, job_id).ended_at == store.clock.now()
    run_job(store.host, job_id)
    assert row(store, job_id).attempts == 1


def test_a_job_that_kills_its_workers_is_given_up(store, job_id):
    for _ in range(MOST_ATTEMPTS):
        with failpoints.armed("depot", "after_commit", 1), pytest.raises(SimulatedCrash):
            run_job(store.host, job_id)
        store.clock.advance(seconds=STALE.total_seconds() + 1)
    run_job(store.host, job_id)
    assert row(store, job_id).state == "failed"
    assert unfinished_jobs(store.host) == []


def test_a_job_whose_message_was_lost_is_found(store, job_id):
    assert unfinished_jobs(store.host) == []
    store.clock.advance(seconds=6)
    assert unfinished_jobs(store.host) == [job_id]
