"""Employees come in from a list, in whatever order, and find their places."""

import csv
import io
import random

import pytest

NORTHWIND = """EmployeeID,LastName,FirstName,Title,ReportsTo,HomePhone
1,Davolio,Nancy,Sales Representative,2,(206) 555-9857
2,Fuller,Andrew,"Vice President, Sales",,(206) 555-9482
3,Leverling,Janet,Sales Representative,2,(206) 555-3412
4,Peacock,Margaret,Sales Representative,2,(206) 555-8122
5,Buchanan,Steven,Sales Manager,2,(71) 555-4848
6,Suyama,Michael,Sales Representative,5,(71) 555-7773
7,King,Robert,Sales Representative,5,(71) 555-5598
8,Callahan,Laura,Inside Sales Coordinator,2,(206) 555-1189
9,Dodsworth,Anne,Sales Representative,5,(71) 555-4444
"""


def imported(company, text, **query):
    """The result of importing this CSV text."""
    path = "/imports/employees"
    started = company.operator.post(path, content=text.encode(), filename="employees.csv", **query)
    company.gateway.run_jobs()
    job = company.operator.get(f"/system/jobs/{started['id']}")
    assert job["state"] == "done", job
    return job["result"]


def people(company):
    return {row["code"]: row for row in company.operator.get("/users")["items"]}


def places(company):
    return {code: (row["org_path"], row["roles"]) for code, row in people(company).items()}


EXPECTED = {
    "1": ("/hq/team-2/", ["salesperson"]),
    "2": ("/hq/team-2/", ["sales_director"]),
    "3": ("/hq/team-2/", ["salesperson"]),
    "4": ("/hq/team-2/", ["salesperson"]),
    "5": ("/hq/team-2/team-5/", ["sales_manager"]),
    "6": ("/hq/team-2/team-5/", ["salesperson"]),
    "7": ("/hq/team-2/team-5/", ["salesperson"]),
    "8": ("/hq/team-2/", ["salesperson"]),
    "9": ("/hq/team-2/team-5/", ["salesperson"]),
}


def test_the_tree_follows_the_superiors(company):
    result = imported(company, NORTHWIND)
    assert (result["created"], result["bad"]) == (9, 0)
    assert places(company) == EXPECTED
    found = people(company)
    assert (found["1"]["name"], found["1"]["username"]) == ("Nancy Davolio", "nancy.davolio")
    assert found["6"]["superior_id"] == found["5"]["id"]
    teams = {unit["path"]: unit["leader_id"] for unit in company.operator.get("/units")["items"]}
    assert teams["/hq/team-2/team-5/"] == found["5"]["id"]


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_the_rows_does_not_matter(company, seed):
    header, *rows = NORTHWIND.splitlines()
    random.Random(seed).shuffle(rows)
    imported(company, "\n".join([header, *rows]))
    assert places(company) == EXPECTED
    last = {told.data["code"]: told.data for told in company.gateway.told("gateway.user_changed.v1")}
    assert {code: data["org_path"] for code, data in last.items()} == {code: row[0] for code, row in EXPECTED.items()}
    found = people(company)
    assert {code: data["superior_id"] for code, data in last.items()} == {
        code: row["superior_id"] for code, row in found.items()
    }


def test_the_same_list_again_changes_nothing(company):
    imported(company, NORTHWIND)
    told = len(company.gateway.told())
    result = imported(company, NORTHWIND)
    assert (result["unchanged"], result["created"], result["updated"]) == (9, 0, 0)
    assert len(company.gateway.told()) == told


def test_units_and_roles_that_are_named_are_taken(company):
    company.unit("suzhou", name="苏州分公司", kind="branch")
    text = (
        "工号,用户名,姓名,职务,上级,部门,角色,协助对象\n"
        "E003,fang,方知远,销售主管,,上海销售一组,sales_manager,\n"
        "E004,ming,明晓舟,业务员,E003,上海销售一组,salesperson,\n"
        "E008,jiang,江一苇,销售助理,E003,上海销售一组,sales_assistant,E004\n"
        "E006,gu,顾长屿,经理,,苏州分公司,branch_manager,\n"
        "E010,he,何小满,出纳,E006,苏州销售组,cashier;auditor,\n"
    )
    assert imported(company, text)["created"] == 5
    units = {unit["name"]: unit for unit in company.operator.get("/units")["items"]}
    found = people(company)
    assert units["上海销售一组"]["leader_id"] == found["E003"]["id"]
    assert units["苏州销售组"]["parent_id"] == units["苏州分公司"]["id"]
    assert found["E010"]["roles"] == ["auditor", "cashier"]
    assert found["E010"]["org_path"].startswith("/hq/suzhou/")
    company.operator.post(f"/users/{found['E008']['id']}/password", {"password": "long enough", "must_change": False})
    jiang = company.sign_in("jiang", "long enough")
    jiang.get("/api/v1/office/tasks")
    request, _ = company.transport.carried[-1]
    served = company.gateway.host.verifier.verify(request.headers["zhanggui-principal"]).serves
    assert [str(each) for each in served] == [found["E004"]["id"]]


def test_who_was_imported_cannot_sign_in_yet(company):
    imported(company, NORTHWIND)
    answer = company.stranger().post("/api/v1/gateway/sessions", {"username": "nancy.davolio", "password": ""})
    assert answer.status_code == 401


def test_a_new_superior_takes_people_along(company):
    imported(company, NORTHWIND)
    result = imported(company, "EmployeeID,Name,ReportsTo\n5,Steven Buchanan,1\n")
    assert result["updated"] == 1
    found = places(company)
    assert found["5"] == ("/hq/team-2/team-1/team-5/", ["sales_manager"])
    assert found["6"][0] == "/hq/team-2/team-1/team-5/"
    assert found["1"] == ("/hq/team-2/team-1/", ["sales_manager"])
    last = {told.data["code"]: told.data for told in company.gateway.told("gateway.user_changed.v1")}
    assert last["6"]["org_path"] == "/hq/team-2/team-1/team-5/"


def test_bad_rows_come_back_and_change_nothing(company):
    rows = [
        ["code", "name", "superior", "role", "username"],
        ["A", "甲", "B", "", ""],
        ["B", "乙", "A", "", ""],  # A is his superior, and he is A's
        ["C", "丙", "", "emperor", ""],
        ["D", "", "", "", ""],
        ["E", "戊", "", "", "a b"],
        ["F", "己", "F", "", ""],
    ]
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    result = imported(company, text.getvalue())
    assert (result["created"], result["bad"]) == (1, 5)
    assert set(people(company)) == {"A"}
    reasons = " ".join(result["first_reasons"])
    assert "下属" in reasons and "emperor" in reasons


def test_a_dry_run_keeps_nothing(company):
    assert imported(company, NORTHWIND, dry_run="true")["created"] == 9
    assert people(company) == {}


def test_only_who_may_imports(company):
    company.hire("ming", "salesperson")
    ming = company.sign_in("ming")
    answer = ming.client.post(
        "/api/v1/gateway/imports/employees?filename=a.csv",
        data=NORTHWIND.encode(),
        headers={"authorization": f"Bearer {ming.token}"},
    )
    assert answer.json["code"] == "forbidden"
