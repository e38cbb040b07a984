"""Calling with a token: with the client's own rights, from its networks, as often as it may; never as a person."""

from .integrating import CLIENTS, TOKENS, by_secret, integration, register, tokens_of

TASKS = "/api/v1/office/tasks"
ME = "/api/v1/gateway/sessions/current"
TASKING = {"office.task.*": "all"}


def refused(answer, status):
    assert answer.status_code == status, answer.text
    return answer.json["code"]


def principal_of(company, caller):
    caller.get(TASKS)
    return company.gateway.host.verifier.verify(company.transport.carried[-1][0].headers["zhanggui-principal"])


def a_task(company, name="ming"):
    person = company.hire(name, "salesperson")
    company.office.hear(
        "gateway.user_changed.v1",
        person["id"],
        **{key: person[key] for key in ("code", "name", "org_path", "superior_id", "active")},
        user_id=person["id"],
    )
    return {"title": "回电", "assignee_id": person["id"], "due_on": "2026-11-30"}


def test_a_client_acts_with_its_own_rights_in_its_own_place(company, qian):
    east = company.unit("east", kind="branch")
    ming = company.hire("ming", "salesperson")
    grants = {"office.task.read": "team", "sales.*": "own"}
    shop = register(qian, "网店", grants, hidden=["cost"], unit_id=east["id"], responsible_id=ming["id"])
    principal = principal_of(company, integration(company, shop))
    assert (principal.kind, principal.name, str(principal.id)) == ("client", "网店", shop["id"])
    assert (principal.grants, principal.hidden, principal.org_path) == (grants, {"cost"}, "/hq/east/")
    assert (principal.teams, principal.branch) == (("/hq/east/",), "/hq/east/")
    assert [str(each) for each in principal.serves] == [ming["id"]], "own means the records of the responsible person"


def test_a_client_may_what_was_granted_and_nothing_else(company, qian):
    caller = integration(company, register(qian, grants={"office.task.read": "all"}))
    assert caller.get(TASKS).status_code == 200
    assert refused(caller.post(TASKS, {}), 403) == "forbidden"
    assert refused(caller.get("/api/v1/gateway/users"), 403) == "forbidden"
    assert refused(caller.get("/api/v1/office/system/audit"), 403) == "forbidden"


def test_changed_rights_hold_at_once(company, qian):
    shop = register(qian)
    caller = integration(company, shop)
    assert caller.get(TASKS).status_code == 200
    qian.call("PUT", f"{CLIENTS}/{shop['id']}", {"grants": {}})
    assert refused(caller.get(TASKS), 403) == "forbidden"


def test_a_client_knows_who_it_is_and_does_nothing_that_only_people_do(company, qian):
    shop = register(qian)
    caller = integration(company, shop)
    me = caller.get(ME).json
    assert (me["kind"], me["name"], me["id"], me["username"]) == ("client", "网店", shop["id"], None)
    assert me["grants"] == shop["grants"]
    assert refused(caller.call("DELETE", ME), 403) == "person_needed"
    own = {"old_password": "x", "password": "a new long one"}
    assert refused(caller.post("/api/v1/gateway/me/password", own), 403) == "person_needed"


def test_what_a_client_writes_carries_its_name(company, qian):
    body = a_task(company)
    shop = register(qian, "工单系统", TASKING)
    task = integration(company, shop).post(TASKS, body).json
    assert (task["owner_id"], task["assigner_id"]) == (body["assignee_id"], shop["id"])
    [event] = company.office.told("office.task_assigned.v1")
    assert (event.actor["id"], event.actor["name"]) == (shop["id"], "工单系统")
    operator = company.office.person("operator", {"*": "all"})
    assert operator.get("/system/audit")["items"][0]["actor_name"] == "工单系统"


def test_no_work_is_given_to_a_client(company, qian):
    shop = register(qian, grants=TASKING)
    body = a_task(company) | {"assignee_id": shop["id"]}
    answer = integration(company, shop).post(TASKS, body)
    assert (refused(answer, 404), answer.json["errors"][0]["field"]) == ("not_found", "assignee_id")


def test_the_same_key_is_one_task_for_each_client(company, qian):
    body, key = a_task(company), {"Idempotency-Key": "order-4711"}
    first, second = (integration(company, register(qian, name, TASKING)) for name in ("a", "b"))
    once = first.post(TASKS, body, headers=key)
    again = first.post(TASKS, body, headers=key)
    assert (once.json, again.headers["Idempotent-Replayed"]) == (again.json, "true")
    assert second.post(TASKS, body, headers=key).json["id"] != once.json["id"]
    assert refused(first.post(TASKS, {**body, "title": "other"}, headers=key), 422) == "idempotency_key_reused"


def test_a_client_calls_from_its_networks_only(company, qian):
    shop = register(qian, cidrs=["10.0.0.0/24", "2001:db8::/32"])
    caller = integration(company, shop)
    for address, status in (
        ("10.0.0.77", 200),
        ("::ffff:10.0.0.77", 200),
        ("2001:db8::7", 200),
        ("10.0.1.1", 403),
        ("2001:db9::1", 403),
        ("", 403),
    ):
        caller.address = address
        assert caller.get(TASKS).status_code == status, address
        batch = caller.post("/api/v1/batch", [{"method": "GET", "path": TASKS}]).json
        assert [each["status"] for each in batch] == [status]
    outside = company.stranger("10.0.1.1").post(TOKENS, by_secret(shop))
    assert refused(outside, 403) == "client_wrong_network"


def test_requests_are_limited_by_the_minute(company, qian):
    shop = register(qian, rate_limit=30, burst=4)
    caller = integration(company, shop)  # one of the four
    assert [caller.get(TASKS).status_code for _ in range(4)] == [200, 200, 200, 429]
    answer = caller.get(TASKS)
    assert (refused(answer, 429), answer.headers["Retry-After"]) == ("rate_limited", "2")
    company.clock.advance(seconds=2)
    assert [caller.get(TASKS).status_code for _ in range(2)] == [200, 429]
    company.clock.advance(minutes=5)
    assert [caller.get(TASKS).status_code for _ in range(5)] == [200] * 4 + [429]


def test_each_entry_of_a_batch_counts(company, qian):
    caller = integration(company, register(qian, burst=4))
    answers = caller.post("/api/v1/batch", [{"method": "GET", "path": TASKS}] * 6).json
    assert [each["status"] for each in answers] == [200] * 3 + [429] * 3
    assert answers[-1]["body"]["code"] == "rate_limited"


def test_a_client_is_limited_and_the_others_are_not(company, qian):
    first, second = register(qian, "a", burst=1), register(qian, "b")
    tokens_of(company, first)
    assert refused(company.stranger().post(TOKENS, by_secret(first)), 429) == "rate_limited"
    assert integration(company, second).get(TASKS).status_code == 200
    assert qian.get(TASKS).status_code == 200


def test_several_gateways_share_the_limit(company, qian):
    company.gateway.host.settings["gateway_processes"] = 2
    caller = integration(company, register(qian, burst=8))
    assert [caller.get(TASKS).status_code for _ in range(4)] == [200] * 3 + [429]


def test_when_a_client_was_last_used_is_known_and_no_change_of_the_record(company, qian):
    shop = register(qian)
    path = f"{CLIENTS}/{shop['id']}"
    caller = integration(company, shop)
    assert caller.get(TASKS).status_code == 200
    used = qian.get(path).json
    assert (used["last_used_at"], used["version"]) == ("2026-11-23T02:00:00+00:00", shop["version"])
    company.clock.advance(minutes=9)
    caller.get(TASKS)
    assert qian.get(path).json["last_used_at"] == used["last_used_at"]
    assert qian.call("PUT", path, {"description": "x", "expected_version": shop["version"]}).status_code == 200
