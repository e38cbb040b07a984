"""What people may do: the union of their roles, as wide as the widest, hidden only where all hide."""

import pytest

from chassis.access import covers
from gateway.roles.defaults import STANDARD_ROLES
from gateway.roles.operations import prepare_roles

ME = "/api/v1/gateway/sessions/current"
GRANTS = {role["code"]: role["grants"] for role in STANDARD_ROLES}
HIDDEN = {role["code"]: set(role["hidden"]) for role in STANDARD_ROLES}
SALES = ("salesperson", "sales_assistant", "sales_manager", "branch_manager", "sales_director")
GOODS = ("purchaser", "warehouse_keeper")


def rights(company, name):
    company.sign_in(name).get("/api/v1/office/tasks")
    return company.gateway.host.verifier.verify(company.transport.carried[-1][0].headers["zhanggui-principal"])


def may(role, function):
    return any(covers(pattern, function) for pattern in GRANTS[role])


def a_role(company, code, grants, hidden=()):
    names = {"name_zh": code, "name_en": code}
    return company.operator.post("/roles", {"code": code, "grants": grants, "hidden": list(hidden), **names})


def test_two_roles_give_the_wider_scope_and_hide_what_both_hide(company):
    a_role(company, "a", {"sales.order.read": "own", "office.task.read": "team"}, ["cost", "margin"])
    a_role(company, "b", {"sales.order.read": "branch", "sales.*": "own", "office.task.read": "own"}, ["cost"])
    company.hire("fang", "a", "b")
    principal = rights(company, "fang")
    assert principal.grants == {"sales.order.read": "branch", "office.task.read": "team", "sales.*": "own"}
    assert principal.hidden == {"cost"}
    assert principal.data_scope("sales.order.read") == "branch"
    assert principal.data_scope("sales.order.enter") == "own"


def test_who_has_no_role_may_nothing_and_may_still_sign_in(company):
    company.hire("guest")
    guest = company.sign_in("guest")
    assert guest.get(ME).json["grants"] == {}
    assert guest.get("/api/v1/office/tasks").json["code"] == "forbidden"


def test_teams_led_the_branch_and_people_served(company):
    east = company.unit("east", kind="branch")
    first, second = company.unit("first", east), company.unit("second", east)
    ming = company.hire("ming", "salesperson", unit_id=first["id"], password=None)
    fang = company.hire("fang", "sales_manager", unit_id=first["id"], serves=["ming"])
    for unit in (first, second):
        company.operator.put(f"/units/{unit['id']}", {"leader_id": fang["id"]})
    principal = rights(company, "fang")
    assert principal.org_path == "/hq/east/first/"
    assert principal.teams == ("/hq/east/first/", "/hq/east/second/")
    assert principal.branch == "/hq/east/"
    assert [str(each) for each in principal.serves] == [ming["id"]]


def test_a_changed_role_holds_at_once(company):
    role = a_role(company, "a", {"office.task.read": "own"})
    company.hire("ming", "a")
    ming = company.sign_in("ming")
    assert ming.get("/api/v1/office/tasks").status_code == 200
    company.operator.put(f"/roles/{role['id']}", {"grants": {}, "expected_version": 1})
    assert ming.get("/api/v1/office/tasks").status_code == 403


def test_a_standard_role_that_was_edited_is_left_alone(company, monkeypatch):
    roles = {role["code"]: role for role in company.operator.get("/roles", limit=50)["items"]}
    assert set(roles) == set(GRANTS)
    company.operator.put(f"/roles/{roles['cashier']['id']}", {"grants": {"finance.*": "own"}})
    newer = [{**role, "name_en": "of the next release"} for role in STANDARD_ROLES]
    monkeypatch.setitem(prepare_roles.__globals__, "STANDARD_ROLES", newer)
    company.gateway.host.start()
    after = {role["code"]: role for role in company.operator.get("/roles", limit=50)["items"]}
    assert after["cashier"]["name_en"] == "Cashier"
    assert after["cashier"]["grants"] == {"finance.*": "own"}
    assert after["purchaser"]["name_en"] == "of the next release"


@pytest.mark.parametrize("role", SALES)
def test_sales_sees_nothing_of_purchasing(role):
    for function in ("purchasing.order.read", "purchasing.supplier.read", "finance.payable.read"):
        assert not may(role, function)
    assert not may(role, "notification.purchasing_reminder.read")
    assert HIDDEN[role] == {"cost", "margin"}


@pytest.mark.parametrize("role", GOODS)
def test_purchasing_sees_nothing_of_sales(role):
    for function in ("sales.order.read", "crm.customer.read", "crm.collision.read", "finance.receivable.read"):
        assert not may(role, function)


def test_who_may_sell_below_the_floor_and_over_the_limit():
    for function in ("sales.order.below_floor", "sales.order.over_credit", "crm.customer.transfer"):
        assert {role for role in GRANTS if may(role, function)} == {
            "sales_manager",
            "branch_manager",
            "sales_director",
            "owner",
        }


def test_who_chases_debts_sees_reminders_and_who_sells_dismisses_them():
    assert may("salesperson", "notification.reminder.dismiss")
    for role in ("finance_manager", "cashier"):
        assert may(role, "notification.reminder.read") and may(role, "notification.purchasing_reminder.read")
        assert not may(role, "notification.reminder.dismiss")


def test_an_assistant_does_not_see_what_the_others_earn():
    assert may("salesperson", "finance.commission.read")
    assert not may("sales_assistant", "finance.commission.read")


@pytest.mark.parametrize("mark", ["cost", "margin"])
def test_what_goods_cost_is_for_the_owner_for_buyers_and_for_the_books(mark):
    assert {role for role in HIDDEN if mark not in HIDDEN[role]} == {"owner", "purchaser", "finance_manager"}


def test_how_to_reach_customers_is_for_those_who_sell():
    assert {role for role in HIDDEN if "contact_phone" not in HIDDEN[role]} == {*SALES, "owner"}


def test_the_administrator_has_no_business_data():
    for function in ("crm.customer.read", "sales.order.read", "finance.receivable.read", "purchasing.order.read"):
        assert not may("administrator", function)
    for function in ("system.jobs.open", "system.events.read", "system.audit.open", "system.facts.read"):
        assert not may("administrator", function)
    for function in ("system.jobs.read", "system.events.watch", "system.events.manage", "system.check"):
        assert may("administrator", function)


@pytest.mark.parametrize(
    "grants", [{"sales.*": "everything"}, {"Sales.x": "own"}, {"sales.**": "own"}, {"": "own"}, {"*x": "all"}, []]
)
def test_a_role_grants_functions_with_a_scope(company, grants):
    body = {"code": "x", "name_zh": "x", "name_en": "x", "grants": grants}
    assert company.operator.refused("POST", "/roles", body)["code"] == "invalid_content"
