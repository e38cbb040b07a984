"""API clients: who makes them, with which rights, and who answers for them."""

from .integrating import CLIENTS, TOKENS, a_key, by_secret, integration, register

ME = "/api/v1/gateway/sessions/current"
SHOP = {"crm.customer.read": "all", "crm.customer.enter": "branch", "office.task.read": "own"}


def a_manager(company, name, grants, hidden=(), **more):
    """Somebody who manages API clients, with these rights besides."""
    managing = {"gateway.client.*": "all", "gateway.user.read": "all"}
    role = {"code": name, "name_zh": name, "name_en": name, "grants": grants | managing, "hidden": list(hidden)}
    company.operator.post("/roles", role)
    company.hire(name, name, **more)
    return company.sign_in(name)


def refused(answer):
    assert 400 <= answer.status_code < 500, answer.text
    return answer.json["code"]


def test_a_client_is_created_with_its_rights_and_shown_without_its_secret(company, qian):
    created = register(qian, "网店", SHOP, description="下单", cidrs=["10.8.0.7/16"], expires_on="2027-01-31")
    assert created["secret"].startswith("zgs_") and len(created["secret"]) > 40
    shown = qian.get(f"{CLIENTS}/{created['id']}").json
    assert "secret" not in shown
    assert (shown["grants"], shown["cidrs"], shown["expires_on"]) == (SHOP, ["10.8.0.0/16"], "2027-01-31")
    assert (shown["rate_limit"], shown["burst"], shown["state"]) == (120, 60, "active")
    assert (shown["org_path"], shown["last_used_at"]) == ("/hq/", None)
    [listed] = qian.get(CLIENTS, query_string={"q": "下单"}).json["items"]
    assert listed["id"] == created["id"]


def test_names_are_unique_and_fields_are_checked(company, qian):
    register(qian, "网店")
    assert refused(qian.post(CLIENTS, {"name": "网店", "grants": {}})) == "client_name_taken"
    for wrong in (
        {"cidrs": ["ten dot eight"]},
        {"cidrs": ["10.8.0.0/33"]},
        {"rate_limit": 0},
        {"burst": 0},
        {"grants": {"sales.*": "everything"}},
        {"grants": {"Sales": "own"}},
        {"surprise": 1},
    ):
        assert refused(qian.post(CLIENTS, {"name": "x", "grants": {}, **wrong})) == "invalid_content"
    assert refused(qian.post(CLIENTS, {"name": "x", "grants": {}, "expires_on": "2026-11-22"})) == "expiry_in_past"


def test_nobody_grants_more_than_he_holds(company):
    east = company.unit("east", kind="branch")
    held = {"sales.order.read": "branch", "crm.contact.*": "own"}
    fang = a_manager(company, "fang", held, unit_id=east["id"])
    register(fang, "as far", {"sales.order.read": "branch"})
    register(fang, "less far", {"sales.order.read": "own", "crm.contact.read": "own"})
    for grants, beyond in (
        ({"sales.order.read": "all"}, "sales.order.read"),
        ({"sales.*": "own"}, "sales.*"),
        ({"*": "own"}, "*"),
        ({"sales.order.confirm": "own"}, "sales.order.confirm"),
        ({"crm.contact.read": "team"}, "crm.contact.read"),
    ):
        answer = fang.post(CLIENTS, {"name": "further", "grants": grants})
        assert (refused(answer), answer.json["details"]["functions"]) == ("grants_too_much", beyond)


def test_a_client_reaches_no_further_than_its_maker(company):
    """Neither through a unit nor through a responsible person beyond the maker's own reach, nor by what it sees."""
    east, west = company.unit("east", kind="branch"), company.unit("west", kind="branch")
    fang = a_manager(company, "fang", {"sales.order.read": "branch"}, ["cost"], unit_id=east["id"])
    hua = company.hire("hua", unit_id=west["id"])
    ming = company.hire("ming", unit_id=east["id"])
    wanted = {"grants": {"sales.order.read": "branch"}, "hidden": ["cost"]}
    elsewhere = fang.post(CLIENTS, {"name": "1", **wanted, "unit_id": west["id"]})
    foreign = fang.post(CLIENTS, {"name": "2", **wanted, "responsible_id": hua["id"], "unit_id": east["id"]})
    own = fang.post(CLIENTS, {"name": "3", "grants": {"sales.order.read": "own"}, "responsible_id": hua["id"]})
    assert [refused(each) for each in (elsewhere, foreign, own)] == ["grants_too_much"] * 3
    assert refused(fang.post(CLIENTS, {"name": "4", **wanted, "hidden": []})) == "must_hide"
    register(fang, "5", **wanted, responsible_id=ming["id"])


def test_an_administrator_learns_no_secret_of_a_client_that_may_do_more(company, qian):
    """Rotating a secret, or adding a key, would be a way to rights that he does not have."""
    shop = register(qian, "网店", SHOP)
    company.hire("admin", "administrator")
    admin = company.sign_in("admin")
    key, _ = a_key("Ed25519")
    path = f"{CLIENTS}/{shop['id']}"
    assert refused(admin.post(f"{path}/secrets")) == "grants_too_much"
    adding = {"name": "k", "public_key": key.as_dict(private=False)}
    assert refused(admin.post(f"{path}/keys", adding)) == "grants_too_much"
    assert refused(admin.call("PUT", path, {"grants": SHOP | {"sales.*": "all"}})) == "grants_too_much"
    assert refused(admin.call("PUT", path, {"hidden": [], "responsible_id": admin.get(ME).json["id"]}))
    assert admin.call("PUT", path, {"description": "more words"}).status_code == 200
    assert admin.call("PUT", path, {"grants": {}}).status_code == 200
    assert admin.post(f"{path}/suspend").json["state"] == "suspended"


def test_no_client_breeds_another(company, qian):
    parent = register(qian, "parent", {"gateway.client.*": "all", "gateway.user.read": "all"})
    caller = integration(company, parent)
    assert caller.get(CLIENTS).status_code == 200
    assert refused(caller.post(CLIENTS, {"name": "child", "grants": {}})) == "person_needed"
    assert refused(caller.post(f"{CLIENTS}/{parent['id']}/secrets")) == "person_needed"


def test_suspending_and_resuming_are_two_moves(company, qian):
    shop = register(qian)
    path = f"{CLIENTS}/{shop['id']}"
    assert refused(qian.post(f"{path}/resume")) == "illegal_transition"
    assert qian.post(f"{path}/suspend").json["state"] == "suspended"
    assert refused(qian.post(f"{path}/suspend")) == "illegal_transition"
    assert refused(qian.post(f"{path}/resume", {"expected_version": 1})) == "stale_version"
    assert qian.post(f"{path}/resume").json["state"] == "active"


def test_a_client_whose_person_has_left_waits_for_another(company, qian):
    ming, hua = company.hire("ming", "salesperson"), company.hire("hua", "salesperson")
    shop = register(qian, responsible_id=ming["id"])
    caller, path = integration(company, shop), f"{CLIENTS}/{shop['id']}"
    assert caller.get("/api/v1/office/tasks").status_code == 200
    company.operator.post(f"/users/{ming['id']}/deactivate", {})
    assert caller.get("/api/v1/office/tasks").status_code == 401
    assert qian.get(path).json["state"] == "unattended"
    problem = company.stranger().post(TOKENS, by_secret(shop))
    assert (refused(problem), problem.json["details"]["state"]) == ("client_not_active", "unattended")
    company.clock.advance(seconds=1)
    shown = qian.call("PUT", path, {"responsible_id": hua["id"]}).json
    assert (shown["state"], shown["secret_is_older"]) == ("active", True)
    assert caller.get("/api/v1/office/tasks").status_code == 200
    assert qian.post(f"{path}/secrets", {"overlap_hours": 0}).json["secret_is_older"] is False


def test_a_client_moves_with_its_unit(company, qian):
    east, north = company.unit("east", kind="branch"), company.unit("north", kind="branch")
    team = company.unit("team", east)
    shop = register(qian, "网店", {"office.task.read": "team"}, unit_id=team["id"])
    company.operator.put(f"/units/{team['id']}", {"parent_id": north["id"]})
    assert qian.get(f"{CLIENTS}/{shop['id']}").json["org_path"] == "/hq/north/team/"


def test_whoever_manages_a_branch_sees_its_clients_only(company, qian):
    east, west = company.unit("east", kind="branch"), company.unit("west", kind="branch")
    there = register(qian, "there", unit_id=west["id"])
    here = register(qian, "here", unit_id=east["id"])
    grants = {"gateway.client.*": "branch"}
    company.operator.post("/roles", {"code": "local", "name_zh": "x", "name_en": "x", "grants": grants})
    company.hire("fang", "local", unit_id=east["id"])
    fang = company.sign_in("fang")
    assert [each["id"] for each in fang.get(CLIENTS).json["items"]] == [here["id"]]
    for action in ("suspend", "resume", "revoke", "secrets"):
        assert refused(fang.post(f"{CLIENTS}/{there['id']}/{action}")) == "not_found"


def test_every_change_is_in_the_audit_trail_and_no_secret_is(company, qian):
    shop = register(qian)
    tokens = company.stranger().post(TOKENS, by_secret(shop)).json
    again = qian.post(f"{CLIENTS}/{shop['id']}/secrets").json["secret"]
    qian.post(f"{CLIENTS}/{shop['id']}/suspend")
    with company.gateway.host.database.engine.connect() as connection:
        names = company.gateway.host.service.base.metadata.tables
        more = ("audit_entry", "event_log", "stored_response")
        rows = [str(connection.exec_driver_sql(f'SELECT * FROM "{name}"').all()) for name in (*names, *more)]
    written = " ".join(rows)
    for secret in (shop["secret"], again, tokens["access_token"], tokens["refresh_token"]):
        assert secret not in written
    trail = company.operator.get("/system/audit", limit=200)["items"]
    seen = {(row["entity"], row["action"]) for row in trail}
    wanted = {("ApiClient", "create"), ("ApiClient", "update"), ("ApiClient", "sign_in"), ("ClientSecret", "create")}
    assert wanted <= seen
    assert "secret_hash" not in str(trail)
