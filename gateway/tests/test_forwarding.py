"""The one door: who passes, what passes with them, and what is said to those who do not."""

import pytest

from chassis.access import Principal, load_signer, operator_principal
from chassis.testing import person_id
from gateway.edge import create_app

pytestmark = pytest.mark.any_database

TASKS = "/api/v1/office/tasks"


@pytest.fixture
def fang(company):
    company.hire("fang", "sales_manager")
    return company.sign_in("fang")


def assigned(company, fang, **more):
    fang_id = fang.get("/api/v1/gateway/sessions/current").json["id"]
    company.office.hear(
        "gateway.user_changed.v1", user_id=fang_id, code="fang", name="fang", org_path="/hq/", active=True
    )
    return fang.post(TASKS, {"title": "回访老客户", "assignee_id": fang_id}, **more)


def test_who_is_signed_in_reaches_the_office_with_own_rights(company, fang):
    assert fang.get(f"{TASKS}?state=open&total=true").json["total"] == {"count": 0}
    request, deadline = company.transport.carried[-1]
    principal = company.gateway.host.verifier.verify(request.headers["zhanggui-principal"])
    assert (principal.name, principal.kind, deadline) == ("fang", "person", 10.0)


def test_a_write_and_its_version_and_key_pass_through(company, fang):
    answer = assigned(company, fang, headers={"idempotency-key": "k1"})
    assert answer.status_code == 201
    again = assigned(company, fang, headers={"idempotency-key": "k1"})
    assert (again.json, again.headers["idempotent-replayed"]) == (answer.json, "true")
    path = f"{TASKS}/{answer.json['id']}"
    assert fang.get(path).headers["etag"] == '"1"'
    assert fang.post(f"{path}/finish", headers={"if-match": '"7"'}).json["code"] == "stale_version"
    assert fang.post(f"{path}/finish", headers={"if-match": '"1"'}).status_code == 200


def test_a_client_smuggles_nothing_in(company, fang):
    forged = company.gateway.signer.sign(operator_principal())
    headers = {"zhanggui-principal": forged, "Zhanggui-Anything": "x", "connection": "close", "x-forwarded-for": "1"}
    fang.get(TASKS, headers=headers)
    request, _ = company.transport.carried[-1]
    assert company.gateway.host.verifier.verify(request.headers["zhanggui-principal"]).name == "fang"
    assert set(request.headers) <= {"zhanggui-principal", "traceparent", "accept-language", "content-type"}
    assert company.stranger().get(TASKS, headers=headers).status_code == 401
    own = "/api/v1/gateway/users"
    assert company.stranger().get(own, headers=headers).status_code == 401
    company.hire("qian", "owner", password=None)
    assert [row["name"] for row in fang.get(own, headers=headers).json["items"]] == ["fang"]


def test_the_operator_enters_with_the_key_of_the_installation(company):
    browser = company.stranger()
    browser.token = company.gateway.signer.sign(operator_principal())
    assert browser.get("/api/v1/gateway/sessions/current").json["kind"] == "operator"
    assert browser.get("/api/v1/office/system/lag").status_code == 200


def test_no_other_signed_principal_does(company, tmp_path):
    office = load_signer(tmp_path / "keys", "office")
    person = Principal(id=person_id("qian"), name="钱", grants={"*": "all"})
    forged = [
        company.gateway.signer.sign(person),  # a principal that leaked from a log
        office.own_token(),
        office.sign(operator_principal()),  # a service that would like to be the operator
        company.gateway.signer.sign(operator_principal(), lifetime=-60),
        company.gateway.signer.sign(operator_principal())[:-4] + "AAAA",
    ]
    for token in forged:
        browser = company.stranger()
        browser.token = token
        assert browser.get("/api/v1/office/system/lag").status_code == 401


def test_a_service_that_is_down_is_unavailable_and_keeps_its_routes(company, fang):
    fang.get(TASKS)
    company.transport.cut = True
    answer = fang.get(TASKS)
    assert (answer.status_code, answer.json["code"], answer.json["details"]) == (
        503,
        "unavailable",
        {"service": "office"},
    )
    restarted = create_app(company.gateway.host, company.transport).test_client()
    answer = restarted.get(TASKS, headers={"authorization": f"Bearer {fang.token}"})
    assert answer.json["code"] == "unavailable"
    assert restarted.get("/readyz").json["services"] == {"gateway": "ok", "office": "unavailable"}


def test_a_service_never_heard_of_has_no_routes(company, fang):
    assert fang.get("/api/v1/nothing/orders").json["code"] == "unknown_route"


def test_a_new_operation_is_found_without_a_restart(company, fang, monkeypatch):
    from office.service import service as office

    host = company.office.host
    listing = next(each for each in office.operations if each.name == "list_tasks")
    visiting = type(listing)(**{**vars(listing), "path": "/visits"})
    assert fang.get("/api/v1/office/visits").status_code == 404
    monkeypatch.setattr(host, "operations", (*host.operations, visiting))
    monkeypatch.setattr(host, "dispatcher", type(host.dispatcher)(host, host.operations))
    monkeypatch.setattr("gateway.catalogue.catalogue.ASK_AGAIN_AFTER", 0)
    assert fang.get("/api/v1/office/visits").json["items"] == []


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/api/v1/office/nothing", 404, "unknown_route"),
        ("GET", "/api/v1/office", 404, "unknown_route"),
        ("GET", "/api/v1/office//tasks", 404, "unknown_route"),
        ("GET", "/api/v1/office/tasks/..", 404, "unknown_route"),
        ("GET", "/api/v1/office/tasks/%2e%2e/system/events", 404, "unknown_route"),
        ("GET", "/api/v2/office/tasks", 404, "unknown_route"),
        ("GET", "/api/v1/%ff%fe/tasks", 404, "unknown_route"),
        ("DELETE", TASKS, 405, "wrong_method"),
        ("OPTIONS", TASKS, 405, "wrong_method"),
        ("TRACE", TASKS, 405, "wrong_method"),
        ("GET", "/api/v1/batch", 405, "wrong_method"),
        ("POST", "/healthz", 405, "wrong_method"),
        ("GET", f"{TASKS}/x", 404, "not_found"),
        ("GET", f"{TASKS}?limit=x", 422, "invalid_content"),
        ("GET", f"{TASKS}?colour=%00", 422, "invalid_content"),
    ],
)
def test_every_refusal_is_a_problem_document(fang, method, path, status, code):
    answer = fang.call(method, path)
    assert (answer.status_code, answer.json["code"]) == (status, code)
    assert answer.content_type == "application/problem+json"
    assert answer.json["titles"]["zh"] and answer.json["titles"]["en"]
    assert answer.headers["X-Request-Id"] == answer.json["trace"]


def test_the_language_of_the_title_follows_the_reader(fang):
    assert fang.get("/api/v1/nothing/x").json["title"] == "没有这个地址"
    english = fang.get("/api/v1/nothing/x", headers={"accept-language": "en-GB"})
    assert english.json["title"] == "There is nothing at this address"


def test_a_body_that_is_too_large_is_refused_unread(fang):
    answer = fang.client.post(
        TASKS, data=b"x" * 1_000_001, headers={"authorization": f"Bearer {fang.token}"}, content_type="application/json"
    )
    assert (answer.status_code, answer.json["code"]) == (413, "request_too_large")


def test_what_is_not_json_is_refused(fang):
    def sent(content, content_type):
        headers = {"authorization": f"Bearer {fang.token}"}
        return fang.client.post(TASKS, data=content, headers=headers, content_type=content_type).json["code"]

    assert sent(b"title=x", "application/x-www-form-urlencoded") == "unsupported_media_type"
    assert sent(b"{", "application/json") == "malformed_request"
    assert sent(b"[]", "application/json") == "malformed_request"


def test_one_trace_from_the_browser_to_the_service(company, fang):
    trace = "00-" + "ab" * 16 + "-" + "cd" * 8 + "-01"
    answer = fang.get(TASKS, headers={"traceparent": trace})
    assert answer.headers["X-Request-Id"] == "ab" * 16
    assert company.transport.carried[-1][0].headers["traceparent"] == trace


def test_health_readiness_and_metrics(company):
    client = company.app.test_client()
    assert client.get("/healthz").json == {"status": "ok"}
    assert client.get("/readyz").json["services"] == {"gateway": "ok", "office": "ok"}
    assert b"zhanggui_requests" in client.get("/metrics").data


def test_what_is_public_in_a_service_is_not_public_to_the_world(company, fang):
    assert company.stranger().get("/api/v1/office/system/describe").status_code == 401
    assert fang.get("/api/v1/office/system/describe").status_code == 200
