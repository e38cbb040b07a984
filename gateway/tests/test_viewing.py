"""Looking on as a role: what it shows is shown, nothing is changed, and nobody sees more than before (N10)."""

from io import BytesIO

from openpyxl import load_workbook

from chassis.access import covers
from gateway.viewing.model import narrowed

ME = "/api/v1/gateway/sessions/current"
VIEW = f"{ME}/view-as"
TASKS = "/api/v1/office/tasks"
SCOPES = {"own": 0, "team": 1, "branch": 2, "all": 3}


def test_nobody_sees_more_by_looking_on():
    assert narrowed({"sales.*": "own"}, {"*": "all"}) == {"sales.*": "own"}
    assert narrowed({"*": "all"}, {"gateway.*": "team"}) == {"gateway.*": "team"}
    assert narrowed({"sales.order.read": "all"}, {"sales.*": "team"}) == {"sales.order.read": "team"}
    assert narrowed({"sales.*": "all"}, {"sales.order.read": "own", "crm.*": "all"}) == {"sales.order.read": "own"}
    assert narrowed({"sales.*": "own"}, {"crm.*": "all"}) == {}


def test_who_looks_on_has_the_rights_of_the_role_and_nothing_else(company, qian):
    before = qian.get(ME).json
    assert (before["viewing"], before["grants"]["*"]) == (None, "all")
    began = qian.post(VIEW, {"role": "salesperson"})
    assert (began.status_code, began.json["name_zh"], began.json["person_name"]) == (200, "业务员", None)
    seen = qian.get(ME).json
    assert (seen["viewing"]["role"], seen["hidden"]) == ("salesperson", ["cost", "margin"])
    assert seen["grants"]["sales.order.read"] == "own" and "*" not in seen["grants"]
    assert qian.get("/api/v1/gateway/users").json["code"] == "forbidden"
    assert qian.post(f"{VIEW}/end").status_code == 204
    assert qian.get(ME).json == before


def test_nothing_is_changed_while_looking_on(company, qian):
    me = qian.get(ME).json
    qian.post(VIEW, {"role": "owner"})
    for method, path, body in (
        ("POST", TASKS, {"title": "x", "assignee_id": me["id"]}),
        ("PUT", f"/api/v1/gateway/users/{me['id']}", {"name": "x"}),
        ("POST", "/api/v1/gateway/me/password", {"old_password": "x", "password": "another long 密码"}),
        ("POST", VIEW, {"role": "salesperson"}),
    ):
        answer = qian.call(method, path, body)
        assert (answer.status_code, answer.json["code"]) == (403, "read_only_view"), path
    assert qian.get(TASKS).status_code == 200
    assert qian.call("DELETE", ME).status_code == 204


def test_begin_and_end_are_on_record(company, qian):
    qian.post(VIEW, {"role": "auditor"})
    qian.post(f"{VIEW}/end")
    qian.post(f"{VIEW}/end")
    entries = company.operator.get("/system/audit", limit=20)["items"]
    found = [(each["actor_name"], each["action"]) for each in entries if each["action"].startswith("view_as")]
    assert found == [("qian", "view_as_end"), ("qian", "view_as")]


def test_in_the_place_of_a_person_one_sees_what_the_person_sees(company, qian):
    """Totals and exports are those of the list."""
    east, west = company.unit("east"), company.unit("west")
    people = {}
    for name, unit in (("ming", east), ("fang", east), ("hua", west)):
        roles = ["sales_manager" if name == "fang" else "salesperson"]
        people[name] = company.hire(name, *roles, unit_id=unit["id"])
        company.tell_office(people[name])
    company.operator.put(f"/units/{east['id']}", {"leader_id": people["fang"]["id"]})
    for name in people:
        assert qian.post(TASKS, {"title": name, "assignee_id": people[name]["id"]}).status_code == 201
    for name, role, titles in (
        ("ming", "salesperson", ["ming"]),
        ("fang", "sales_manager", ["fang", "ming"]),
        ("hua", "salesperson", ["hua"]),
    ):
        mine = company.sign_in(name).get(f"{TASKS}?total=true").json
        qian.post(VIEW, {"role": role, "person_id": people[name]["id"]})
        seen = qian.get(f"{TASKS}?total=true").json
        assert sorted(each["title"] for each in seen["items"]) == titles
        assert (seen["items"], seen["total"]) == (mine["items"], mine["total"])
        assert seen["total"]["count"] == len(titles)
        assert exported(company, qian) == titles
        assert qian.get(ME).json["viewing"]["person_name"] == name
        qian.post(f"{VIEW}/end")


def exported(company, browser):
    """The titles in the workbook that an export of the tasks makes."""
    job = browser.post("/api/v1/office/system/exports", {"operation": "list_tasks", "query": {}}).json
    company.office.run_jobs()
    file = browser.get(f"/api/v1/office/system/jobs/{job['id']}/file").data
    head, *rows = load_workbook(BytesIO(file)).active.values
    return sorted(row[head.index("标题")] for row in rows)


def test_the_administrator_sees_no_business_data_as_anybody(company):
    company.hire("wei", "administrator")
    ming = company.hire("ming", "salesperson", password=None)
    wei = company.sign_in("wei")
    own = wei.get(ME).json["grants"]
    for body in ({"role": "owner"}, {"role": "salesperson"}, {"role": "owner", "person_id": ming["id"]}):
        assert wei.post(VIEW, body).status_code == 200
        seen = wei.get(ME).json["grants"]
        for pattern, scope in seen.items():
            assert any(covers(held, pattern) and SCOPES[reach] >= SCOPES[scope] for held, reach in own.items()), pattern
        assert set(wei.get(ME).json["hidden"]) == {"cost", "margin", "floor_price", "contact_phone"}
        wei.post(f"{VIEW}/end")


def test_only_who_may_look_on_does(company, qian):
    company.hire("ming", "salesperson")
    assert company.sign_in("ming").post(VIEW, {"role": "owner"}).json["code"] == "forbidden"
    assert qian.post(VIEW, {"role": "nobody"}).json["errors"][0]["field"] == "role"
    stranger = "0193a1d4-0000-7000-8000-000000000000"
    assert qian.post(VIEW, {"role": "owner", "person_id": stranger}).json["errors"][0]["field"] == "person_id"
    assert company.operator.refused("POST", "/sessions/current/view-as", {"role": "owner"})["code"] == "session_needed"


def test_a_view_belongs_to_its_session_and_a_deleted_role_shows_nothing(company, qian):
    role = company.operator.post("/roles", {"code": "x", "name_zh": "x", "name_en": "x", "grants": {"office.*": "all"}})
    qian.post(VIEW, {"role": "x"})
    assert company.sign_in("qian").get(ME).json["viewing"] is None
    company.operator.delete(f"/roles/{role['id']}")
    company.clock.advance(seconds=5)
    assert qian.get(ME).json["grants"] == {}
