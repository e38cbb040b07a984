"""Whoever asks, however the request is wrapped: each operation answers with a problem document and does nothing."""

import pytest

from chassis.operations.dispatcher import LARGEST_BODY, LARGEST_UPLOAD
from tests.bad_input.operations import METHODS, UNKNOWN, every_operation, operations_of, plausible

OPERATIONS = every_operation()
WRITING = [each for each in OPERATIONS if each.writes]
SPEAKING = [each for each in WRITING if not each.upload]
FORM = "application/x-www-form-urlencoded"
OCTETS = "application/octet-stream"
DEEP = 5_000


def each(operations):
    return pytest.mark.parametrize("operation", operations, ids=str)


def of(operation, known):
    """A body and a query that the operation would take."""
    body = plausible(operation.body, known) if operation.body else None
    return {"body": body, "query": plausible({"type": "object", **operation.query}, known)}


def test_the_operations_tested_here_are_those_of_the_merged_document(company):
    told = operations_of(company.get("/openapi.json"))
    assert sorted(map(str, told)) == sorted(map(str, OPERATIONS))
    assert len(told) > 200


@each([each for each in OPERATIONS if not each.public])
def test_nobody_gets_in_without_a_token(company, operation):
    path = operation.path(company.known)
    for by, headers in (
        (None, {}),
        (None, {"Authorization": "Bearer nonsense"}),
        (None, {"Authorization": "Bearer a.b.c"}),
    ):
        problem = company.refused(operation.method, path, by=by, headers=headers, **of(operation, company.known))
        assert problem["status"] == 401


@each([each for each in OPERATIONS if each.scope])
def test_whoever_was_not_granted_it_is_refused(company, operation):
    sent = of(operation, company.known)
    assert company.refused(operation.method, operation.path(company.known), by="guo", **sent)["status"] == 403


@each([each for each in OPERATIONS if each.identities])
def test_an_identity_that_nobody_has_is_not_found(company, operation):
    path = operation.path(company.known, **{operation.identities[-1]: UNKNOWN})
    assert company.refused(operation.method, path, **of(operation, company.known))["code"] == "not_found"


@each([each for each in OPERATIONS if each.identities])
@pytest.mark.parametrize("identity", ["42", "x" * 36, "%00", "%ED%A0%80", "..%2f", "'%20or%201=1--", "茶", "a" * 5000])
def test_what_is_no_identity_is_not_found(company, operation, identity):
    path = operation.path(company.known, **{operation.identities[-1]: identity})
    assert company.refused(operation.method, path, **of(operation, company.known))["status"] == 404


@pytest.mark.parametrize("template", sorted({each.template for each in OPERATIONS}))
def test_a_method_that_is_not_answered_names_those_that_are(company, template):
    allowed = {each.method for each in OPERATIONS if each.template == template}
    path = next(each for each in OPERATIONS if each.template == template).path(company.known)
    for method in METHODS:
        others = {each.method for each in OPERATIONS if each.template != template and looks_like(each, path)}
        if method in allowed | others:
            continue
        answer = company.answered(method, path)
        assert answer.status == 405, str(answer)
        assert allowed <= set(answer.headers["Allow"].split(", "))


def looks_like(operation, path):
    parts, template = path.split("/"), operation.template.split("/")
    return len(parts) == len(template) and all(
        there.startswith("{") or here == there for here, there in zip(parts, template, strict=True)
    )


@each(SPEAKING)
@pytest.mark.parametrize(
    "content",
    [
        b"{",
        b"null",
        b"7",
        b'"text"',
        b"\xff\xfe{}",
        b"\xef\xbb\xbf{}",
        b'{"a": NaN}',
        b'{"name": "\\ud800"}',
        b"{'name': 1}",
        b"[" * DEEP + b"]" * DEEP,
        b'{"a":' * DEEP + b"1" + b"}" * DEEP,
    ],
    ids=lambda content: content[:12],
)
def test_what_is_no_json_object_is_malformed(company, operation, content):
    answer = company.answered(operation.method, operation.path(company.known), content=content)
    assert (answer.status, answer.document["code"]) == (400, "malformed_request"), str(answer)


@each([each for each in SPEAKING if each.template != "/batch"])
def test_a_list_is_no_object(company, operation):
    assert company.refused(operation.method, operation.path(company.known), [])["code"] == "malformed_request"


@each(SPEAKING)
@pytest.mark.parametrize("type", ["text/plain", FORM, "multipart/form-data", "nonsense"])
def test_only_json_is_read_as_json(company, operation, type):
    path = operation.path(company.known)
    if type in operation.contents:
        return
    assert company.refused(operation.method, path, content=b"{}", type=type)["code"] == "unsupported_media_type"


@each(WRITING)
def test_a_body_that_is_too_large_is_refused(company, operation):
    size = LARGEST_UPLOAD if operation.upload else LARGEST_BODY
    kind = OCTETS if operation.upload else "application/json"
    content = b" " * (size + 1)
    assert company.refused(operation.method, operation.path(company.known), content=content, type=kind)["status"] == 413


@each([each for each in SPEAKING if each.body and "expected_version" in each.body["properties"]])
@pytest.mark.parametrize("version", ["*", "soon", '"', "1.5", "9" * 5000, "茶".encode().decode("latin-1")])
def test_a_version_that_is_none_is_refused(company, operation, version):
    sent = of(operation, company.known)
    problem = company.refused(operation.method, operation.path(company.known), headers={"If-Match": version}, **sent)
    assert problem["code"] == "malformed_version"
