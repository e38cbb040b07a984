"""Refused attempts are kept and shown, and a flood of them fills nothing."""

import pytest

from gateway.devices.model import TurnedAway
from gateway.devices.refusals import MOST_PER_MINUTE, forget_refusals, keep_refusal

from .laptop import GATEWAY, Laptop, approved, refusals, set_policy

REFUSALS = f"{GATEWAY}/devices/refusals"


@pytest.fixture
def ming(company):
    return company.hire("ming", "salesperson")


def test_an_administrator_sees_who_was_refused_from_where_and_why(company, ming):
    company.hire("fang", "administrator")
    fang = company.sign_in("fang")
    hua = company.hire("hua", "salesperson")
    set_policy(company, "registered", unit=company.unit("sales"))
    unit = company.operator.get("/units", limit=200)["items"][-1]
    for person in (ming, hua):
        company.operator.put(f"/users/{person['id']}", {"unit_id": unit["id"]})
    huas = approved(company, hua, address="198.51.100.7")
    huas.attempt("ming")
    company.clock.advance(minutes=1)
    for _ in range(3):
        Laptop(company, address="203.0.113.5").attempt("ming", None)
    rows = fang.get(REFUSALS).json["items"]
    shown = [(row["user_name"], row["address"], row["reason"], row["count"]) for row in rows]
    assert shown == [
        ("ming", "203.0.113.5", "device_required", 3),
        ("ming", "198.51.100.7", "foreign_device", 1),
    ]
    assert rows[1]["fingerprint"] == company.operator.get(f"/devices/{huas.id}")["fingerprint"]
    assert rows[0]["last_at"] == company.clock.now().isoformat()
    by_reason = fang.get(REFUSALS, query_string={"reason": "device_required", "user_id": ming["id"]}).json["items"]
    assert by_reason == rows[:1]
    audited = company.operator.get("/system/audit", entity="User", record_id=ming["id"], limit=200)["items"]
    notes = [row for row in audited if row["action"] == "refused"]
    assert sorted(row["changes"]["reason"][1] for row in notes) == ["device_required", "foreign_device"]


def test_a_branch_sees_the_refusals_of_its_own_people_only(company, ming):
    company.operator.post(
        "/roles", {"code": "keeper", "name_zh": "管", "name_en": "K", "grants": {"gateway.*": "branch"}}
    )
    east = company.unit("east", kind="branch")
    company.hire("gu", "keeper", unit_id=east["id"])
    company.hire("hua", "salesperson", unit_id=east["id"])
    keeper = company.sign_in("gu")
    set_policy(company, "registered")
    for name in ("ming", "hua"):
        Laptop(company).attempt(name, None)
    Laptop(company).enrol("AAAA-BBBB-CCCC")
    set_policy(company, "any")
    assert [row["user_name"] for row in keeper.get(REFUSALS).json["items"]] == ["hua"]
    assert len(refusals(company)) == 3


def test_a_flood_from_many_addresses_is_counted_in_one_row(company):
    host = company.gateway.host
    for number in range(MOST_PER_MINUTE + 40):
        keep_refusal(host, TurnedAway("wrong_enrolment_code"), None, f"2001:db8::{number:x}")
    rows = company.operator.get("/devices/refusals", limit=200)["items"]
    assert len(rows) == MOST_PER_MINUTE + 1
    assert {row["address"]: row["count"] for row in rows}["*"] == 40
    company.clock.advance(days=91)
    forget_refusals(host)
    assert company.operator.get("/devices/refusals")["items"] == []
