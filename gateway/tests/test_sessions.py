"""Signing in and out: who gets in, who does not, and what strangers can learn from it (nothing)."""

import pytest

from gateway.edge import create_app

from .conftest import PASSWORD

SESSIONS = "/api/v1/gateway/sessions"
ME = f"{SESSIONS}/current"
PAGE = {"X-Zhanggui-CSRF": "1"}
MING = {"username": "ming", "password": PASSWORD}


def attempt(browser, name, password):
    return browser.post(SESSIONS, {"username": name, "password": password})


@pytest.fixture
def ming(company):
    return company.hire("ming", "salesperson")


def test_who_signs_in_learns_what_he_may(company, ming):
    answer = attempt(company.stranger(), "Ming ", PASSWORD)
    assert answer.status_code == 201
    assert answer.json["user"]["name"] == "ming"
    browser = company.sign_in("ming")
    me = browser.get(ME).json
    assert (me["id"], me["roles"], me["org_path"]) == (ming["id"], ["salesperson"], "/hq/")
    assert me["grants"]["sales.order.enter"] == "own"
    assert me["hidden"] == ["cost", "margin"]


def test_the_cookie_is_kept_from_scripts_and_foreign_pages(company, ming):
    client = company.app.test_client()
    answer = client.post(SESSIONS, json=MING, headers=PAGE)
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("zhanggui_session=") and "HttpOnly" in cookie and "SameSite=Strict" in cookie
    assert "Secure" not in cookie and "token" not in answer.json
    assert client.get(ME).json["name"] == "ming"


def test_over_tls_only_the_cookie_that_nobody_else_can_plant_is_read(company, ming):
    client = company.app.test_client()
    answer = client.post(SESSIONS, json=MING, headers=PAGE, base_url="https://localhost")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-zhanggui_session=") and "Secure" in cookie and "Path=/" in cookie
    assert "Domain" not in cookie
    token = cookie.partition("=")[2].partition(";")[0]
    alone = company.app.test_client(use_cookies=False)

    def asked(name, base_url):
        return alone.get(ME, headers={"cookie": f"{name}={token}"}, base_url=base_url).status_code

    assert asked("__Host-zhanggui_session", "https://localhost") == 200
    assert asked("zhanggui_session", "https://localhost") == 401
    assert asked("__Host-zhanggui_session", "http://localhost") == 401
    assert asked("zhanggui_session", "http://localhost") == 200


def test_behind_a_proxy_the_setting_or_its_header_says_that_it_is_tls(company, ming):
    company.gateway.host.settings["trusted_proxies"] = "1"
    client = create_app(company.gateway.host, company.transport).test_client()
    answer = client.post(SESSIONS, json=MING, headers={**PAGE, "x-forwarded-proto": "https"})
    assert answer.headers["Set-Cookie"].startswith("__Host-")
    company.gateway.host.settings |= {"trusted_proxies": "0", "secure_cookie": "true"}
    client = create_app(company.gateway.host, company.transport).test_client()
    assert client.post(SESSIONS, json=MING, headers=PAGE).headers["Set-Cookie"].startswith("__Host-")


def test_a_client_that_is_no_page_gets_the_token_and_no_cookie(company, ming):
    answer = company.app.test_client().post(SESSIONS, json=MING)
    assert answer.json["token"] and "Set-Cookie" not in answer.headers
    assert (answer.json["stage"], answer.json["user"]["stage"]) == ("complete", "complete")


def test_a_write_by_cookie_needs_a_header_no_foreign_page_can_send(company, ming):
    client = company.app.test_client()
    client.post(SESSIONS, json=MING, headers=PAGE)
    assert client.delete(ME).json["code"] == "csrf"
    assert client.post("/api/v1/batch", json=[{"method": "GET", "path": ME}]).json["code"] == "csrf"
    assert client.get(ME).status_code == 200
    gone = client.delete(ME, headers=PAGE)
    assert gone.status_code == 204
    assert client.get(ME).status_code == 401


def test_a_form_of_a_foreign_page_signs_nobody_in(company, ming):
    body = f'{{"username": "ming", "password": "{PASSWORD}"}}'
    answer = company.app.test_client().post(SESSIONS, data=body.encode(), content_type="text/plain")
    assert answer.json["code"] == "unsupported_media_type"


def test_an_old_cookie_is_no_obstacle_to_signing_in(company, ming):
    client = company.app.test_client()
    client.set_cookie("zhanggui_session", "of last year")
    assert client.post(SESSIONS, json={"username": "ming", "password": PASSWORD}).status_code == 201


def test_whoever_signs_out_has_a_worthless_token(company, ming):
    browser = company.sign_in("ming")
    assert browser.call("DELETE", ME).status_code == 204
    assert browser.get(ME).status_code == 401


@pytest.mark.parametrize(
    "authorization",
    ["", "Bearer", "Bearer x", "Bearer a.b.c", "Basic bWluZzpwYXNz", "Bearer " + "A" * 5000, "Bearer é"],
)
def test_no_token_or_a_forged_one_gets_nowhere(company, authorization):
    client = company.app.test_client()
    for path in (ME, "/api/v1/office/tasks", "/api/v1/gateway/users", "/api/v1/office/system/events"):
        answer = client.get(path, headers={"authorization": authorization})
        assert (answer.status_code, answer.json["code"]) == (401, "unauthenticated")
    assert company.transport.carried == [] or all(
        request.path == "/system/describe" for request, _ in company.transport.carried
    )


def test_a_session_left_alone_ends_after_twelve_hours(company, ming):
    browser = company.sign_in("ming")
    company.clock.advance(hours=11)
    assert browser.get(ME).status_code == 200
    company.clock.advance(hours=11)
    assert browser.get(ME).status_code == 200
    company.clock.advance(hours=12, minutes=1)
    assert browser.get(ME).status_code == 401


def test_a_session_in_use_ends_after_seven_days(company, ming):
    browser = company.sign_in("ming")
    for _ in range(6 * 3 + 2):
        company.clock.advance(hours=8)
        assert browser.get(ME).status_code == 200
    company.clock.advance(hours=8)
    assert browser.get(ME).status_code == 401


def test_strangers_learn_nothing_from_the_answer(company, ming):
    left = company.hire("hua", "salesperson")
    company.operator.post(f"/users/{left['id']}/deactivate", {})
    company.hire("nopassword", "salesperson", password=None)
    answers = [
        attempt(company.stranger(), "ming", "wrong password"),
        attempt(company.stranger(), "nobody", "wrong password"),
        attempt(company.stranger(), "hua", PASSWORD),
        attempt(company.stranger(), "nopassword", ""),
    ]
    shown = [{**answer.json, "trace": ""} for answer in answers]
    assert {answer.status_code for answer in answers} == {401}
    assert all(each == shown[0] for each in shown)
    assert shown[0]["code"] == "sign_in_failed"


def test_who_has_left_is_out_at_once(company, ming):
    browser = company.sign_in("ming")
    assert browser.get(ME).status_code == 200
    company.operator.post(f"/users/{ming['id']}/deactivate", {})
    assert browser.get(ME).status_code == 401
    assert browser.get("/api/v1/office/tasks").status_code == 401
