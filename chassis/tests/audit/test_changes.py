"""Every change leaves who, when, from which device, old and new."""

from uuid import UUID, uuid4

import pytest
from sqlalchemy import delete, select, update

from chassis.audit import AuditEntry
from chassis.operations import system_work
from chassis.testing import person_id

from ..builders import a_parcel, registered
from ..sample.depot import Parcel


@pytest.fixture
def trail(store, ming, hua):
    """Some entries by two people."""
    for number in range(8):
        parcel = registered(ming if number % 2 else hua)
        (ming if number % 2 else hua).put(f"/parcels/{parcel['id']}", {"title": f"第{number}"})
    return store


def entries(store, **wanted):
    with store.host.database.read() as session:
        return session.scalars(select(AuditEntry).filter_by(**wanted).order_by(AuditEntry.position)).all()


def test_a_change_tells_who_with_what_old_and_new(store):
    caller = store.person("ming", {"depot.parcel.*": "own"}, device="laptop-7")
    parcel = registered(caller, title="茶杯", value="12.50")
    caller.put(f"/parcels/{parcel['id']}", {"title": "茶壶", "weight": "2"})
    caller.delete(f"/parcels/{parcel['id']}")
    created, changed, deleted = entries(store, record_id=parcel["id"])
    assert [each.action for each in (created, changed, deleted)] == ["create", "update", "delete"]
    for entry in (created, changed, deleted):
        assert (entry.actor_id, entry.actor_name, entry.device) == (str(person_id("ming")), "明", "laptop-7")
        assert (entry.entity, entry.occurred_at) == ("Parcel", store.clock.now())
    assert changed.operation == "amend"
    assert changed.changes == {"title": ["茶杯", "茶壶"], "weight": ["0.0000", "2.0000"]}
    assert created.changes["value"] == [None, "12.50"]
    assert deleted.changes["title"] == ["茶壶", None]


def test_what_was_refused_or_changed_nothing_leaves_nothing(store, ming):
    parcel = registered(ming, code="A1")
    before = len(entries(store))
    ming.refused("POST", "/parcels", a_parcel(code="A1"))
    ming.refused("PUT", f"/parcels/{parcel['id']}", {"weight": "-1"})
    ming.put(f"/parcels/{parcel['id']}", {"title": parcel["title"]})
    ming.get(f"/parcels/{parcel['id']}")
    assert len(entries(store)) == before


def test_the_trail_can_be_searched_by_whoever_may(trail):
    auditor = trail.person("zhou", {"system.audit.read": "all"})
    rows = auditor.get("/system/audit", entity="Parcel", limit="5")["items"]
    assert [row["position"] for row in rows] == [16, 15, 14, 13, 12]
    assert trail.person("ming", {"depot.*": "all"}).refused("GET", "/system/audit")["status"] == 403


def test_a_batch_of_events_is_written_down_to_each_events_own_actor(counter, monkeypatch):
    cup, pot = uuid4(), uuid4()
    with monkeypatch.context() as patch:
        patch.setattr(counter.host.inbox, "catch_up", lambda producer: 0)
        counter.hear("depot.parcel_registered.v1", cup, actor="ming", parcel_id=cup, title="茶杯")
        counter.hear("depot.parcel_gone.v1", pot, actor="hua", parcel_id=pot)
    counter.host.inbox.catch_up("depot")
    [arrived], [left] = entries(counter, record_id=str(cup)), entries(counter, record_id=str(pot))
    assert (arrived.actor_name, arrived.operation) == ("明", "reaction:depot.parcel_registered.v1")
    assert (left.actor_name, left.operation) == ("华", "reaction:depot.parcel_gone.v1")


def test_changes_by_one_statement_are_on_record_too(store, ming):
    """The one record that it names, or whose records they are; the new values, for nobody read the old ones."""
    parcel = registered(ming)
    registered(ming, code="A")
    lost = registered(store.person("hua", {"depot.parcel.*": "own"}))
    with system_work(store.host, "lose") as context:
        context.session.execute(update(Parcel).where(Parcel.id == UUID(lost["id"])).values(state="lost"))
        context.session.execute(update(Parcel).where(Parcel.id == uuid4()).values(state="found"))
    with system_work(store.host, "follow") as context:
        context.session.execute(update(Parcel).where(Parcel.id == UUID(parcel["id"])).values(state="gone"))
        context.session.execute(update(Parcel.__table__).where(Parcel.code.in_(["A", "B"])).values(title="茶壶"))
        context.session.execute(delete(Parcel).where(Parcel.state == "lost", Parcel.owner_id == person_id("hua")))
    assert len(entries(store, operation="lose")) == 1, "what finds nothing changes nothing"
    [one, several, gone] = entries(store, operation="follow")
    assert (one.entity, one.record_id, one.changes) == ("Parcel", parcel["id"], {"state": [None, "gone"]})
    assert several.record_id == "*"
    assert several.changes == {"title": [None, "茶壶"], "where": [None, {"code": ["A", "B"]}]}
    assert (gone.action, gone.changes) == (
        "delete",
        {"where": [None, {"state": "lost", "owner_id": str(person_id("hua"))}]},
    )
