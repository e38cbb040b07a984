"""Between the password and a complete session: what is missing, and what can be reached until then."""

import pytest

from .conftest import PASSWORD
from .telephone import require_second_factor, set_up

pytestmark = pytest.mark.any_database

API = "/api/v1/gateway"
ME = f"{API}/sessions/current"
NEW = "a new long one"


@pytest.fixture
def ming(company):
    return company.hire("ming", "salesperson")


def stage_of(browser):
    return browser.get(ME).json["stage"]


def test_a_password_from_somebody_else_is_changed_before_anything_is_seen(company, ming):
    company.operator.post(f"/users/{ming['id']}/password", {"password": "for the first day"})
    browser = company.sign_in("ming", "for the first day")
    assert stage_of(browser) == "password_change"
    for path in (f"{API}/users", f"{API}/me/sessions", "/api/v1/office/tasks", f"{API}/me/second-factor"):
        answer = browser.get(path)
        assert (answer.status_code, answer.json["code"]) == (403, "password_change_required"), path
    batch = [{"method": "GET", "path": "/api/v1/office/tasks"}, {"method": "GET", "path": ME}]
    assert [each["status"] for each in browser.post("/api/v1/batch", batch).json] == [403, 200]
    answer = browser.post(f"{API}/me/password", {"old_password": "for the first day", "password": NEW})
    assert (answer.json["stage"], answer.json["user"]["roles"]) == ("complete", ["salesperson"])
    assert browser.get(ME).status_code == 401, "the token of the stage before is worth nothing"
    browser.token = answer.json["token"]
    assert browser.get("/api/v1/office/tasks").status_code == 200
    assert company.sign_in("ming", NEW).get("/api/v1/office/tasks").status_code == 200


def test_before_the_session_is_complete_no_service_is_told_of_any_right(company, ming):
    company.operator.post(f"/users/{ming['id']}/password", {"password": "for the first day"})
    shown = company.sign_in("ming", "for the first day").get(ME).json
    assert (shown["name"], shown["grants"], shown["roles"]) == ("ming", {}, [])


def test_everything_at_once_comes_in_its_order(company, ming):
    """The second factor first, then the password: whoever has only the password never gets to change it."""
    browser = company.sign_in("ming")
    telephone = set_up(company, browser)
    company.operator.post(f"/users/{ming['id']}/password", {"password": "for the first day"})
    browser = company.sign_in("ming", "for the first day")
    assert stage_of(browser) == "second_factor"
    change = {"old_password": "for the first day", "password": NEW}
    assert browser.post(f"{API}/me/password", change).json["code"] == "second_factor_required"
    answer = browser.post(f"{ME}/second-factor", {"code": telephone.code()})
    assert answer.json["stage"] == "password_change"
    browser.token = answer.json["token"]
    assert browser.post(f"{API}/me/password", change).json["stage"] == "complete"


def test_a_role_that_requires_a_second_factor_has_it_set_up_first(company, ming):
    require_second_factor(company)
    browser = company.sign_in("ming")
    assert stage_of(browser) == "second_factor_setup"
    assert browser.get("/api/v1/office/tasks").json["code"] == "second_factor_setup_required"
    set_up(company, browser)
    assert browser.get("/api/v1/office/tasks").status_code == 200


def test_a_role_that_comes_to_require_it_stops_who_is_signed_in(company, ming):
    browser = company.sign_in("ming")
    assert browser.get("/api/v1/office/tasks").status_code == 200
    require_second_factor(company)
    assert browser.get("/api/v1/office/tasks").json["code"] == "second_factor_setup_required"
    set_up(company, browser)
    assert browser.get("/api/v1/office/tasks").status_code == 200


def test_a_stage_is_not_passed_twice(company, ming):
    browser = company.sign_in("ming")
    telephone = set_up(company, browser)
    answer = browser.post(f"{ME}/second-factor", {"code": telephone.code()})
    assert (answer.status_code, answer.json["code"]) == (409, "illegal_transition")


def test_who_signs_out_in_the_middle_is_out(company, ming):
    company.operator.post(f"/users/{ming['id']}/password", {"password": "for the first day"})
    browser = company.sign_in("ming", "for the first day")
    assert browser.call("DELETE", ME).status_code == 204
    assert browser.post(f"{API}/me/password", {"old_password": PASSWORD, "password": NEW}).status_code == 401
