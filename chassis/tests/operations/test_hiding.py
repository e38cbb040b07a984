"""Fields that a role hides: nobody sorts, filters, sets or searches by what he may not see."""

import pytest
from marshmallow import Schema

from chassis.operations import fields
from chassis.operations.hiding import HiddenField, refuse_hidden, trimmed

COST = frozenset({"cost"})
BOSS = {"depot.parcel.*": "all"}


class Stop(Schema):
    place = fields.Text()
    fee = fields.Money(metadata={"hide": "cost"})


class Journey(Schema):
    stops = fields.List(fields.Nested(Stop))
    last = fields.Nested(Stop, allow_none=True)
    cost = fields.Money(metadata={"hide": "cost"})


class Renamed(Schema):
    is_first = fields.Text(data_key="first")
    cost = fields.Money(data_key="price", metadata={"hide": "cost"})


def test_what_was_stored_is_trimmed_at_any_depth():
    told = {"stops": [{"place": "a", "fee": "1"}], "last": {"place": "b", "fee": "2"}, "cost": "3", "unknown": "4"}
    assert trimmed(Journey(), told, COST) == {"stops": [{"place": "a"}], "last": {"place": "b"}}
    assert trimmed(Journey(), told, ()) == told
    assert trimmed(Journey(), {"last": None}, COST) == {"last": None}


def test_a_field_is_known_by_the_name_that_it_was_dumped_with():
    assert trimmed(Renamed(), {"first": "x", "price": "1"}, COST) == {"first": "x"}


def test_a_hidden_field_is_not_set_at_any_depth():
    for sent in ({"cost": "1"}, {"stops": [{"place": "a"}, {"fee": "1"}]}, {"last": {"fee": "0"}}):
        with pytest.raises(HiddenField):
            refuse_hidden(Journey(), sent, COST)
        refuse_hidden(Journey(), sent, ())
    refuse_hidden(Journey(), {"stops": [{"place": "a"}], "cost": None}, COST)


def test_a_list_is_not_sorted_by_a_hidden_column(store):
    blind = store.person("ming", BOSS, hidden=COST)
    assert blind.refused("GET", "/parcels", sort="-cost")["code"] == "hidden_field"
    assert store.person("qian", BOSS).get("/parcels", sort="-cost")["items"] == []


def test_a_hidden_column_is_left_out_of_the_audit_trail_and_of_events(store):
    store.person("ming", BOSS).post("/parcels", {"code": "P1", "title": "x", "weight": "1", "value": "2", "cost": "3"})
    reader = {"system.audit.*": "all", "system.events.read": "all"}
    seen, blind = store.person("zhou", reader), store.person("zhou", reader, hidden=COST)
    assert seen.get("/system/audit", entity="Parcel")["items"][0]["changes"]["cost"] == [None, "3.00"]
    assert "cost" not in blind.get("/system/audit", entity="Parcel")["items"][0]["changes"]
    assert blind.get("/system/audit", entity="Parcel")["items"][0]["changes"]["title"] == [None, "x"]
    told = [who.get("/system/events")["events"][0]["data"] for who in (seen, blind)]
    assert told[0].keys() - told[1].keys() == {"value"}
