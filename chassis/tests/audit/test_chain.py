"""Every change leaves who, old and new; and nobody changes the trail unseen."""

from random import Random
from uuid import uuid4

import pytest
from sqlalchemy import delete, insert, select, update

from chassis.audit import AuditEntry, broken_links
from chassis.eventlog import LedgerHead
from chassis.testing import person_id

from ..builders import a_parcel, registered


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


def test_an_untouched_chain_verifies(trail):
    with trail.host.database.read() as session:
        assert list(broken_links(session)) == []
        assert len(entries(trail)) == 16


def forge(session, dice: Random, last: int) -> None:
    """One unauthorised change of the trail, of any kind."""
    entry = session.get(AuditEntry, dice.randint(1, last))
    one = AuditEntry.position == entry.position
    texts = ("actor_id", "actor_name", "device", "operation", "trace", "entity", "record_id", "action", "hash")
    forgeries = (
        lambda: update(AuditEntry).where(one).values({dice.choice((*texts, "previous_hash")): "x"}),
        lambda: update(AuditEntry).where(one).values(changes={**entry.changes, "title": ["a", f"{dice.random()}"]}),
        lambda: update(AuditEntry).where(one).values(occurred_at=entry.occurred_at.replace(year=2001)),
        lambda: delete(AuditEntry).where(one),
        lambda: delete(AuditEntry).where(AuditEntry.position >= entry.position),
        lambda: delete(AuditEntry).where(AuditEntry.position <= entry.position),
        lambda: delete(AuditEntry),
        lambda: delete(LedgerHead),
        lambda: update(LedgerHead).values(audit_position=entry.position - 1),
        lambda: update(LedgerHead).values(audit_hash="x"),
        lambda: update(AuditEntry).where(one).values(position=last + dice.randint(1, 9)),
        lambda: insert(AuditEntry).values({**_row(entry), "position": last + 1}),
        lambda: insert(AuditEntry).values({**_row(entry), "position": 0}),
    )
    session.execute(dice.choice(forgeries)(), execution_options={"synchronize_session": False})
    session.expire_all()


def _row(entry):
    return {column.key: getattr(entry, column.key) for column in AuditEntry.__table__.columns}


def test_three_hundred_forgeries_are_all_found(trail):
    for seed in range(300):
        with trail.host.database.read() as session:
            forge(session, Random(seed), 16)
            assert list(broken_links(session)), f"forgery {seed} went unseen"


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
