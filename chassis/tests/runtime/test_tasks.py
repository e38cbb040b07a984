"""The clock's work in every service: what beat sends, and what a worker does with it."""

from datetime import timedelta

from chassis.operations.idempotency import KEPT, StoredResponse
from chassis.runtime.tasks import make_celery

from ..builders import a_parcel


def keys(store):
    with store.host.database.read() as session:
        return {row.key for row in session.query(StoredResponse)}


def test_answers_that_nobody_asks_for_any_more_are_forgotten_while_the_service_runs(store, ming):
    celery = make_celery("memory://", {"depot": store.host})
    entry = celery.conf.beat_schedule["depot:forget"]
    ming.post("/parcels", a_parcel(), key="old")
    store.clock.advance(seconds=KEPT.total_seconds())
    ming.post("/parcels", a_parcel(), key="young")
    for moved, left in ((timedelta(0), {"old", "young"}), (timedelta(seconds=1), {"young"})):
        store.clock.advance(seconds=moved.total_seconds())
        celery.tasks[entry["task"]].apply(entry["args"], throw=True)
        assert keys(store) == left
    assert entry["schedule"] <= 3600
