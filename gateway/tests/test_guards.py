"""What guards the door: who may write, by which name we answer, what a browser and what nonsense is told."""

import pytest

from gateway.edge import create_app
from gateway.guarding import require_known_host

from .conftest import PASSWORD

pytestmark = pytest.mark.any_database

SESSIONS = "/api/v1/gateway/sessions"
ME = f"{SESSIONS}/current"
PAGE = {"X-Zhanggui-CSRF": "1"}
MING = {"username": "ming", "password": PASSWORD}


@pytest.fixture
def ming(company):
    """A page in which Ming is signed in."""
    company.hire("ming", "salesperson")
    client = company.app.test_client()
    client.post(SESSIONS, json=MING, headers=PAGE)
    return client


FOREIGN = [
    {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site"},
    {"sec-fetch-site": "nonsense"},
    {"sec-fetch-site": "cross-site", "origin": "http://localhost"},
    {"origin": "https://evil.example"},
    {"origin": "http://localhost.evil.example"},
    {"origin": "http://localhost:9999"},
    {"origin": "null"},
    {"origin": "http://[broken"},
]
OWN = [
    {},
    {"sec-fetch-site": "same-origin"},
    {"sec-fetch-site": "none"},
    {"origin": "http://localhost"},
    {"sec-fetch-site": "same-origin", "origin": "https://as-the-proxy-calls-it.example"},
]


@pytest.mark.parametrize("headers", FOREIGN)
def test_a_page_of_another_site_writes_nothing(company, ming, headers):
    for call in (lambda: ming.delete(ME, headers={**PAGE, **headers}), lambda: sign_in(company, headers)):
        answer = call()
        assert (answer.status_code, answer.json["code"]) == (403, "foreign_origin")
    batch = ming.post("/api/v1/batch", json=[{"method": "GET", "path": ME}], headers={**PAGE, **headers})
    assert batch.json["code"] == "foreign_origin"
    assert ming.get(ME).status_code == 200


@pytest.mark.parametrize("headers", OWN)
def test_a_page_of_ours_writes(company, ming, headers):
    assert sign_in(company, headers).status_code == 201
    assert ming.delete(ME, headers={**PAGE, **headers}).status_code == 204


def test_a_client_with_a_token_may_say_what_it_likes_of_its_origin(company, ming):
    browser = company.sign_in("ming")
    assert browser.call("DELETE", ME, headers={"origin": "https://erp.example"}).status_code == 204


def sign_in(company, headers):
    return company.app.test_client().post(SESSIONS, json=MING, headers={**PAGE, **headers})


def asked_by(company, name, path="/healthz"):
    return company.app.test_client().get(path, headers={"host": name})


@pytest.mark.parametrize(
    "name", ["localhost", "LOCALHOST:8080", "127.0.0.1:8080", "10.77.0.1", "[::1]:8080", "[fd00::1]"]
)
def test_we_answer_to_addresses_and_on_the_machine_itself(company, name):
    assert asked_by(company, name).status_code == 200


FORGED = (
    "evil.example localhost.evil.example 127.0.0.1.evil.example zhanggui.example:443 [::1 1.2.3 0x7f.1 "
    "localhost,evil.example evil.example@localhost"
)


@pytest.mark.parametrize("name", [*FORGED.split(), "a b"])
def test_a_forged_name_is_refused_and_never_repeated(company, ming, name):
    for path in ("/", "/healthz", ME, "/api/v1/openapi.json"):
        answer = asked_by(company, name, path)
        assert (answer.status_code, answer.json["code"]) == (421, "unknown_host")
        assert name not in answer.text + str(answer.headers)


def test_with_a_setting_only_these_names_and_the_machine_itself(company):
    company.gateway.host.settings["allowed_hosts"] = "Zhanggui.example, 10.77.0.1"
    for name in ("zhanggui.example", "zhanggui.example:8443", "10.77.0.1", "127.0.0.1", "localhost"):
        assert asked_by(company, name).status_code == 200
    for name in ("10.77.0.2", "evil.example", "sub.zhanggui.example"):
        assert asked_by(company, name).status_code == 421


def test_what_a_proxy_says_of_the_name_is_not_believed(company, ming):
    company.gateway.host.settings["trusted_proxies"] = "1"
    client = create_app(company.gateway.host, company.transport).test_client()
    headers = {"x-forwarded-host": "evil.example", "forwarded": "host=evil.example", "x-original-url": "/evil.example"}
    for path in ("/", ME, "/api/v1/openapi.json", "/nothing/there"):
        answer = client.get(path, headers=headers)
        assert answer.status_code != 421 and "evil" not in answer.text + str(answer.headers)


def test_a_request_without_a_name_is_answered():
    require_known_host(frozenset({"zhanggui.example"}), "")


def test_every_answer_tells_the_browser_to_be_careful(company, ming):
    for answer in (ming.get("/"), ming.get(ME), ming.get("/nothing.js"), ming.post("/healthz")):
        headers = answer.headers
        policy = headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; script-src 'self'") and "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy and "base-uri 'none'" in policy and "form-action 'self'" in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Cross-Origin-Opener-Policy"] == headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert "camera=()" in headers["Permissions-Policy"]
        assert "Strict-Transport-Security" not in headers and "Server" not in headers


def test_only_over_tls_the_browser_is_told_to_stay_there(company):
    answer = company.app.test_client().get("/healthz", base_url="https://localhost")
    assert answer.headers["Strict-Transport-Security"] == "max-age=63072000; includeSubDomains"


def test_no_page_of_another_site_may_read_an_answer(company, ming):
    foreign = {"origin": "https://evil.example", "access-control-request-method": "GET"}
    for method in ("GET", "OPTIONS"):
        answer = company.app.test_client().open(ME, method=method, headers=foreign)
        assert not [name for name, _ in answer.headers if name.lower().startswith("access-control")]


def test_what_comes_from_the_api_is_kept_nowhere(company, ming):
    for path in (ME, "/api/v1/office/tasks", "/api/v1/gateway/nothing", "/api/v1/openapi.json"):
        assert ming.get(path).headers["Cache-Control"] == "no-store"


NONSENSE = {
    "a huge token": {"authorization": "Bearer " + "A" * 100_000},
    "a huge cookie": {"cookie": "zhanggui_session=" + "A" * 100_000},
    "a token of dots": {"authorization": "Bearer " + "." * 5_000},
    "another scheme": {"authorization": "Digest username=ming"},
    "letters that are none": {"authorization": "Bearer \x80\xff", "accept-language": "\xff"},
    "a broken trace": {"traceparent": "00-zz-\xff-x"},
    "a broken cookie": {"cookie": "=;;; zhanggui_session; \xff=\xff"},
    "a huge language": {"accept-language": "zh," * 20_000},
    "a huge key": {"idempotency-key": "k" * 50_000},
    "many of them": {f"x-{number}": "y" * 100 for number in range(500)},
}


@pytest.mark.parametrize("what", NONSENSE)
def test_absurd_headers_get_a_clear_answer_logged_once(company, what, capsys):
    company.app.test_client().get(ME)
    capsys.readouterr()
    answer = company.app.test_client(use_cookies=False).get(ME, headers=NONSENSE[what])
    assert (answer.status_code, answer.json["code"]) == (401, "unauthenticated")
    assert answer.content_type == "application/problem+json"
    log = capsys.readouterr().out
    assert log.count("refused") == 1 and "AAAA" not in log


@pytest.mark.parametrize(
    ("method", "path", "body", "code"),
    [
        ("GET", "/api/v1/gateway/nothing", None, "unknown_route"),
        ("PATCH", SESSIONS, None, "wrong_method"),
        ("POST", SESSIONS, b"{", "malformed_request"),
        ("POST", SESSIONS, b"[" * 100_000, "malformed_request"),
        ("POST", SESSIONS, b'{"username": "ming"}', "invalid_content"),
        ("POST", SESSIONS, b"x" * 1_000_001, "request_too_large"),
        ("POST", SESSIONS, b'{"username": "ming", "password": {"a": 1}}', "sign_in_failed"),
        ("POST", SESSIONS, b'{"username": "\\ud800", "password": "\\ud800"}', None),
    ],
)
def test_nonsense_is_refused_clearly_and_logged_once(company, ming, capsys, method, path, body, code):
    capsys.readouterr()
    answer = company.app.test_client().open(path, method=method, data=body, content_type="application/json")
    assert 400 <= answer.status_code < 500 and answer.content_type == "application/problem+json"
    assert code in (None, answer.json["code"])
    assert capsys.readouterr().out.count("refused") == 1


def test_an_agent_that_is_no_text_is_kept_as_one(company):
    company.hire("ming", "salesperson")
    agent = "Mozilla\x01\x80" + "x" * 5_000
    browser = company.sign_in("ming")
    answer = browser.post(SESSIONS, MING, headers={"user-agent": agent})
    browser.token = answer.json["token"]
    shown = [row["agent"] for row in browser.get("/api/v1/gateway/me/sessions").json["items"] if row["current"]]
    assert shown and len(shown[0]) == 200 and shown[0].isprintable()
