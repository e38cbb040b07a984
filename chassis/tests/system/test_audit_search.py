"""The trail is searched to its end, in words; the history of a record by whoever reaches the record."""

import pytest

from chassis.testing import person_id

from ..builders import registered

AUDITS = {"system.audit.read": "all", "system.audit.open": "all", "system.export": "all", "system.jobs.read": "own"}
READS = {"depot.parcel.*": "own", "system.history.read": "own"}


@pytest.fixture
def zhou(store):
    return store.person("zhou", AUDITS)


@pytest.fixture
def busy(store, ming, hua):
    """Thirty entries: registered by Ming and Hua, and changed by Ming."""
    parcels = [registered(ming if number % 2 else hua, title=f"茶杯{number}") for number in range(20)]
    store.clock.advance(hours=1)
    for parcel in parcels[1::2]:
        ming.put(f"/parcels/{parcel['id']}", {"title": "茶壶"})
    return parcels


def found(caller, **query):
    return [row["position"] for row in caller.get("/system/audit", limit=200, **query)["items"]]


def test_page_by_page_the_whole_trail_is_read(zhou, busy):
    rows, after = [], None
    while True:
        page = zhou.get("/system/audit", limit=7, total="true", **({"after": after} if after else {}))
        rows += [row["position"] for row in page["items"]]
        after = page["next"]
        if after is None:
            break
    assert rows == list(range(30, 0, -1))
    assert page["total"]["count"] == 30
    assert found(zhou, sort="position") == rows[::-1]


def test_filters_find_what_they_say(store, zhou, busy):
    moved = store.clock.now().isoformat()
    assert len(found(zhou, record_id=busy[1]["id"])) == 2
    assert len(found(zhou, entity="Parcel")) == 30
    assert found(zhou, entity="Customer") == []
    assert len(found(zhou, actor="华")) == len(found(zhou, actor=str(person_id("hua")))) == 10
    assert len(found(zhou, action="update")) == len(found(zhou, operation="amend")) == 10
    assert (len(found(zhou, since=moved)), len(found(zhou, until=moved))) == (10, 20)
    assert len(found(zhou, text="茶杯7")) == 2, "as new value, and as old one"
    assert found(zhou, text="100%") == []
    assert found(zhou, device="phone-1") == []


def test_kinds_and_fields_come_with_their_words(zhou, busy):
    words = zhou.get("/system/audit", action="update")["words"]
    assert words == {"title": ["标题", "Title"]}


def test_nobody_finds_by_text_what_is_hidden(store, busy):
    administrator = store.person("wei", {"system.audit.read": "all"})
    blind = store.person("wei", AUDITS, hidden=frozenset({"cost"}))
    for caller in (administrator, blind):
        assert caller.refused("GET", "/system/audit", text="茶杯")["errors"][0]["field"] == "text"


def test_the_history_of_a_record_is_for_who_reaches_it(store, ming, hua, busy):
    own, foreign = busy[1]["id"], busy[0]["id"]
    reader = store.person("ming", READS, org_path="/hq/east/")
    page = reader.get("/system/history", entity="Parcel", record_id=own)
    assert [row["action"] for row in page["items"]] == ["update", "create"]
    assert page["items"][0]["changes"]["title"] == ["茶杯1", "茶壶"]
    for entity, record in (("Parcel", foreign), ("Stop", own), ("Nothing", own), ("Parcel", "x"), ("Job", own)):
        assert reader.refused("GET", "/system/history", entity=entity, record_id=record)["status"] == 404
    assert ming.refused("GET", "/system/history", entity="Parcel", record_id=own)["status"] == 403
    elsewhere = store.person("ming", {"system.history.read": "all"}, org_path="/hq/east/")
    refused = elsewhere.refused("GET", "/system/history", entity="Parcel", record_id=own)
    assert refused["status"] == 404, "who may not see parcels sees no history of them, even of the own ones"


def test_the_trail_is_a_list_that_can_be_exported(store, zhou, busy):
    job = zhou.post("/system/exports", {"operation": "search_audit", "query": {"action": "update"}})
    store.run_jobs()
    assert zhou.get(f"/system/jobs/{job['id']}")["result"]["rows"] == 10
