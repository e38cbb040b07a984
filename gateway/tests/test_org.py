"""The org tree: company, branches, teams, as deep as one likes."""

import pytest

from gateway.org.model import ROOT_ID


def paths(company):
    return {unit["code"]: unit["path"] for unit in company.operator.get("/units")["items"]}


def test_the_company_is_there_from_the_start_and_only_once(company):
    company.gateway.host.start()
    assert paths(company) == {"hq": "/hq/"}
    assert len(company.gateway.told("gateway.org_unit_changed.v1")) == 1


def test_a_unit_that_moves_takes_everybody_along(company):
    east = company.unit("east", kind="branch")
    first = company.unit("first", east)
    west = company.unit("west", kind="branch")
    ming = company.hire("ming", "salesperson", unit_id=first["id"], password=None)
    before = len(company.gateway.told())
    company.operator.put(f"/units/{east['id']}", {"parent_id": west["id"], "expected_version": 1})
    assert paths(company) == {
        "hq": "/hq/",
        "west": "/hq/west/",
        "east": "/hq/west/east/",
        "first": "/hq/west/east/first/",
    }
    told = company.gateway.told()[before:]
    assert [each.data.get("path") or each.data["org_path"] for each in told] == [
        "/hq/west/east/",
        "/hq/west/east/first/",
        "/hq/west/east/first/",
    ]
    assert company.operator.get(f"/users/{ming['id']}")["org_path"] == "/hq/west/east/first/"


def test_a_unit_whose_code_begins_alike_stays(company):
    east = company.unit("east")
    company.unit("east-2")
    west = company.unit("west")
    company.operator.put(f"/units/{east['id']}", {"parent_id": west["id"]})
    assert paths(company)["east-2"] == "/hq/east-2/"


def test_a_unit_is_never_inside_itself(company):
    east = company.unit("east")
    first = company.unit("first", east)
    for below in (east, first):
        problem = company.operator.refused("PUT", f"/units/{east['id']}", {"parent_id": below["id"]})
        assert problem["code"] == "unit_inside_itself"
    problem = company.operator.refused("PUT", f"/units/{ROOT_ID}", {"parent_id": east["id"]})
    assert problem["code"] == "root_unit_stays"


def test_a_tree_has_a_bottom(company):
    unit = None
    for number in range(4):
        unit = company.unit(f"{number}" + "x" * 39, unit)
    body = {"code": "y" * 40, "name": "y", "parent_id": unit["id"]}
    assert company.operator.refused("POST", "/units", body)["code"] == "unit_too_deep"


@pytest.mark.parametrize("code", ["East", "a/b", "东", "a b", "-a", "", "a\n"])
def test_a_code_is_plain(company, code):
    body = {"code": code, "name": "x"}
    answer = company.operator.call("POST", "/units", body)
    assert answer.status in (201, 422)
    assert all("/" not in part and part == part.lower() for part in paths(company)["hq"].strip("/").split("/"))
    if answer.status == 201:
        assert answer.json()["code"] == code.strip() != ""


def test_a_unit_without_a_code_gets_one(company):
    unit = company.operator.post("/units", {"name": "苏州分公司", "kind": "branch"})
    assert unit["path"] == f"/hq/{unit['code']}/"


def test_there_is_one_company(company):
    body = {"code": "x", "name": "x", "kind": "company"}
    assert company.operator.refused("POST", "/units", body)["code"] == "one_company"
    east = company.unit("east", kind="branch")
    assert company.operator.refused("PUT", f"/units/{east['id']}", {"kind": "company"})["code"] == "one_company"
    assert company.operator.refused("PUT", f"/units/{ROOT_ID}", {"kind": "team"})["code"] == "one_company"
    assert company.operator.put(f"/units/{east['id']}", {"kind": "office"})["kind"] == "office"


def test_who_has_left_leads_nothing(company):
    ming = company.hire("ming", password=None)
    company.operator.post(f"/users/{ming['id']}/deactivate", {})
    east = company.unit("east")
    for call in (("PUT", f"/units/{east['id']}", {"leader_id": ming["id"]}),
                 ("POST", "/units", {"code": "x", "name": "x", "leader_id": ming["id"]})):  # fmt: skip
        assert company.operator.refused(*call)["errors"][0]["field"] == "leader_id"


def test_nobody_names_himself_leader(company):
    wei = company.hire("wei", "administrator")
    east = company.unit("east")
    answer = company.sign_in("wei").call("PUT", f"/api/v1/gateway/units/{east['id']}", {"leader_id": wei["id"]})
    assert answer.json["code"] == "own_roles"


def test_a_unit_goes_when_it_is_empty(company):
    east = company.unit("east")
    first = company.unit("first", east)
    ming = company.hire("ming", password=None, unit_id=first["id"])
    problem = company.operator.refused("DELETE", f"/units/{east['id']}")
    assert (problem["code"], problem["details"]) == ("unit_not_empty", {"people": 0, "units": 1})
    problem = company.operator.refused("DELETE", f"/units/{first['id']}")
    assert problem["details"] == {"people": 1, "units": 0}
    company.operator.put(f"/users/{ming['id']}", {"unit_id": str(ROOT_ID)})
    for unit in (first, east):
        company.operator.delete(f"/units/{unit['id']}")
    assert paths(company) == {"hq": "/hq/"}
    assert company.operator.refused("DELETE", f"/units/{ROOT_ID}")["code"] == "root_unit_stays"
