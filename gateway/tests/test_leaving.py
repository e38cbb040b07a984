"""Whoever leaves is out at once, and what the person led goes to a successor (F18)."""

import pytest

from .test_sessions import ME


@pytest.fixture
def fang(company):
    """Fang leads the east, is Ming's superior, and is served by Jiang."""
    fang = company.hire("fang", "sales_manager")
    company.unit("east", leader_id=fang["id"], kind="branch")
    company.hire("ming", "salesperson", superior_id=fang["id"])
    company.hire("jiang", "sales_assistant", serves=["fang"], password=None)
    return fang


def leave(company, person, **more):
    return company.operator.post(f"/users/{person['id']}/deactivate", more)


def found(company, name):
    return company.operator.get("/users", username=name)["items"][0]


def leader(company, code="east"):
    return next(unit["leader_id"] for unit in company.operator.get("/units")["items"] if unit["code"] == code)


def test_whoever_leads_others_needs_a_successor_and_is_told_for_what(company, fang):
    problem = company.operator.refused("POST", f"/users/{fang['id']}/deactivate", {})
    assert (problem["code"], problem["errors"][0]["field"]) == ("successor_needed", "successor_id")
    named = {kind: [each["code"] for each in people] for kind, people in problem["details"].items()}
    assert named == {"units": ["east"], "reports": ["ming"], "assistants": ["jiang"]}
    assert found(company, "fang")["active"] is True
    assert company.sign_in("fang").get(ME).status_code == 200


def test_the_successor_takes_over_what_there_is(company, fang):
    hua = company.hire("hua", "sales_manager", password=None)
    leave(company, fang, successor_id=hua["id"])
    assert leader(company) == hua["id"]
    assert found(company, "ming")["superior_id"] == hua["id"]
    assert found(company, "jiang")["serves"] == ["hua"]
    told = [event.data["leader_id"] for event in company.gateway.told("gateway.org_unit_changed.v1")]
    assert told[-1] == hua["id"]


def test_one_from_below_moves_up(company, fang):
    qian = company.hire("qian", "owner", password=None)
    company.operator.put(f"/users/{fang['id']}", {"superior_id": qian["id"]})
    ming = found(company, "ming")
    hua = company.hire("hua", "salesperson", superior_id=ming["id"], password=None)
    leave(company, fang, successor_id=hua["id"])
    assert found(company, "hua")["superior_id"] == qian["id"]
    assert found(company, "ming")["superior_id"] == hua["id"]


def test_a_report_becomes_the_successor(company, fang):
    leave(company, fang, successor_id=found(company, "ming")["id"])
    assert found(company, "ming")["superior_id"] is None
    assert leader(company) == found(company, "ming")["id"]


def test_it_may_be_left_to_nobody_when_that_is_said(company, fang):
    leave(company, fang, without_successor=True)
    assert found(company, "fang")["active"] is False
    assert leader(company) == fang["id"]


def test_whoever_owns_nothing_here_needs_no_successor(company, fang):
    assert leave(company, found(company, "ming"))["active"] is False


def test_people_who_have_left_need_no_successor_themselves(company, fang):
    for name in ("ming", "jiang"):
        leave(company, found(company, name))
    hua = company.hire("hua", "sales_manager", password=None)
    company.operator.put(f"/units/{unit_id(company)}", {"leader_id": hua["id"]})
    assert leave(company, fang)["active"] is False


def unit_id(company):
    return next(unit["id"] for unit in company.operator.get("/units")["items"] if unit["code"] == "east")


def test_here_the_session_ends_at_once_and_elsewhere_within_five_seconds(company, fang, elsewhere):
    here, there = company.sign_in("ming"), company.sign_in("ming")
    there.client = elsewhere.test_client(use_cookies=False)
    assert [browser.get(ME).status_code for browser in (here, there)] == [200, 200]
    leave(company, found(company, "ming"))
    assert here.get(ME).status_code == 401
    company.clock.advance(seconds=5)
    assert there.get(ME).status_code == 401
    assert there.get("/api/v1/office/tasks").status_code == 401
