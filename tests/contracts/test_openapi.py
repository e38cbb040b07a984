"""contracts/openapi.json is a sound OpenAPI 3.1 document, and a spoilt one is found out."""

import copy
import json
import re

import pytest

from chassis.imports import import_operations
from chassis.runtime.installation import installed_services

from .openapi_document import PATH, nodes, operations, problems, schemas

AMOUNTS = re.compile(
    r"(\w+_)?(amount|price|quantity|cost|discount|debit|credit|balance|credit_limit|on_hand|wanted|reserved)"
)
PLACE = "/api/v1/sales/orders/{order_id}/confirm"


@pytest.fixture(scope="module")
def document():
    return json.loads(PATH.read_text(encoding="utf-8"))


def test_the_document_is_sound(document):
    assert problems(document) == []


def test_every_operation_of_every_service_is_in_it(document):
    declared = {
        (f"/api/v1/{service.name}{each.path}", each.method.lower())
        for service in installed_services()
        for each in (*service.operations, *import_operations(service.imports))
    }
    assert declared <= {(path, method) for path, method, _ in operations(document)}


def test_no_service_declares_a_method_and_path_twice():
    """In the document the second would quietly take the place of the first."""
    for service in installed_services():
        declared = [(each.method, re.sub(r"\{\w+\}", "{}", each.path)) for each in service.operations]
        assert sorted(set(declared)) == sorted(declared)


def test_amounts_are_strings_and_nothing_is_a_float(document):
    fields = [
        (f"{place}/{name}", schema)
        for place, node in nodes(document, "#")
        if place.endswith("/properties") and isinstance(node, dict)
        for name, schema in node.items()
    ]
    assert [place for place, schema in fields if "number" in str(schema.get("type"))] == []
    amounts = [(place, schema) for place, schema in fields if AMOUNTS.fullmatch(place.rsplit("/", 1)[1])]
    assert len(amounts) > 200
    assert [place for place, schema in amounts if schema.get("format") != "decimal"] == []
    assert {str(schema["type"]) for _, schema in amounts} <= {"string", "['string', 'null']"}


def test_every_schema_is_looked_at(document):
    places = [place for place, _ in schemas(document)]
    assert any("requestBody" in place for place in places)
    assert any("responses" in place for place in places)
    assert any("parameters" in place for place in places)
    assert any("components" in place for place in places)


def _rename(found):
    found["paths"][PLACE]["post"]["operationId"] = "batch"


def _double(found):
    found["paths"][PLACE.replace("order_id", "id")] = copy.deepcopy(found["paths"][PLACE])


def _forget_parameter(found):
    found["paths"][PLACE]["post"]["parameters"].pop(0)


def _lose_problem(found):
    del found["components"]["schemas"]["Problem"]


def _mistype(found):
    found["paths"][PLACE]["post"]["requestBody"]["content"]["application/json"]["schema"]["type"] = "text"


def _age(found):
    found["openapi"] = "3.0.3"


def _silence(found):
    found["paths"][PLACE]["post"]["responses"] = {}


SPOILED = [
    (_rename, "operationId batch: 2 times"),
    (_double, "post /api/v1/sales/orders/{}/confirm: 2 times"),
    (_forget_parameter, f"post {PLACE}: parameter order_id is not declared, or not in the path"),
    (_lose_problem, "#/components/schemas/Problem leads nowhere"),
    (_mistype, "'text' is not valid under any of the given schemas"),
    (_age, "not OpenAPI 3.1: 3.0.3"),
    (_silence, f"post {PLACE} has no responses"),
]


@pytest.fixture(scope="module")
def excerpt(document):
    """Small enough to be looked through seven times: one path, the batch, and what they refer to."""
    paths = {path: document["paths"][path] for path in (PLACE, "/api/v1/batch")}
    return {**document, "paths": paths}


@pytest.mark.parametrize(("spoil", "said"), SPOILED)
def test_a_spoilt_document_is_found_out(excerpt, spoil, said):
    spoilt = copy.deepcopy(excerpt)
    assert problems(spoilt) == []
    spoil(spoilt)
    assert any(said in problem for problem in problems(spoilt)), problems(spoilt)[:5]
