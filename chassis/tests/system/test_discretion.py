"""Who runs the system sees that it runs, not what the company does."""

from chassis.inbox import ParkedEvent
from chassis.jobs import Job
from chassis.operations import system_work

RUNS = {"system.jobs.read": "all", "system.events.watch": "all", "system.audit.read": "all"}
OPENS = {**RUNS, "system.jobs.open": "all", "system.events.read": "all", "system.audit.open": "all"}


def test_the_progress_of_a_job_is_seen_and_not_its_result(store, ming):
    job_id = ming.post("/recounts")["id"]
    store.run_jobs()
    administrator, owner = store.person("wei", RUNS), store.person("qian", OPENS)
    for seen in (administrator.get(f"/system/jobs/{job_id}"), administrator.get("/system/jobs")["items"][0]):
        assert (seen["state"], seen["progress"], seen["result"]) == ("done", 6, {})
    for who in (ming, owner):
        assert who.get(f"/system/jobs/{job_id}")["result"] == {"seen": 0}


def test_the_file_of_a_job_is_for_who_started_it(store, ming):
    job_id = ming.post("/recounts")["id"]
    store.run_jobs()
    with system_work(store.host, "test") as ctx:
        digest = store.host.files.put(b"secret")
        file = {"digest": digest, "name": "a.txt", "content_type": "text/plain"}
        ctx.session.query(Job).one().result = {"file": file}
    path = f"/system/jobs/{job_id}/file"
    assert store.person("wei", RUNS).call("GET", path).status == 404
    assert ming.call("GET", path).body == store.person("qian", OPENS).call("GET", path).body == b"secret"


def test_of_a_parked_event_the_kind_of_error_is_seen(store):
    told = {"producer": "x", "position": 1, "subject": "s", "type": "x.y.v1", "envelope": {}, "state": "parked"}
    with system_work(store.host, "test") as ctx:
        ctx.add(ParkedEvent(**told, error="KeyError: Acme Ltd owes 5"))
    shown = [store.person("x", grants).get("/system/parked")["items"][0]["error"] for grants in (RUNS, OPENS)]
    assert shown == ["KeyError", "KeyError: Acme Ltd owes 5"]


def test_that_something_was_changed_is_seen_and_not_what(store, ming):
    ming.post("/parcels", {"code": "P1", "title": "secret", "weight": "1", "value": "2", "cost": "3"})
    closed, opened = (store.person("x", grants).get("/system/audit")["items"][0] for grants in (RUNS, OPENS))
    assert (closed["entity"], closed["actor_name"], closed["changes"]) == ("Parcel", "明", {})
    assert opened["changes"]["title"] == [None, "secret"]


def test_the_contents_of_events_are_not_for_who_watches_the_lag(store):
    administrator = store.person("wei", RUNS)
    assert administrator.get("/system/lag")["parked"] == 0
    assert administrator.refused("GET", "/system/events")["code"] == "forbidden"
    assert administrator.refused("GET", "/system/facts/parcels")["code"] == "forbidden"
