"""Signing in and out: who gets in, who does not, and what strangers can learn from it (nothing)."""

import statistics
import time

import pytest

from .conftest import PASSWORD

SESSIONS = "/api/v1/gateway/sessions"
ME = f"{SESSIONS}/current"


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
    assert me["hidden"] == ["cost"]


def test_the_cookie_is_kept_from_scripts_and_foreign_pages(company, ming):
    client = company.app.test_client()
    answer = client.post(SESSIONS, json={"username": "ming", "password": PASSWORD})
    cookie = answer.headers["Set-Cookie"]
    assert "zhanggui_session=" in cookie and "HttpOnly" in cookie and "SameSite=Lax" in cookie
    assert "Secure" not in cookie
    assert client.get(ME).json["name"] == "ming"
    behind_tls = client.post(SESSIONS, json={"username": "ming", "password": PASSWORD}, base_url="https://localhost")
    assert "Secure" in behind_tls.headers["Set-Cookie"]


def test_a_write_by_cookie_needs_a_header_no_foreign_page_can_send(company, ming):
    client = company.app.test_client()
    client.post(SESSIONS, json={"username": "ming", "password": PASSWORD})
    assert client.delete(ME).json["code"] == "csrf"
    assert client.post("/api/v1/batch", json=[{"method": "GET", "path": ME}]).json["code"] == "csrf"
    assert client.get(ME).status_code == 200
    gone = client.delete(ME, headers={"X-Zhanggui-CSRF": "1"})
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


def test_strangers_learn_nothing_from_the_time(company, ming):
    company.gateway.host.settings |= {"sign_in_per_user": "1000 per minute", "sign_in_per_address": "1000 per minute"}
    stranger = company.stranger()
    times = {"ming": [], "nobody": []}
    for _ in range(12):
        for name, taken in times.items():
            began = time.perf_counter()
            attempt(stranger, name, "wrong password")
            taken.append(time.perf_counter() - began)
    known, unknown = (statistics.median(times[name]) for name in ("ming", "nobody"))
    assert 0.5 < known / unknown < 2


def test_guessing_one_persons_password_is_stopped(company, ming):
    company.gateway.host.settings["sign_in_per_user"] = "3 per 5 minutes"
    for number in range(3):
        assert attempt(company.stranger(f"10.0.1.{number}"), "ming", "wrong password").status_code == 401
    answer = attempt(company.stranger("10.0.1.9"), "MING", PASSWORD)
    assert (answer.status_code, answer.json["code"]) == (429, "too_many_attempts")
    assert 0 < int(answer.headers["Retry-After"]) <= 300
    assert attempt(company.stranger("10.0.1.9"), "fang", "wrong password").status_code == 401


def test_guessing_from_one_address_is_stopped(company, ming):
    company.gateway.host.settings["sign_in_per_address"] = "3 per 5 minutes"
    for number in range(3):
        assert attempt(company.stranger(), f"nobody{number}", "wrong password").status_code == 401
    assert attempt(company.stranger(), "ming", PASSWORD).status_code == 429
    assert attempt(company.stranger("10.0.1.9"), "ming", PASSWORD).status_code == 201


def test_who_gets_in_has_not_been_guessing(company, ming):
    company.gateway.host.settings["sign_in_per_user"] = "3 per 5 minutes"
    for _ in range(4):
        assert attempt(company.stranger(), "ming", "wrong password").status_code == 401
        assert attempt(company.stranger(), "ming", PASSWORD).status_code == 201


def test_who_has_left_is_out_at_once(company, ming):
    browser = company.sign_in("ming")
    assert browser.get(ME).status_code == 200
    company.operator.post(f"/users/{ming['id']}/deactivate", {})
    assert browser.get(ME).status_code == 401
    assert browser.get("/api/v1/office/tasks").status_code == 401


def test_a_new_password_ends_all_sessions(company, ming):
    browser = company.sign_in("ming")
    wrong = browser.post("/api/v1/gateway/me/password", {"old_password": "wrong", "password": "a new long one"})
    assert wrong.json["code"] == "wrong_password"
    right = browser.post("/api/v1/gateway/me/password", {"old_password": PASSWORD, "password": "a new long one"})
    assert right.status_code == 204
    assert browser.get(ME).status_code == 401
    assert attempt(company.stranger(), "ming", PASSWORD).status_code == 401
    company.sign_in("ming", "a new long one")


def test_no_password_and_no_token_is_written_anywhere(company, ming):
    token = company.sign_in("ming").token
    company.operator.call("POST", f"/users/{ming['id']}/password", {"password": "sentinel-4711"}, key="k")
    with company.gateway.host.database.engine.connect() as connection:
        names = [row.name for row in connection.exec_driver_sql(LIST_TABLES[connection.dialect.name])]
        written = " ".join(
            str(row) for name in names for row in connection.exec_driver_sql(f'SELECT * FROM "{name}"').all()
        )
    assert "sentinel-4711" not in written and PASSWORD not in written and token not in written
    assert written.count("$argon2id$") == 1
    assert "argon2" not in str(company.operator.get("/system/audit", limit=200)) + str(company.gateway.told())


LIST_TABLES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table'",
    "postgresql": "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'",
}
