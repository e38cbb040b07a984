"""With a stolen password nobody gets in, with a stolen cookie for minutes at most."""

import pytest

from .laptop import GATEWAY, ME, PROOF, Laptop, a_code, approved, refusals, set_policy


@pytest.fixture
def ming(company):
    return company.hire("ming", "salesperson")


@pytest.fixture
def registered(company, ming):
    set_policy(company, "registered")


def test_where_any_device_will_do_nothing_changes(company, ming):
    browser = company.sign_in("ming")
    company.clock.advance(hours=3)
    assert browser.get(ME).status_code == 200


def test_a_password_alone_is_not_enough_where_devices_are_registered(company, registered):
    answer = Laptop(company).attempt("ming", None)
    assert (answer.status_code, answer.json["code"]) == (403, "device_required")
    wrong = Laptop(company).attempt("ming", None, password="wrong password")
    assert (wrong.status_code, wrong.json["code"]) == (401, "sign_in_failed")


def test_a_device_gets_in_once_it_is_approved(company, ming, registered):
    laptop = Laptop(company)
    laptop.enrol(a_code(company, ming))
    assert laptop.attempt("ming").json["code"] == "device_waiting"
    company.operator.post(f"/devices/{laptop.id}/approve", {})
    browser = laptop.sign_in("ming")
    assert browser.get(ME).json["name"] == "ming"
    company.operator.post(f"/devices/{laptop.id}/revoke", {})
    assert browser.get(ME).status_code == 401
    assert laptop.attempt("ming").json["code"] == "device_not_accepted"
    reasons = {reason for _, _, reason in refusals(company)}
    assert reasons == {"device_waiting", "revoked"}


def test_where_any_device_will_do_one_that_is_not_approved_is_as_good_as_none(company, ming):
    laptop = Laptop(company)
    laptop.enrol(a_code(company, ming))
    browser = laptop.sign_in("ming")
    set_policy(company, "registered")
    assert browser.get(ME).json["code"] == "device_required"


def test_the_audit_trail_names_the_device(company, ming, registered):
    laptop = approved(company, company.hire("fang", "administrator"))
    browser = laptop.sign_in("fang")
    browser.post(f"{GATEWAY}/roles", {"code": "r", "name_zh": "角", "name_en": "R", "grants": {}})
    row = next(
        row
        for row in company.operator.get("/system/audit", entity="Role", limit=200)["items"]
        if row["actor_name"] == "fang"
    )
    assert row["device"] == f"笔记本 {company.operator.get(f'/devices/{laptop.id}')['fingerprint']}"


def test_a_stolen_cookie_is_worth_minutes(company, ming, registered):
    laptop = approved(company, ming)
    thief = laptop.sign_in("ming")
    company.clock.advance(minutes=14, seconds=59)
    assert thief.get(ME).status_code == 200
    company.clock.advance(seconds=1)
    for answer in (thief.get(ME), thief.get("/api/v1/office/tasks"), thief.post("/api/v1/batch", [])):
        assert (answer.status_code, answer.json["code"]) == (401, "device_proof_required")
    assert thief.post(PROOF, {"challenge": "x", "signature": "y"}).json["code"] == "challenge_not_valid"
    renewed = laptop.renew()
    assert renewed.status_code == 200
    assert thief.get(ME).status_code == 200
    company.clock.advance(minutes=15)
    assert thief.get(ME).json["code"] == "device_proof_required"
    assert thief.call("DELETE", ME).status_code == 204


def test_how_long_a_proof_holds_is_a_setting(company, ming, registered):
    company.gateway.host.settings["device_proof_minutes"] = 2
    browser = approved(company, ming).sign_in("ming")
    company.clock.advance(minutes=2)
    assert browser.get(ME).json["code"] == "device_proof_required"


def test_the_session_goes_on_when_the_policy_becomes_stricter_and_the_device_is_there(company, ming):
    laptop = approved(company, ming)
    laptop.browser.token = company.sign_in("ming").token
    set_policy(company, "registered")
    assert laptop.browser.get(ME).json["code"] == "device_required"
    assert laptop.renew().status_code == 200
    assert laptop.browser.get(ME).status_code == 200


def test_a_session_stays_with_its_device(company, ming, registered):
    first, second = approved(company, ming), approved(company, ming)
    token = first.sign_in("ming").token
    second.browser.token = token
    assert second.renew().json["code"] == "device_not_accepted"
    assert second.browser.post(PROOF, second.proof() | {"device_id": first.id}).json["code"] == "challenge_not_valid"
    assert refusals(company) == {
        ("ming", "10.0.0.1", "another_device"): 1,
        ("ming", "10.0.0.1", "challenge_of_another"): 1,
    }


def test_a_challenge_is_answered_once_within_two_minutes(company, ming, registered):
    laptop = approved(company, ming)
    proof = laptop.proof()
    assert laptop.attempt("ming", proof).status_code == 201
    assert laptop.attempt("ming", proof).json["code"] == "challenge_not_valid"
    late = laptop.proof()
    company.clock.advance(minutes=2)
    assert laptop.attempt("ming", late).json["code"] == "challenge_not_valid"
    assert laptop.attempt("ming", laptop.proof(), password="wrong password").status_code == 401
    reasons = [reason for _, _, reason in refusals(company)]
    assert sorted(reasons) == ["challenge_too_old", "challenge_used"]


def test_challenges_are_for_devices_we_know(company, ming):
    stranger = company.stranger()
    unknown = stranger.post(f"{GATEWAY}/devices/0193a1d4-0000-7000-8000-000000000000/challenge")
    assert unknown.status_code == 404
    laptop = Laptop(company)
    laptop.enrol(a_code(company, ming))
    assert stranger.post(f"{GATEWAY}/devices/{laptop.id}/challenge").json["state"] == "waiting"


def test_a_stale_session_may_still_ask_for_a_challenge_by_cookie(company, ming, registered):
    laptop = approved(company, ming)
    browser = laptop.sign_in("ming")
    company.clock.advance(minutes=16)
    assert browser.post(f"{GATEWAY}/devices/{laptop.id}/challenge").status_code == 200
    assert laptop.renew().status_code == 200


def test_a_revocation_holds_in_every_process_within_five_seconds(company, ming, registered, elsewhere):
    laptop = approved(company, ming)
    laptop.sign_in("ming")
    laptop.browser.client = elsewhere.test_client(use_cookies=False)
    assert laptop.browser.get(ME).status_code == 200
    company.operator.post(f"/devices/{laptop.id}/revoke", {})
    company.clock.advance(seconds=5)
    assert laptop.browser.get(ME).status_code == 401


def test_a_policy_holds_in_every_process_within_five_seconds(company, ming, elsewhere):
    browser = company.sign_in("ming")
    browser.client = elsewhere.test_client(use_cookies=False)
    assert browser.get(ME).status_code == 200
    set_policy(company, "registered")
    company.clock.advance(seconds=5)
    assert browser.get(ME).json["code"] == "device_required"


def test_a_challenge_answered_in_one_process_is_not_answered_in_another(company, ming, registered, elsewhere):
    laptop = approved(company, ming)
    proof = laptop.proof()
    assert laptop.attempt("ming", proof).status_code == 201
    laptop.browser.client = elsewhere.test_client(use_cookies=False)
    assert laptop.attempt("ming", proof).json["code"] == "challenge_not_valid"
    assert laptop.attempt("ming", laptop.proof()).status_code == 201


def test_one_computer_of_two_people_is_enrolled_for_each(company, ming, registered):
    """At a counter the browser keeps a key for each person."""
    hua = company.hire("hua", "salesperson")
    mings, huas = approved(company, ming), approved(company, hua)
    assert mings.attempt("hua").json["code"] == "device_not_accepted"
    assert huas.sign_in("hua").get(ME).json["name"] == "hua"
    assert refusals(company) == {("hua", "10.0.0.1", "foreign_device"): 1}
