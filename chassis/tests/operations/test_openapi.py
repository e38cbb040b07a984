"""What the declarations say of themselves is valid JSON Schema, and amounts are texts in it."""

import jsonschema
import pytest

from chassis.operations import fields
from chassis.operations.declaration import Schema, operation
from chassis.operations.openapi import json_schema

from ..builders import registered
from ..sample.depot import Manifest, ParcelIn, ParcelOut, ParcelQuery, depot

pytestmark = pytest.mark.any_database

SCHEMAS = [ParcelIn, ParcelOut, ParcelQuery, Manifest]
AMOUNTS = (fields.Money, fields.Quantity, fields.UnitPrice, fields.Rate)


@pytest.mark.parametrize("schema", SCHEMAS)
def test_each_schema_is_valid_json_schema(schema):
    jsonschema.Draft202012Validator.check_schema(json_schema(schema))


@pytest.mark.parametrize("amount", AMOUNTS)
def test_an_amount_is_a_text_also_when_it_may_be_missing(amount):
    schema = json_schema(Schema.from_dict({"a": amount(), "b": amount(allow_none=True), "c": fields.List(amount())}))
    validator = jsonschema.Draft202012Validator(schema)
    for good in ({"a": "1.00"}, {"b": None}, {"b": "1"}, {"c": ["1"]}):
        assert validator.is_valid(good), good
    for bad in ({"a": 1.5}, {"a": None}, {"b": 1.5}, {"c": [1.5]}):
        assert not validator.is_valid(bad), bad


def test_an_answer_keeps_to_the_schema_that_describes_it(ming):
    parcel = registered(ming, stops=[{"place": "上海", "fee": "1"}], due_on="2026-12-01")
    jsonschema.validate(parcel, json_schema(ParcelOut))
    jsonschema.validate(ming.get(f"/manifest/{parcel['id']}"), json_schema(Manifest))


def test_each_operation_describes_itself(store):
    described = store.person("x", {}).get("/system/describe")
    operations = {each["name"]: each for each in described["operations"]}
    assert {each.name for each in depot.operations} <= operations.keys()
    for each in operations.values():
        content = each["openapi"].get("requestBody", {}).get("content", {}).get("application/json")
        if content:
            jsonschema.Draft202012Validator.check_schema(content["schema"])
    parameters = {each["name"]: each["in"] for each in operations["amend"]["openapi"]["parameters"]}
    assert parameters == {"parcel_id": "path", "Idempotency-Key": "header"}
    assert described["publishes"] == ["depot.parcel_registered.v1", "depot.parcel_gone.v1"]


def test_an_operation_without_a_scope_must_say_that_it_is_public():
    with pytest.raises(TypeError, match="scope"):
        operation("GET", "/x", title=("无", "None"))
