"""Who asks for more than the roles grant is on record: soon, once a minute, with how often."""

import pytest
from sqlalchemy import select

from chassis.audit import AuditEntry


def refused(store):
    with store.host.database.read() as session:
        found = session.scalars(select(AuditEntry).filter_by(action="refused").order_by(AuditEntry.position)).all()
    return [(each.actor_name, each.operation, each.record_id, each.changes["times"][1]) for each in found]


@pytest.fixture
def reader(store):
    return store.person("ming", {"depot.parcel.read": "own"}, device="phone-1")


def ask(caller, times=1):
    for _ in range(times):
        caller.refused("POST", "/parcels", {})


def test_a_refusal_names_who_from_where_what_and_the_missing_function(store, reader):
    ask(reader)
    assert refused(store) == [("明", "register", "depot.parcel.enter", 1)]
    with store.host.database.read() as session:
        assert session.scalar(select(AuditEntry.device)) == "phone-1"


def test_a_flood_is_two_entries_a_minute_with_the_number(store, reader, ming):
    ask(reader, 500)
    assert len(refused(store)) == 1
    store.clock.advance(seconds=61)
    ming.get("/parcels")
    assert [each[-1] for each in refused(store)] == [1, 499]
    ask(reader)
    assert [each[-1] for each in refused(store)] == [1, 499, 1]


def test_everybody_and_every_operation_is_counted_apart(store, reader):
    other = store.person("hua", {"depot.parcel.read": "own"})
    ask(reader, 2)
    ask(other)
    other.refused("POST", "/recounts/x")
    other.refused("GET", "/system/audit")
    assert [each[:2] for each in refused(store)] == [("明", "register"), ("华", "register"), ("华", "search_audit")]


def test_what_was_counted_is_written_when_the_service_ends(store, reader):
    ask(reader, 3)
    store.host.refusals.settle(everything=True)
    assert [each[-1] for each in refused(store)] == [1, 2]


def test_nobody_fills_the_trail_without_having_signed_in(store):
    from chassis.operations import Request

    for token in ({}, {"zhanggui-principal": "forged"}):
        assert store.host.dispatcher.handle(Request("POST", "/parcels", "", token, b"{}")).status == 401
    assert refused(store) == []
