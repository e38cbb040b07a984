"""Why can I (not) see this? The answer in business words, which tells nobody what he may not know (N10)."""

import pytest

WHY = "/api/v1/gateway/explanations"
NOBODY = "0193a1d4-0000-7000-8000-000000000000"
FINISH = "office.task.finish"


@pytest.fixture
def staff(company):
    company.stranger().get("/api/v1/openapi.json")
    branch = company.unit("east", kind="branch")
    office = company.unit("office", branch)
    people = {
        "ming": company.hire("ming", "salesperson", unit_id=office["id"]),
        "fang": company.hire("fang", "sales_manager", "salesperson", unit_id=office["id"]),
        "na": company.hire("na", "sales_assistant", serves=["ming"]),
        "sun": company.hire("sun", "branch_manager", unit_id=office["id"]),
        "hua": company.hire("hua", "salesperson"),
        "qian": company.hire("qian", "owner"),
        "guest": company.hire("guest"),
        "wei": company.hire("wei", "administrator"),
    }
    company.operator.put(f"/units/{office['id']}", {"leader_id": people["fang"]["id"]})
    return {name: person["id"] for name, person in people.items()}


def why(company, name, function=FINISH, **query):
    asked = "&".join(f"{key}={value}" for key, value in {"function": function, **query}.items())
    return company.sign_in(name).get(f"{WHY}?{asked}")


def said(answer, language="zh"):
    return [each[language] for each in answer.json["reasons"]]


def test_which_role_grants_it_and_whose_records_that_reaches(company, staff):
    answer = why(company, "ming")
    assert (answer.json["allowed"], answer.json["scope"]) == (True, "own")
    assert said(answer) == ["角色“业务员”授予“完成任务”，范围：本人", "能看到本人的记录"]
    assert said(answer, "en") == [
        "The role 'Salesperson' grants 'Finish tasks', scope: own",
        "One's own records are seen",
    ]
    assert [each["code"] for each in answer.json["hidden"]] == ["cost", "margin"]
    assert answer.json["who_can_change"] == ["qian", "wei"]


def test_the_team_the_branch_the_served_and_all_by_name(company, staff):
    assert said(why(company, "fang"))[-1] == "能看到所负责部门及其下级的记录：office"
    assert "角色“业务员”授予“完成任务”，范围：本人" in said(why(company, "fang"))
    assert said(why(company, "na"))[-1] == "能看到所协助的人的记录：ming"
    assert said(why(company, "sun"))[-1] == "能看到分公司“east”的记录"
    assert said(why(company, "qian"))[-1] == "能看到所有人的记录"


def test_no_role_or_none_that_grants_it(company, staff):
    assert said(why(company, "guest")) == ["没有任何角色"]
    answer = why(company, "ming", "gateway.user.manage")
    assert (answer.json["allowed"], answer.json["scope"]) == (False, None)
    assert said(answer) == ["现有角色（业务员）都没有授予“管理员工”"]


def test_whether_a_record_is_within_and_never_whether_it_exists(company, staff):
    assert said(why(company, "fang", owner_id=staff["ming"]))[-1] == "ming 的记录在范围之内"
    outside = why(company, "ming", owner_id=staff["hua"])
    unknown = why(company, "ming", owner_id=NOBODY)
    assert outside.json == unknown.json
    assert outside.json["allowed"] is False
    assert said(outside)[-1] == "这条记录不在可见范围内，或者并不存在"


def test_asking_about_others_takes_the_right_to_see_them(company, staff):
    answer = why(company, "wei", user_id=staff["ming"], owner_id=staff["hua"])
    assert (answer.json["user"]["name"], answer.json["allowed"]) == ("ming", False)
    assert said(answer)[-1] == "hua 的记录在范围之外"
    assert why(company, "fang", user_id=staff["ming"]).json["user"]["name"] == "ming"
    for asked in (staff["hua"], NOBODY):
        problem = why(company, "fang", user_id=asked)
        assert (problem.status_code, problem.json["errors"][0]["field"]) == (404, "user_id")


def test_who_has_left_may_nothing(company, staff):
    company.operator.post(f"/users/{staff['ming']}/deactivate", {"without_successor": True})
    answer = why(company, "wei", user_id=staff["ming"])
    assert said(answer)[0] == "账号已停用"
    assert answer.json["allowed"] is False


def test_what_the_unit_asks_of_devices_is_said(company, staff):
    unit = next(each for each in company.operator.get("/units")["items"] if each["code"] == "office")
    company.operator.put(f"/units/{unit['id']}/device-policy", {"policy": "registered", "networks": []})
    answer = why(company, "wei", user_id=staff["ming"])
    assert said(answer, "en")[-1] == "The unit allows registered and approved devices only"


def test_who_looks_on_is_told_so(company, staff):
    qian = company.sign_in("qian")
    qian.post("/api/v1/gateway/sessions/current/view-as", {"role": "auditor"})
    answer = qian.get(f"{WHY}?function={FINISH}")
    assert said(answer)[:2] == ["正在以其他角色查看：权限可能比平时少", "角色“稽核员”授予“完成任务”，范围：本人"]


def test_strangers_and_unknown_functions_are_refused(company, staff):
    assert company.stranger().get(f"{WHY}?function={FINISH}").status_code == 401
    problem = why(company, "ming", "office.task.eat")
    assert (problem.status_code, problem.json["errors"][0]["field"]) == (404, "function")
