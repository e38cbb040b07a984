"""Every field of every body and query: what does not fit is named by its place and changes nothing."""

import pytest

from tests.bad_input.operations import UNKNOWN, every_operation, fields_of, plausible, put
from tests.bad_input.wrong_values import odd_values, wrong_values, wrong_words

OPERATIONS = [each for each in every_operation() if each.template != "/batch"]
WITH_BODY = [each for each in OPERATIONS if each.body]
WITH_QUERY = [each for each in OPERATIONS if each.query["properties"]]


def each(operations):
    return pytest.mark.parametrize("operation", operations, ids=str)


def named(problem, place):
    """Whether the field, or what it holds, is among those found wrong."""
    return any(error["field"] == place or error["field"].startswith(f"{place}.") for error in problem["errors"])


@each([each for each in OPERATIONS if not each.upload])
def test_an_unknown_field_is_named(company, operation):
    known, path = company.known, operation.path(company.known)
    if operation.writes:
        body = plausible(operation.body, known) if operation.body else {}
        problem = company.refused(operation.method, path, {**body, "surprise": 1})
    else:
        query = plausible({"type": "object", **operation.query}, known)
        problem = company.refused(operation.method, path, query={**query, "surprise": "1"})
    assert (problem["status"], problem["code"]) == (422, "invalid_content")
    assert [(error["field"], error["code"]) for error in problem["errors"]] == [("surprise", "unknown_field")]


@each(WITH_BODY)
def test_every_field_that_is_missing_is_named(company, operation):
    wanted = operation.body.get("required", [])
    if not wanted:
        return
    problem = company.refused(operation.method, operation.path(company.known), {})
    missing = {error["field"] for error in problem["errors"] if error["code"] == "required"}
    assert missing == set(wanted)


@each(WITH_BODY)
def test_what_does_not_fit_a_field_is_refused_by_its_place(company, operation):
    known, path = company.known, operation.path(company.known)
    for steps, schema in fields_of(operation.body):
        for value in wrong_values(schema):
            body = put(plausible(operation.body, known), steps, value, operation.body, known)
            answer = company.answered(operation.method, path, body)
            assert answer.status in (400, 422), f"{steps} {value!r:.60} {answer}"
            assert answer.status == 400 or named(answer.document, ".".join(steps)), f"{steps} {value!r:.60} {answer}"


@each(WITH_BODY)
def test_an_unknown_field_at_any_depth_is_named(company, operation):
    known = company.known
    for steps, schema in fields_of(operation.body):
        if "properties" in schema:
            inside = {**plausible(schema, known), "surprise": 1}
            body = put(plausible(operation.body, known), steps, inside, operation.body, known)
            problem = company.refused(operation.method, operation.path(known), body)
            assert named(problem, ".".join((*steps, "surprise")))


@each(WITH_QUERY)
def test_what_does_not_fit_a_query_is_refused_by_its_name(company, operation):
    known = company.known
    for name, schema in operation.query["properties"].items():
        for value in wrong_words(schema):
            query = plausible({"type": "object", **operation.query}, known) | {name: value}
            problem = company.refused(operation.method, operation.path(known), query=query)
            assert problem["status"] == 422 and named(problem, name), f"{name} {value!r:.60} {problem}"


@each([each for each in WITH_QUERY if "after" in each.query["properties"] and "sort" in each.query["properties"]])
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("limit", "0"),
        ("limit", "201"),
        ("limit", "-1"),
        ("sort", "nothing"),
        ("sort", "--id"),
        ("sort", "id;drop table user"),
        ("after", "nonsense"),
        ("after", "bm9uc2Vuc2U="),
        ("after", "W10="),
        ("after", "WyJhIl0="),
        ("after", "W251bGwsbnVsbF0="),
        ("after", "WzEsMl0="),
        ("after", "茶"),
    ],
)
def test_a_list_names_a_wrong_page_or_order(company, operation, name, value):
    query = plausible({"type": "object", **operation.query}, company.known) | {name: value}
    problem = company.refused("GET", operation.path(company.known), query=query)
    assert problem["status"] == 422
    assert [error["field"] for error in problem["errors"]] == [name]


@each(WITH_QUERY)
def test_an_odd_query_finds_little_but_never_fails(company, operation):
    for name, schema in operation.query["properties"].items():
        for value in odd_values(schema):
            query = plausible({"type": "object", **operation.query}, company.known)
            if value is not None and not operation.writes:
                company.answered("GET", operation.path(company.known), query=query | {name: str(value)})


@each(WITH_QUERY)
@pytest.mark.parametrize(
    "query", ["limit=1&limit=x", "%00=1", "=1", "&&&", "a[]=1", "%ED%A0%80=%ED%A0%80", "limit=%FF"]
)
def test_a_query_string_of_any_shape_is_answered(company, operation, query):
    company.answered(operation.method, operation.path(company.known), query=query)


@each(WITH_BODY)
def test_an_identity_that_nobody_has_is_named_by_its_place(company, operation):
    known = company.known
    for steps, schema in fields_of(operation.body):
        if schema.get("format") != "uuid" or steps[-1] == "id":
            continue
        body = put(plausible(operation.body, known), steps, UNKNOWN, operation.body, known)
        answer = company.answered(operation.method, operation.path(known), body)
        assert answer.status >= 400, f"{steps} {answer}"
        fields = [error["field"] for error in answer.document["errors"]]
        assert all(field.split(".")[0] in operation.body["properties"] for field in fields), f"{steps} {answer}"
