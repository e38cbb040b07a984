"""People: where they belong, who may change them, and what the other services are told."""

import pytest

from .conftest import PASSWORD

USERS = "/api/v1/gateway/users"


@pytest.fixture
def east(company):
    return company.unit("east", kind="branch")


def told(company, event="gateway.user_changed.v1"):
    return [each.data for each in company.gateway.told(event)]


def test_a_person_is_told_with_place_and_superior(company, east):
    fang = company.hire("fang", "sales_manager", unit_id=east["id"], password=None)
    ming = company.hire("ming", "salesperson", unit_id=east["id"], superior_id=fang["id"], password=None)
    [_, last] = told(company)
    assert last == {
        "user_id": ming["id"],
        "code": "ming",
        "name": "ming",
        "org_path": "/hq/east/",
        "superior_id": fang["id"],
        "active": True,
    }


def test_whoever_is_deactivated_is_told_with_the_successor(company):
    fang, ming = company.hire("fang", password=None), company.hire("ming", password=None)
    company.operator.post(f"/users/{ming['id']}/deactivate", {"successor_id": fang["id"]})
    company.operator.post(f"/users/{ming['id']}/deactivate", {"successor_id": fang["id"]})
    assert told(company, "gateway.user_deactivated.v1") == [{"user_id": ming["id"], "successor_id": fang["id"]}]
    assert told(company)[-1]["active"] is False
    assert company.operator.post(f"/users/{ming['id']}/reactivate")["active"] is True


def test_nobody_locks_himself_out(company):
    admin = company.hire("admin", "administrator")
    answer = company.sign_in("admin").post(f"{USERS}/{admin['id']}/deactivate")
    assert answer.json["code"] == "own_account"


def test_the_office_knows_the_people_of_the_gateway(company):
    """The event as the gateway writes it is the event as the chassis reads it."""
    company.hire("ming", "salesperson")
    [event] = company.gateway.told("gateway.user_changed.v1")[-1:]
    company.office.logs["gateway"] = company.gateway.told()
    company.office.host.inbox.catch_up("gateway")
    assert company.office.parked() == []
    answer = company.office.person("fang", {"office.task.*": "all"}).post(
        "/tasks", {"title": "打电话", "assignee_id": event.data["user_id"]}
    )
    assert answer["owner_id"] == event.data["user_id"]


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"username": "m ing"}, "username", "username"),
        ({"username": ""}, "required", "username"),
        ({"name": "明" * 121}, "too_long", "name"),
        ({"roles": ["emperor"]}, "unknown_role", "roles"),
        ({"serves": ["nobody"]}, "unknown_people", "serves"),
        ({"unit_id": "019aaaaa-0000-7000-8000-000000000000"}, "not_found", "unit_id"),
        ({"superior_id": "019aaaaa-0000-7000-8000-000000000000"}, "not_found", "superior_id"),
        ({"password": "short"}, "password", "password"),
        ({"salary": 7}, "unknown_field", "salary"),
    ],
)
def test_bad_input_is_named_and_changes_nothing(company, change, code, field):
    body = {"username": "ming", "code": "E004", "name": "明晓舟", **change}
    problem = company.operator.refused("POST", "/users", body)
    assert [(error["field"], error["code"]) for error in problem["errors"]] == [(field, code)]
    assert told(company) == []


def test_user_names_and_codes_are_taken_once(company):
    company.hire("ming", password=None)
    body = {"username": "MING", "code": "other", "name": "明"}
    assert company.operator.refused("POST", "/users", body)["code"] == "username_taken"
    body = {"username": "other", "code": "ming", "name": "明"}
    assert company.operator.refused("POST", "/users", body)["code"] == "employee_code_taken"


def test_nobody_is_above_himself(company):
    fang = company.hire("fang", password=None)
    ming = company.hire("ming", superior_id=fang["id"], password=None)
    for superior in (fang, ming):
        problem = company.operator.refused("PUT", f"/users/{fang['id']}", {"superior_id": superior["id"]})
        assert problem["code"] == "superior_circle"


def test_who_has_not_seen_the_newest_version_is_refused(company):
    ming = company.hire("ming", password=None)
    company.operator.put(f"/users/{ming['id']}", {"title": "业务员", "expected_version": ming["version"]})
    problem = company.operator.refused("PUT", f"/users/{ming['id']}", {"title": "x", "expected_version": 1})
    assert problem["code"] == "stale_version"


def test_whoever_manages_a_branch_manages_nobody_else(company, east):
    company.operator.post(
        "/roles",
        {
            "code": "clerk",
            "name_zh": "人事",
            "name_en": "Clerk",
            "grants": {"gateway.user.*": "branch", "gateway.unit.*": "branch"},
        },
    )
    company.hire("clerk", "clerk", unit_id=east["id"])
    qian = company.hire("qian", "owner")
    clerk = company.sign_in("clerk")
    assert [row["name"] for row in clerk.get(USERS).json["items"]] == ["clerk"]
    assert clerk.post(f"{USERS}/{qian['id']}/password", {"password": "mine now!"}).status_code == 404
    new = {"username": "ming", "code": "ming", "name": "明"}
    assert clerk.post(USERS, new).json["code"] == "forbidden"
    assert clerk.post(USERS, {**new, "unit_id": east["id"], "roles": ["owner"]}).json["code"] == "forbidden"
    assert clerk.post(USERS, {**new, "unit_id": east["id"]}).status_code == 201
    assert clerk.post("/api/v1/gateway/units", {"name": "西部"}).json["code"] == "forbidden"
    assert clerk.post("/api/v1/gateway/units", {"name": "二部", "parent_id": east["id"]}).status_code == 201


def test_the_first_administrator_comes_from_the_operator(company):
    body = {"username": "tang", "code": "tang", "name": "唐大椿", "roles": ["administrator"], "password": PASSWORD}
    body |= {"must_change": False}
    company.operator.post("/users", body)
    tang = company.sign_in("tang")
    assert tang.post(USERS, {"username": "ming", "code": "E004", "name": "明晓舟"}).status_code == 201
