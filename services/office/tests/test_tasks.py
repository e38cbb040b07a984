"""Tasks: assigned by Fang, done by Ming, none of Hua's business."""

from chassis.testing import person_id


def assigned(fang, to="ming", **more):
    return fang.post("/tasks", {"title": "回访老客户", "assignee_id": str(person_id(to)), **more})


def test_a_task_is_told_and_seen_by_its_assignee(office, fang, ming):
    task = assigned(fang, due_on="2026-11-25")
    assert ming.get(f"/tasks/{task['id']}")["due_on"] == "2026-11-25"
    [told] = office.told("office.task_assigned.v1")
    assert told.data["assignee_id"] == str(person_id("ming"))
    assert told.subject == task["id"]


def test_a_stranger_neither_sees_nor_finishes_it(fang, hua):
    task = assigned(fang)
    assert hua.refused("GET", f"/tasks/{task['id']}")["code"] == "not_found"
    assert hua.refused("POST", f"/tasks/{task['id']}/finish")["code"] == "not_found"
    listed = hua.get("/tasks", total="true")
    assert (listed["items"], listed["total"]["count"]) == ([], 0)


def test_a_superior_sees_the_whole_team(fang, ming):
    assigned(fang)
    assert fang.get("/tasks", total="true")["total"]["count"] == 1


def test_a_task_is_finished_once(office, fang, ming):
    task = assigned(fang)
    assert ming.post(f"/tasks/{task['id']}/finish")["state"] == "done"
    problem = ming.refused("POST", f"/tasks/{task['id']}/finish")
    assert (problem["code"], problem["status"]) == ("illegal_transition", 409)
    assert len(office.told("office.task_closed.v1")) == 1


def test_an_assignee_whom_nobody_knows_is_named(office, fang):
    problem = fang.refused("POST", "/tasks", {"title": "x", "assignee_id": str(person_id("nobody"))})
    assert (problem["status"], problem["errors"][0]["field"]) == (404, "assignee_id")
    assert office.told() == []


def test_who_has_not_seen_the_newest_version_is_refused(fang, ming):
    task = assigned(fang)
    ming.post(f"/tasks/{task['id']}/finish")
    problem = ming.refused("POST", f"/tasks/{task['id']}/reopen", {"expected_version": 1})
    assert problem["code"] == "stale_version"
    assert ming.call("POST", f"/tasks/{task['id']}/reopen", headers={"if-match": '"2"'}).status == 200


def test_the_same_key_assigns_once(office, fang):
    body = {"title": "打电话", "assignee_id": str(person_id("ming"))}
    first = fang.call("POST", "/tasks", body, key="k1")
    again = fang.call("POST", "/tasks", body, key="k1")
    assert first.json() == again.json()
    assert again.headers["idempotent-replayed"] == "true"
    assert len(office.told("office.task_assigned.v1")) == 1
    other = fang.refused("POST", "/tasks", {**body, "title": "别的"}, key="k1")
    assert other["code"] == "idempotency_key_reused"


def test_wrong_fields_are_named_in_both_languages(office, fang):
    problem = fang.refused("POST", "/tasks", {"title": " ", "assignee_id": "x", "colour": "red"})
    assert problem["status"] == 422
    assert {error["field"]: error["code"] for error in problem["errors"]} == {
        "title": "required",
        "assignee_id": "invalid_id",
        "colour": "unknown_field",
    }
    assert all(error["zh"] and error["en"] for error in problem["errors"])
    assert office.told() == []


def test_every_change_keeps_who_old_and_new(office, fang, ming):
    task = assigned(fang)
    ming.post(f"/tasks/{task['id']}/finish")
    auditor = office.person("auditor", {"system.audit.*": "all"})
    changed, created = auditor.get("/system/audit", record_id=task["id"])["items"]
    assert created["action"] == "create"
    assert changed["actor_name"] == "明"
    assert changed["changes"]["state"] == ["open", "done"]


def test_whoever_lacks_the_function_is_refused(office):
    buyer = office.person("li", {"purchasing.*": "all"})
    assert buyer.refused("GET", "/tasks")["status"] == 403


def test_work_is_given_to_those_within_reach_only(fang):
    refused = fang.refused("POST", "/tasks", {"title": "拜访", "assignee_id": str(person_id("hua"))})
    assert (refused["code"], refused["errors"][0]["field"]) == ("not_found", "assignee_id")


def test_a_task_names_who_gave_it_and_who_has_it(fang, ming):
    task = assigned(fang)
    assert (task["assigner_name"], task["owner_name"]) == ("方", "明")
    assert ming.post(f"/tasks/{task['id']}/finish")["owner_name"] == "明"
    assert [each["assigner_name"] for each in ming.get("/tasks")["items"]] == ["方"]


def test_tasks_are_found_by_their_day_and_by_who_gave_them(fang, ming):
    soon, later, some_day = assigned(fang, due_on="2026-11-25"), assigned(fang, due_on="2026-12-25"), assigned(fang)
    assert [each["id"] for each in ming.get("/tasks", due_by="2026-11-25")["items"]] == [soon["id"]]
    assert [each["id"] for each in ming.get("/tasks", sort="due_on")["items"]] == [
        soon["id"],
        later["id"],
        some_day["id"],
    ]
    assert ming.get("/tasks", assigner_id=str(person_id("ming")))["items"] == []
    assert len(ming.get("/tasks", assigner_id=str(person_id("fang")))["items"]) == 3
