"""A device is enrolled with a one-time code, compared by its fingerprint, and approved by somebody else."""

import hashlib
import json

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from .laptop import GATEWAY, Laptop, a_code, approved, b64, refusals

DEVICES = f"{GATEWAY}/devices"


@pytest.fixture
def ming(company):
    return company.hire("ming", "salesperson")


@pytest.fixture
def fang(company):
    company.hire("fang", "administrator")
    return company.sign_in("fang")


def test_a_device_waits_until_the_administrator_who_compared_its_fingerprint_approves(company, ming, fang):
    laptop = Laptop(company, address="10.8.0.7")
    enrolled = laptop.enrol(a_code(company, ming, by=fang))
    assert (enrolled.status_code, enrolled.json["state"]) == (201, "waiting")
    shown = fang.get(DEVICES, query_string={"state": "waiting"}).json["items"]
    assert [(row["user_id"], row["fingerprint"]) for row in shown] == [(ming["id"], enrolled.json["fingerprint"])]
    assert (shown[0]["name"], shown[0]["platform"], shown[0]["enrolled_address"]) == ("笔记本", "Linux", "10.8.0.7")
    decided = fang.post(f"{DEVICES}/{laptop.id}/approve", {"expected_version": shown[0]["version"]})
    assert decided.json["state"] == "approved"
    assert decided.json["decided_by"] == fang.get(f"{GATEWAY}/sessions/current").json["id"]
    laptop.sign_in("ming")
    seen = fang.get(f"{DEVICES}/{laptop.id}").json
    assert (seen["last_seen_address"], seen["last_seen_at"]) == ("10.8.0.7", company.clock.now().isoformat())


def test_both_sides_compute_the_same_fingerprint(company, ming):
    """As the page does: RFC 7638, SHA-256, the first 60 bits in Crockford's letters."""
    laptop = Laptop(company)
    shown = laptop.enrol(a_code(company, ming)).json["fingerprint"]
    members = {name: laptop.jwk[name] for name in ("crv", "kty", "x", "y")}
    bits = bin(int.from_bytes(b"\1" + hashlib.sha256(json.dumps(members, separators=(",", ":")).encode()).digest()))[3:]
    letters = "".join("0123456789ABCDEFGHJKMNPQRSTVWXYZ"[int(bits[at : at + 5], 2)] for at in range(0, 60, 5))
    assert shown == f"{letters[:4]}-{letters[4:8]}-{letters[8:]}"
    found = company.operator.get("/devices", fingerprint=letters.lower())["items"]
    assert [row["fingerprint"] for row in found] == [shown]


def test_a_code_is_good_once_for_fifteen_minutes_and_however_it_is_written(company, ming):
    company.gateway.host.settings["enrolments_per_address"] = 100
    code = a_code(company, ming)
    assert len(code.replace("-", "")) == 12
    assert Laptop(company).enrol(code.lower().replace("-", " ")).status_code == 201
    again = Laptop(company).enrol(code)
    assert (again.status_code, again.json["code"]) == (422, "wrong_enrolment_code")
    late = a_code(company, ming)
    company.clock.advance(minutes=14, seconds=59)
    assert Laptop(company).enrol(late).status_code == 201
    late = a_code(company, ming)
    company.clock.advance(minutes=15)
    assert Laptop(company).enrol(late).json["code"] == "wrong_enrolment_code"
    older, newer = a_code(company, ming), a_code(company, ming)
    assert Laptop(company).enrol(older).json["code"] == "wrong_enrolment_code"
    assert Laptop(company).enrol(newer).status_code == 201
    assert refusals(company) == {("", "10.0.0.1", "wrong_enrolment_code"): 3}


def test_guessing_codes_is_stopped_after_a_few(company, ming):
    laptop = Laptop(company, address="10.9.9.9")
    answers = [laptop.enrol(f"AAAA-BBBB-{number:04}") for number in range(12)]
    assert [each.status_code for each in answers] == [422] * 11 + [429]
    assert int(answers[-1].headers["Retry-After"]) > 0
    assert laptop.enrol(a_code(company, ming)).status_code == 429
    assert Laptop(company, address="10.9.9.10").enrol(a_code(company, ming)).status_code == 201


def test_who_has_left_enrols_nothing(company, ming):
    code = a_code(company, ming)
    company.operator.post(f"/users/{ming['id']}/deactivate", {})
    assert Laptop(company).enrol(code).json["code"] == "wrong_enrolment_code"
    assert company.operator.refused("POST", "/devices/codes", {"user_id": ming["id"]})["code"] == "not_found"


def spoiled(jwk, key):
    other = ec.generate_private_key(ec.SECP384R1()).public_key().public_numbers()
    private = b64(key.private_numbers().private_value.to_bytes(32))
    return {
        "private": jwk | {"d": private},
        "another curve": jwk | {"crv": "P-384", "x": b64(other.x.to_bytes(48)), "y": b64(other.y.to_bytes(48))},
        "called P-256": jwk | {"x": b64(other.x.to_bytes(48)[:32]), "y": b64(other.y.to_bytes(48)[:32])},
        "off the curve": jwk | {"y": jwk["x"]},
        "zero": jwk | {"x": b64(bytes(32)), "y": b64(bytes(32))},
        "short": jwk | {"x": jwk["x"][:-2]},
        "padded": jwk | {"x": jwk["x"][:42] + "="},
        "another spelling": jwk | {"x": jwk["x"].replace("-", "+").replace("_", "/")[:42] + "\u00e9"},
        "RSA": {"kty": "RSA", "n": "AQAB", "e": "AQAB"},
        "nothing": {},
    }


def test_only_public_points_on_the_curve_are_taken(company, ming):
    company.gateway.host.settings["enrolments_per_address"] = 100
    laptop, code = Laptop(company), a_code(company, ming)
    for name, key in spoiled(laptop.jwk, laptop.key).items():
        answer = laptop.enrol(code, public_key=key)
        assert answer.status_code == 422, name
        assert answer.json["errors"][0]["field"].startswith("public_key"), name
    assert company.operator.get("/devices")["items"] == []
    assert laptop.enrol(code).status_code == 201


def test_a_key_is_enrolled_once(company, ming):
    laptop = approved(company, ming)
    company.operator.post(f"/devices/{laptop.id}/revoke", {})
    code = a_code(company, ming)
    again = laptop.enrol(code)
    assert (again.status_code, again.json["code"]) == (409, "device_key_enrolled")
    assert Laptop(company).enrol(code).status_code == 201


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("approve", "approve"),
        ("approve", "refuse"),
        ("refuse", "approve"),
        ("refuse", "revoke"),
        ("revoke", None),
        ("approve revoke", "approve"),
    ],
)
def test_a_decision_is_taken_once(company, ming, first, then):
    laptop = Laptop(company)
    laptop.enrol(a_code(company, ming))
    for action in first.split() if then else ():
        company.operator.post(f"/devices/{laptop.id}/{action}", {})
    problem = company.operator.refused("POST", f"/devices/{laptop.id}/{then or first}", {})
    assert problem["code"] == "illegal_transition"


def test_nobody_approves_his_own_device_but_the_owner(company, fang):
    me = fang.get(f"{GATEWAY}/sessions/current").json
    laptop = Laptop(company)
    laptop.enrol(a_code(company, me, by=fang))
    assert fang.post(f"{DEVICES}/{laptop.id}/approve").json["code"] == "own_device"
    qian = company.hire("qian", "owner")
    owner = company.sign_in("qian")
    tablet = Laptop(company)
    tablet.enrol(a_code(company, qian, by=owner))
    assert owner.post(f"{DEVICES}/{tablet.id}/approve").json["state"] == "approved"


def test_a_branch_manages_the_devices_of_its_own_people_only(company, ming):
    company.operator.post(
        "/roles", {"code": "keeper", "name_zh": "管", "name_en": "K", "grants": {"gateway.*": "branch"}}
    )
    east = company.unit("east", kind="branch")
    hua = company.hire("hua", "salesperson", unit_id=east["id"])
    company.hire("gu", "keeper", unit_id=east["id"])
    keeper = company.sign_in("gu")
    theirs, foreign = approved(company, hua), approved(company, ming)
    assert [row["id"] for row in keeper.get(DEVICES).json["items"]] == [theirs.id]
    assert keeper.get(f"{DEVICES}/{foreign.id}").status_code == 404
    assert keeper.post(f"{DEVICES}/{foreign.id}/revoke").status_code == 404
    assert keeper.post(f"{DEVICES}/codes", {"user_id": ming["id"]}).status_code == 404
    assert keeper.post(f"{DEVICES}/{theirs.id}/revoke").json["state"] == "revoked"
    network = keeper.post(f"{GATEWAY}/networks", {"name": "mine", "cidrs": ["10.0.0.0/8"]})
    assert network.json["code"] == "forbidden"


def test_people_enrol_their_own_devices_ahead_of_a_stricter_policy(company, ming, fang):
    browser = company.sign_in("ming")
    laptop = Laptop(company)
    code = browser.post(f"{GATEWAY}/me/devices/codes").json["code"]
    assert laptop.enrol(code).json["state"] == "waiting"
    assert [row["id"] for row in browser.get(f"{GATEWAY}/me/devices").json["items"]] == [laptop.id]
    assert browser.get(DEVICES).status_code == 403
    assert browser.post(f"{DEVICES}/{laptop.id}/approve").status_code == 403
    fang.post(f"{DEVICES}/{laptop.id}/approve")
    lost = browser.post(f"{GATEWAY}/me/devices/{laptop.id}/revoke")
    assert lost.json["state"] == "revoked"
    foreign = approved(company, company.hire("hua", "salesperson"))
    assert browser.post(f"{GATEWAY}/me/devices/{foreign.id}/revoke").status_code == 404


def test_the_audit_trail_tells_who_enrolled_and_who_approved(company, ming, fang):
    laptop = Laptop(company)
    code = a_code(company, ming, by=fang)
    laptop.enrol(code)
    fang.post(f"{DEVICES}/{laptop.id}/approve")
    laptop.sign_in("ming")
    rows = company.operator.get("/system/audit", limit=200)["items"]
    told = [
        (row["actor_name"], row["action"], row["entity"])
        for row in rows
        if row["entity"] in ("Device", "EnrolmentCode")
    ]
    assert sorted(told) == sorted(
        [
            ("fang", "create", "EnrolmentCode"),
            ("ming", "delete", "EnrolmentCode"),
            ("ming", "create", "Device"),
            ("fang", "update", "Device"),
        ]
    )
    assert code not in str(rows) and code.replace("-", "") not in str(rows)
