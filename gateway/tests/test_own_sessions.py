"""Where one is signed in; ending it here, elsewhere, and for others."""

import pytest

from .test_sessions import ME

OWN = "/api/v1/gateway/me/sessions"
USERS = "/api/v1/gateway/users"


@pytest.fixture
def ming(company):
    return company.hire("ming", "salesperson")


def test_one_sees_where_one_is_signed_in(company, ming):
    company.sign_in("ming", address="192.0.2.7")
    company.clock.advance(hours=1)
    company.hire("fang", "sales_manager")
    company.sign_in("fang")
    browser = company.sign_in("ming", address="10.0.0.1")
    here, there = browser.get(OWN, headers={"user-agent": "x"}).json["items"]
    assert (here["address"], here["current"], there["address"], there["current"]) == (
        "10.0.0.1",
        True,
        "192.0.2.7",
        False,
    )
    assert here["created_at"] > there["created_at"] and here["stage"] == "complete" and here["device"] is None
    assert "token" not in str(here) and "hash" not in str(here)


def test_a_session_that_has_ended_by_itself_is_not_shown(company, ming):
    company.sign_in("ming")
    company.clock.advance(hours=12)
    assert len(company.sign_in("ming").get(OWN).json["items"]) == 1


def test_one_signs_out_elsewhere(company, ming):
    lost, here = company.sign_in("ming"), company.sign_in("ming")
    [other] = [row for row in here.get(OWN).json["items"] if not row["current"]]
    assert here.post(f"{OWN}/{other['id']}/end").status_code == 204
    assert lost.get(ME).status_code == 401 and here.get(ME).status_code == 200
    assert here.post(f"{OWN}/{other['id']}/end").status_code == 404


def test_nobody_ends_the_session_of_somebody_else(company, ming):
    company.hire("fang", "sales_manager")
    fang, browser = company.sign_in("fang"), company.sign_in("ming")
    [row] = browser.get(OWN).json["items"]
    assert fang.post(f"{OWN}/{row['id']}/end").status_code == 404
    assert fang.get(f"{USERS}/{ming['id']}/sessions").json["code"] == "forbidden"
    assert fang.post(f"{USERS}/{ming['id']}/sessions/end").json["code"] == "forbidden"
    assert browser.get(ME).status_code == 200


def test_one_stays_signed_in_here_only(company, ming):
    others, here = [company.sign_in("ming") for _ in range(3)], company.sign_in("ming")
    assert here.post(f"{OWN}/end-others").json == {"sessions": 3}
    assert [browser.get(ME).status_code for browser in (*others, here)] == [401, 401, 401, 200]


def test_a_manager_of_users_sees_and_ends_a_persons_sessions(company, ming, elsewhere):
    company.hire("admin", "administrator")
    admin, browser = company.sign_in("admin"), company.sign_in("ming", address="192.0.2.7")
    there = company.sign_in("ming")
    there.client = elsewhere.test_client(use_cookies=False)
    assert there.get(ME).status_code == 200
    shown = admin.get(f"{USERS}/{ming['id']}/sessions").json["items"]
    assert {row["address"] for row in shown} == {"192.0.2.7", "10.0.0.1"} and not any(row["current"] for row in shown)
    assert admin.post(f"{USERS}/{ming['id']}/sessions/end").json == {"sessions": 2}
    assert browser.get(ME).status_code == 401
    company.clock.advance(seconds=5)
    assert there.get(ME).status_code == 401, "in another process within five seconds"


def test_a_sign_out_holds_in_every_process_within_five_seconds(company, ming, elsewhere):
    browser = company.sign_in("ming")
    here, there = browser.client, elsewhere.test_client(use_cookies=False)
    browser.client = there
    assert browser.get(ME).status_code == 200
    browser.client = here
    assert browser.call("DELETE", ME).status_code == 204
    browser.client = there
    company.clock.advance(seconds=5)
    assert browser.get(ME).status_code == 401


def test_the_limits_are_settings(company, ming):
    company.gateway.host.settings |= {"session_idle_hours": "1", "session_absolute_hours": "2"}
    idle = company.sign_in("ming")
    company.clock.advance(minutes=61)
    assert idle.get(ME).status_code == 401
    used = company.sign_in("ming")
    for _ in range(3):
        company.clock.advance(minutes=39)
        assert used.get(ME).status_code == 200
    company.clock.advance(minutes=4)
    assert used.get(ME).status_code == 401


def test_coming_and_going_is_in_the_audit_trail(company, ming):
    browser = company.sign_in("ming", address="192.0.2.7")
    company.sign_in("ming")
    browser.post(f"{OWN}/end-others")
    browser.call("DELETE", ME)
    rows = company.operator.get("/system/audit", limit=200)["items"]
    found = [row for row in reversed(rows) if row["actor_name"] == "ming"]
    assert sorted(row["action"] for row in found) == ["sessions_ended", "sign_in", "sign_in", "sign_out"]
    assert "192.0.2.7" in [row["changes"]["address"][1] for row in found if row["action"] == "sign_in"]
