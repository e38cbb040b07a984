"""Bad input gets a clear answer in both languages and changes nothing; no input gives a 500."""

import json
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from chassis.access import EVERYTHING
from chassis.model import uuid7
from chassis.operations import Request

from ..builders import a_parcel, registered
from ..sample.depot import Parcel

pytestmark = pytest.mark.any_database

ABSENT = "/parcels/0193a1d4-0000-7000-8000-000000000000"
DEEP = 10_000


def nothing_happened(store) -> bool:
    with store.host.database.read() as session:
        session.info["reach"] = EVERYTHING
        return store.told() == [] and session.scalar(select(func.count(Parcel.id))) == 0


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("colour", "red", "unknown_field"),
        ("code", None, "required"),
        ("code", "  ", "required"),
        ("code", 7, "invalid_text"),
        ("code", "x" * 41, "too_long"),
        ("title", "茶" * 201, "too_long"),
        ("title", "a\u0000b", "invalid_text"),
        ("title", "a\u001bb", "invalid_text"),
        ("title", ["茶"], "invalid_text"),
        ("value", 12.5, "float_number"),
        ("value", True, "invalid_number"),
        ("value", "12.505", "too_many_places"),
        ("value", "-0.01", "out_of_range"),
        ("value", "1e5", "invalid_number"),
        ("value", "NaN", "invalid_number"),
        ("value", "Infinity", "invalid_number"),
        ("value", "", "invalid_number"),
        ("value", "1,000.00", "invalid_number"),
        ("value", "1000000000000.00", "too_large"),
        ("value", "9" * 400, "invalid_number"),
        ("value", {}, "invalid_number"),
        ("weight", "0.00001", "too_many_places"),
        ("pieces", 0, "out_of_range"),
        ("pieces", 1001, "out_of_range"),
        ("pieces", 1.0, "invalid_integer"),
        ("pieces", "1_0", "invalid_integer"),
        ("pieces", "9" * 5000, "invalid_integer"),
        ("pieces", False, "invalid_integer"),
        ("kind", "barrel", "not_a_choice"),
        ("fragile", "perhaps", "invalid_flag"),
        ("id", "42", "invalid_id"),
        ("due_on", "2026-02-30", "invalid_date"),
        ("due_on", "0001-01-01", "invalid_date"),
        ("sent_at", "2026-11-23T10:00:00", "invalid_instant"),
        ("sent_at", "0001-01-01T00:00:00+14:00", "invalid_instant"),
        ("sent_at", "9999-12-31T23:59:59-14:00", "invalid_instant"),
        ("notes", [], "invalid_shape"),
        ("notes", {"a": 1}, "invalid_text"),
        ("stops", {}, "invalid_shape"),
        ("stops", ["上海"], "invalid_shape"),
    ],
)
def test_a_wrong_field_is_named_with_a_code_in_both_languages(store, ming, field, value, code):
    problem = ming.refused("POST", "/parcels", a_parcel(**{field: value}))
    assert (problem["status"], problem["code"]) == (422, "invalid_content")
    named = {error["field"].split(".")[0]: error for error in problem["errors"]}
    assert named[field]["code"] == code
    assert named[field]["zh"] != named[field]["en"]
    assert nothing_happened(store)


def test_every_missing_field_is_named_and_a_nested_one_by_its_place(ming):
    problem = ming.refused("POST", "/parcels", {"stops": [{"place": "上海", "fee": "1"}, {"place": "北京"}]})
    missing = {error["field"] for error in problem["errors"] if error["code"] == "required"}
    assert missing == {"code", "title", "value", "stops.1.fee"}


def test_a_hundred_thousand_wrong_fields_get_a_short_answer(ming):
    answer = ming.call("POST", "/parcels", {str(number): 0 for number in range(100_000)})
    assert answer.status == 422
    assert len(answer.body) < 20_000


@pytest.mark.parametrize(
    "content",
    [
        b"[]",
        b"null",
        b'"text"',
        b"7",
        b"{",
        b'{"title": NaN}',
        b'{"title": Infinity}',
        b'{"title": "\\ud800"}',
        b'{"title": "\xff\xfe"}',
        b"\xef\xbb\xbf{}",
        b"[" * DEEP + b"]" * DEEP,
        b'{"notes":' * DEEP + b"1" + b"}" * DEEP,
        b'{"title": "a" "b"}',
        b"{'title': 1}",
    ],
    ids=lambda content: content[:14],
)
def test_what_is_no_json_object_is_malformed(store, ming, content):
    problem = ming.refused("POST", "/parcels", content=content)
    assert (problem["status"], problem["code"]) == (400, "malformed_request")
    assert nothing_happened(store)


def test_nesting_that_json_allows_is_refused_by_the_schema(ming):
    content = b'{"notes":' * 500 + b"1" + b"}" * 500
    assert ming.refused("POST", "/parcels", content=content)["status"] == 422


def test_of_a_key_sent_twice_the_last_value_counts(ming):
    content = b'{"code": "P1", "title": "a", "value": "1", "value": "2"}'
    assert ming.post("/parcels", content=content)["value"] == "2.00"


def test_a_number_too_large_for_json_is_refused(ming):
    content = b'{"code": "P1", "title": "a", "value": ' + b"9" * 400 + b"}"
    assert 400 <= ming.call("POST", "/parcels", content=content).status < 500


def test_a_huge_body_is_refused_unread(ming):
    assert ming.refused("POST", "/parcels", content=b" " * 1_000_001)["status"] == 413


@pytest.mark.parametrize("path", ["/", "", "/nothing", "/parcels/", "/parcels/a/b/c", "//parcels", "/parcels\n"])
def test_an_unknown_address_is_not_found(ming, path):
    assert ming.refused("GET", path)["status"] == 404


def test_a_wrong_method_names_the_right_ones(ming):
    answer = ming.call("PATCH", "/parcels")
    assert (answer.status, answer.headers["allow"]) == (405, "GET, POST")
    assert answer.json()["code"] == "wrong_method"


@pytest.mark.parametrize("part", ["42", "x" * 36, "\u0000", "..", "%00", "0193a1d4-0000-7000-8000-00000000000g"])
def test_what_is_no_identity_is_not_found(ming, part):
    assert ming.refused("GET", f"/parcels/{part}")["code"] == "not_found"


@pytest.mark.parametrize("name", ["a\u0000", "\ud800", "a\u001f", "\x7f"])
def test_a_name_in_the_address_that_no_database_takes_is_not_found(ming, name):
    assert ming.refused("GET", f"/shelves/{name}")["status"] == 404


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"limit": "0"}, "limit"),
        ({"limit": "201"}, "limit"),
        ({"limit": "-1"}, "limit"),
        ({"limit": "ten"}, "limit"),
        ({"limit": "1.5"}, "limit"),
        ({"limit": ""}, "limit"),
        ({"sort": "weight"}, "sort"),
        ({"sort": "--code"}, "sort"),
        ({"sort": "code;drop table parcel"}, "sort"),
        ({"total": "perhaps"}, "total"),
        ({"after": "nonsense"}, "after"),
        ({"after": "bm9uc2Vuc2U="}, "after"),
        ({"after": "码"}, "after"),
        ({"after": "W10="}, "after"),
        ({"state": "lost"}, "state"),
        ({"due_until": "soon"}, "due_until"),
        ({"min_weight": "1e3"}, "min_weight"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_a_wrong_query_is_named(ming, query, field):
    problem = ming.refused("GET", "/parcels", **query)
    assert problem["status"] == 422
    assert [error["field"] for error in problem["errors"]] == [field]


def test_what_takes_no_body_or_no_query_says_so_instead_of_ignoring_it(store, ming):
    assert [each["field"] for each in ming.refused("POST", "/labels", {"size": 3})["errors"]] == ["size"]
    assert [each["field"] for each in ming.refused("GET", "/shelves/a", colour="red")["errors"]] == ["colour"]
    problem = ming.refused("POST", "/parcels", a_parcel(), dry_run="1")
    assert [each["field"] for each in problem["errors"]] == ["dry_run"]
    assert ming.refused("POST", "/labels", content=b"[")["code"] == "malformed_request"
    auditor = store.person("auditor", {"system.audit.read": "all"})
    assert [each["field"] for each in auditor.refused("GET", "/system/audit", after="x")["errors"]] == ["after"]
    assert nothing_happened(store)


def test_a_stale_version_is_refused_in_the_body_and_as_if_match(ming):
    path = f"/parcels/{registered(ming)['id']}"
    ming.put(path, {"title": "茶壶"})
    assert ming.refused("PUT", path, {"title": "x", "expected_version": 1})["code"] == "stale_version"
    assert ming.refused("PUT", path, {"title": "x"}, headers={"if-match": '"1"'})["code"] == "stale_version"
    assert ming.refused("PUT", path, {"title": "x"}, headers={"if-match": "*"})["code"] == "malformed_version"
    assert ming.refused("PUT", path, {"title": "x"}, headers={"if-match": "9" * 5000})["status"] == 400
    assert ming.call("PUT", path, {"title": "x"}, headers={"if-match": 'W/"2"'}).status == 200


def test_an_illegal_move_is_refused(ming):
    path = f"/parcels/{registered(ming)['id']}/dispatch"
    ming.post(path)
    problem = ming.refused("POST", path)
    assert (problem["code"], problem["details"]) == ("illegal_transition", {"state": "gone", "action": "dispatch"})


def test_the_title_is_in_the_language_that_was_asked_for(ming):
    chinese = ming.refused("GET", ABSENT)
    english = ming.refused("GET", ABSENT, headers={"accept-language": "en-GB"})
    assert chinese["title"] == chinese["titles"]["zh"] == "找不到该记录"
    assert english["title"] == english["titles"]["en"] == "There is no such record"
    assert chinese["trace"]


HOSTILE = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**70), 2**70),
    st.floats(),
    st.text(max_size=50),
    st.sampled_from(["\x00", "\ud800", "1e999999", "-0", "9" * 5000, "０", "٣", "%", "'", "2026-11-23", "\u202e"]),
    st.uuids().map(str),
    st.lists(st.integers(), max_size=3),
    st.dictionaries(st.text(max_size=5), st.text(max_size=5), max_size=3),
)
FIELDS = st.sampled_from(sorted([*a_parcel(), "weight", "cost", "due_on", "sent_at", "notes", "stops", "pieces", "x"]))
PATHS = st.sampled_from(["/parcels", ABSENT, f"{ABSENT}/dispatch", "/shelves/a", "/recounts", "/labels", "/system/lag"])
HEADERS = st.dictionaries(
    st.sampled_from(["if-match", "idempotency-key", "traceparent", "accept-language", "zhanggui-principal"]),
    st.text(max_size=120),
    max_size=3,
)


def as_json(value) -> bytes:
    """JSON as a careless client writes it: with NaN, lone surrogates and numbers of any size."""
    return json.dumps(value).encode()


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    method=st.sampled_from(["GET", "POST", "PUT", "DELETE", "PATCH", "get", ""]),
    path=st.one_of(PATHS, st.text(max_size=20).map(lambda text: f"/parcels/{text}")),
    fields=st.dictionaries(FIELDS, HOSTILE, max_size=4),
    garbage=st.one_of(st.none(), st.binary(max_size=60)),
    query=st.one_of(st.text(max_size=40), st.dictionaries(st.sampled_from(["limit", "after", "sort"]), st.text())),
    headers=HEADERS,
)
def test_no_request_gives_a_500(ming, method, path, fields, garbage, query, headers):
    body = garbage if garbage is not None else as_json({**a_parcel(), **fields})
    text = query if isinstance(query, str) else urlencode(query, errors="replace")
    sent = {"zhanggui-principal": ming._signer.sign(ming.principal), **headers}
    response = ming.host.dispatcher.handle(Request(method, path, text, sent, body))
    assert response.status < 500, response.body
    if response.status >= 400:
        assert response.json()["titles"].keys() == {"zh", "en"}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(fields=st.dictionaries(FIELDS, HOSTILE, min_size=1, max_size=3), version=HOSTILE)
def test_no_body_gives_a_500(store, ming, fields, version):
    created = ming.call("POST", "/parcels", content=as_json({**a_parcel(), **fields, "id": str(uuid7())}))
    assert created.status < 500, created.body
    target = created.json()["id"] if created.status == 201 else str(uuid7())
    amended = ming.call("PUT", f"/parcels/{target}", content=as_json({"weight": version, "expected_version": version}))
    assert amended.status < 500, amended.body
