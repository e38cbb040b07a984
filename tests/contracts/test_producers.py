"""The producers' side: every published event has its schema and an example, and they are what the code says."""

import json

import pytest
from jsonschema import Draft202012Validator

from chassis.eventlog import Envelope

from . import write
from .declared import ROOT, published
from .event_files import completed, example_path, new_example, schema_of, schema_path, valid

EVENTS = published()
STALE = "is not what the code says: run `make contracts` and commit what it writes"
by_type = pytest.mark.parametrize("each", EVENTS, ids=lambda each: each.type)


@pytest.fixture(scope="module")
def expected():
    return write.files()


def test_no_file_is_stale(expected):
    stale = [path for path, text in expected.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    assert [f"{path.relative_to(ROOT)} {STALE}" for path in stale] == []


def test_no_file_is_left_over(expected):
    assert [f"{path.relative_to(ROOT)} stands for nothing in the code" for path in write.strays(expected)] == []


def test_what_is_left_over_is_found(expected):
    gone = schema_path("sales.order_confirmed.v1")
    assert write.strays({path: text for path, text in expected.items() if path != gone}) == [gone]


def test_every_event_has_files_of_its_own(expected):
    assert len({each.type for each in EVENTS}) == len(EVENTS) > 40
    assert {schema_path(each.type) for each in EVENTS} | {example_path(each.type) for each in EVENTS} <= set(expected)


@by_type
def test_an_event_is_the_word_of_its_service_and_says_what_happened(each):
    service, name, version = each.type.split(".")
    assert service == each.service.name
    assert name.replace("_", "").isalpha()
    assert version in ("v1", "v2")
    assert each.description


@by_type
def test_the_schema_is_a_schema_with_a_title(each):
    schema = json.loads(schema_path(each.type).read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    assert schema["title"] == each.type
    assert schema["description"] == each.description


@by_type
def test_the_example_is_an_envelope_that_the_schema_and_the_producer_accept(each):
    example = json.loads(example_path(each.type).read_text(encoding="utf-8"))
    assert Envelope.from_json(example).to_json() == example
    assert (example["source"], example["type"]) == (each.service.name, each.type)
    assert example["subject"]
    schema = schema_of(each)
    assert valid(schema, example["data"])
    assert set(example["data"]) == set(schema["properties"])
    # Written again it is the same text: an example shows amounts and instants as they really travel.
    assert each.event().dump(each.event().load(example["data"])) == example["data"]


def test_a_schema_refuses_what_is_wrong_and_lets_events_grow():
    confirmed = next(each for each in EVENTS if each.type == "sales.order_confirmed.v1")
    schema, data = schema_of(confirmed), new_example(confirmed)["data"]
    assert valid(schema, {**data, "colour": "red"})
    assert not valid(schema, {**data, "total": 1280.0})
    assert not valid(schema, {**data, "total": None})
    assert not valid(schema, {**data, "ordered_on": "yesterday"})
    assert not valid(schema, {key: value for key, value in data.items() if key != "lines"})


def test_an_example_keeps_what_somebody_wrote_and_gets_what_was_added():
    made = {"name": "made", "new": 1, "lines": [{"code": "made", "price": "2.00"}]}
    kept = {"name": "kept", "gone": True, "lines": [{"code": "a"}, {"code": "b", "price": "3.00"}]}
    lines = [{"code": "a", "price": "2.00"}, {"code": "b", "price": "3.00"}]
    assert completed(made, kept) == {"name": "kept", "new": 1, "lines": lines}


def test_the_files_are_made_the_same_way_every_time(expected):
    assert {path: text for path, text in write.files().items() if expected[path] != text} == {}
