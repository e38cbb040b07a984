"""Contact records and plans (F7, F8, F11, F70, F71): a record does the open plan and may make the next one."""

import pytest

from chassis.testing import person_id

from .builders import a_customer, a_record

TODAY = "2026-11-23"


def test_a_record_moves_last_and_next_contact(crm, ming):
    customer = a_customer(ming)
    a_record(ming, customer, next_contact_on="2026-11-30", topic="报价")
    shown = ming.get(f"/customers/{customer['id']}")
    assert (shown["last_contact_at"][:10], shown["next_contact_on"]) == (TODAY, "2026-11-30")
    [recorded] = crm.told("crm.contact_recorded.v1")
    assert (recorded.data["channel"], recorded.data["next_contact_on"]) == ("phone", "2026-11-30")
    [planned] = crm.told("crm.followup_planned.v1")
    assert (planned.data["due_on"], planned.data["topic"]) == ("2026-11-30", "报价")


def test_a_later_record_does_the_plan(crm, ming):
    customer = a_customer(ming)
    ming.post(f"/customers/{customer['id']}/plan", {"due_on": TODAY, "topic": "回访"})
    a_record(ming, customer, "visit")
    assert ming.get(f"/customers/{customer['id']}")["next_contact_on"] is None
    assert [each.data["due_on"] for each in crm.told("crm.followup_planned.v1")] == [TODAY, None]
    [done] = ming.get("/plans", state="done")["items"]
    assert (done["topic"], done["closed_at"][:10]) == ("回访", TODAY)


def test_a_record_without_any_plan_tells_of_none(crm, ming):
    a_record(ming, a_customer(ming))
    assert crm.told("crm.followup_planned.v1") == []


def test_a_new_plan_takes_the_place_of_the_open_one_and_none_drops_it(crm, ming):
    customer = a_customer(ming)
    path = f"/customers/{customer['id']}/plan"
    ming.post(path, {"due_on": "2026-11-25"})
    ming.post(path, {"due_on": "2026-11-27", "topic": "改期"})
    assert [plan["due_on"] for plan in ming.get("/plans")["items"]] == ["2026-11-27"]
    assert ming.get("/customers", contact_due_by="2026-11-26")["items"] == []
    assert len(ming.get("/customers", contact_due_by="2026-11-27")["items"]) == 1
    assert ming.post(path, {"due_on": None})["due_on"] is None
    assert ming.get("/plans")["items"] == []
    assert len(ming.get("/plans", state="dropped")["items"]) == 2


def test_a_record_entered_later_for_an_earlier_day_does_not_turn_back_the_last_contact(ming):
    customer = a_customer(ming)
    a_record(ming, customer)
    a_record(ming, customer, contacted_at="2026-11-01T10:00:00+08:00", next_contact_on="2026-11-08")
    shown = ming.get(f"/customers/{customer['id']}")
    assert (shown["last_contact_at"][:10], shown["next_contact_on"]) == (TODAY, "2026-11-08")


def test_a_colleagues_call_does_not_make_the_open_archive_stale(ming):
    customer = a_customer(ming)
    a_record(ming, customer, next_contact_on="2026-11-30")
    assert ming.put(f"/customers/{customer['id']}", {"area": "华东", "expected_version": 1})["version"] == 2


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"channel": "pigeon"}, "not_a_choice"),
        ({"content": ""}, "required"),
        ({"content": "长" * 5001}, "too_long"),
        ({"contacted_at": "2026-11-24T10:00:00+08:00"}, "crm.contact_in_future"),
        ({"contacted_at": "2026-11-23 10:00"}, "invalid_instant"),
        ({"next_contact_on": "2026-11-22"}, "crm.plan_in_past"),
        ({"contact_id": str(person_id("nobody"))}, "not_found"),
        ({"customer_id": str(person_id("nobody"))}, "not_found"),
        ({"mood": "good"}, "unknown_field"),
    ],
)
def test_a_wrong_record_changes_nothing(crm, ming, wrong, code):
    customer = a_customer(ming)
    problem = ming.refused(
        "POST", "/contact-records", {"customer_id": customer["id"], "channel": "phone", "content": "好", **wrong}
    )
    assert problem["errors"][0]["code"] == code
    assert crm.told("crm.contact_recorded.v1") == []
    assert ming.get(f"/customers/{customer['id']}")["last_contact_at"] is None


def test_no_plan_is_made_for_yesterday(ming):
    customer = a_customer(ming)
    problem = ming.refused("POST", f"/customers/{customer['id']}/plan", {"due_on": "2026-11-22"})
    assert problem["code"] == "crm.plan_in_past"


def test_strangers_neither_see_nor_enter_records_and_plans(ming, hua, fang):
    customer = a_customer(ming)
    a_record(ming, customer, next_contact_on="2026-11-30")
    body = {"customer_id": customer["id"], "channel": "phone", "content": "抢"}
    assert hua.refused("POST", "/contact-records", body)["code"] == "not_found"
    assert hua.refused("POST", f"/customers/{customer['id']}/plan", {"due_on": None})["code"] == "not_found"
    for path in ("/contact-records", "/plans"):
        assert (hua.get(path, total="true")["total"]["count"], fang.get(path, total="true")["total"]["count"]) == (0, 1)
    summary = hua.get("/contact-records/summary", **{"from": TODAY, "to": TODAY})
    assert (summary["rows"], summary["total"]["records"]) == ([], 0)


def test_fang_sees_what_his_team_did_each_day(ming, fang):
    dawn, joy = a_customer(ming), a_customer(ming, "北京长乐食品")
    a_record(ming, dawn)
    a_record(ming, dawn, "visit")
    a_record(ming, joy, "im", contacted_at="2026-11-22T23:59:00+08:00")
    a_record(fang, joy, "email", contacted_at="2026-11-23T00:00:00+08:00")
    summary = fang.get("/contact-records/summary", **{"from": TODAY, "to": TODAY})
    rows = [(row["performer_name"], row["records"], row["customers"]) for row in summary["rows"]]
    assert rows == [("明", 2, 1), ("方", 1, 1)]
    assert summary["rows"][0]["channels"] == {"phone": 1, "email": 0, "im": 0, "visit": 1, "other": 0}
    assert (summary["total"]["records"], summary["total"]["customers"]) == (3, 2)
    assert summary["total"]["channels"]["email"] == 1
    listed = fang.get("/contact-records", day=TODAY, performer_id=person_id("ming"), channel="visit")["items"]
    assert [record["channel"] for record in listed] == ["visit"]
    assert fang.get("/contact-records", **{"from": "2026-11-22", "to": "2026-11-22"})["items"][0]["channel"] == "im"


def test_the_same_key_records_once(crm, ming):
    customer = a_customer(ming)
    body = {"customer_id": customer["id"], "channel": "phone", "content": "好"}
    assert (
        ming.call("POST", "/contact-records", body, key="k").json()
        == ming.call("POST", "/contact-records", body, key="k").json()
    )
    assert len(crm.told("crm.contact_recorded.v1")) == 1
