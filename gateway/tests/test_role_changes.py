"""Editing roles: what it means is said before, nobody gives more than he holds, and somebody stays in charge."""

import pytest

from gateway.roles.difference import Rights, differences, sides_joined

from .conftest import Browser

MARKS = ("cost", "margin", "floor_price", "contact_phone")
PREVIEW = {"people", "changes", "names", "warnings"}


SALES, STOCK = {"code": "sales", "zh": "销售", "en": "Sales"}, {"code": "stock", "zh": "库存", "en": "Stock"}


def in_sales(letter):
    return {"zh": f"订单{letter}", "en": f"Order {letter}", "area": SALES, "scoped": True}


class Words:
    """A small catalogue."""

    functions = {f"sales.{letter}": in_sales(letter) for letter in "abcd"} | {
        "purchasing.x": {"zh": "库存", "en": "Stock", "area": STOCK, "scoped": False}
    }

    def name(self, function):
        return self.functions.get(function) or {"zh": function, "en": function}

    def mark(self, code):
        return {"zh": "成本", "en": "cost"}

    def scoped(self, function):
        return self.functions.get(function, {"scoped": True})["scoped"]


def said(before, after, language="zh", hidden=((), ())):
    found = differences(Rights(before, hidden[0]), Rights(after, hidden[1]), Words())
    return [each[language] for each in found]


def roles(company):
    return {role["code"]: role for role in company.operator.get("/roles", limit=100)["items"]}


def a_role(company, code, grants, hidden=(), by=None):
    body = {"code": code, "name_zh": code, "name_en": code, "grants": grants, "hidden": list(hidden)}
    return (by or company.operator).post("/roles", body)


def caller(company, name, *codes):
    """Somebody with roles who calls the gateway."""
    company.hire(name, *codes)
    return company.sign_in(name)


def test_a_difference_is_said_in_plain_words():
    assert said({}, {"sales.a": "own"}) == ["增加：订单a（本人）"]
    assert said({"sales.a": "own"}, {"sales.a": "team"}) == ["调整：订单a（本人 → 所属团队）"]
    assert said({"sales.a": "own"}, {}, "en") == ["Removed: Order a (own)"]
    assert said({"sales.a": "own"}, {"sales.a": "own"}) == []


def test_a_whole_area_is_said_at_once():
    assert said({}, {"sales.*": "all"}) == ["增加：“销售”的全部 4 项功能（全部）"]
    assert said({"sales.a": "own"}, {"sales.*": "own"}) == [f"增加：订单{each}（本人）" for each in "bcd"]


def test_a_function_without_data_scope_is_said_without_one():
    assert said({}, {"purchasing.x": "own"}, "en") == ["Added: Stock"]
    assert said({"purchasing.x": "own"}, {"purchasing.x": "all"}) == []


def test_marks_and_what_nobody_knows_are_said_too():
    assert said({}, {}, hidden=(["cost"], [])) == ["现在可见：成本"]
    assert said({}, {}, "en", hidden=([], ["cost"])) == ["Now hidden: cost"]
    assert said({}, {"garden.*": "own"}) == ["增加：garden.*（本人）"]


def test_sales_and_purchasing_in_one_role_are_noticed_once():
    both, sales = Rights({"*": "own"}, ()), Rights({"sales.*": "own"}, ())
    assert sides_joined(sales, both, Words())
    assert not sides_joined(both, both, Words())
    assert not sides_joined(Rights({}, ()), sales, Words())


def test_a_preview_says_what_a_change_means_and_changes_nothing(company):
    role = a_role(company, "clerk", {"office.task.read": "own"}, ["cost"])
    company.hire("ming", "clerk", password=None)
    company.stranger().get("/api/v1/openapi.json")  # the catalogue hears what the office can do
    body = {"grants": {"office.task.read": "team", "office.task.assign": "team", "gardn.*": "all"}, "hidden": []}
    seen = company.operator.post(f"/roles/{role['id']}/preview", body)
    assert seen.keys() == PREVIEW
    assert (seen["people"], seen["names"]) == (1, ["ming"])
    assert [each["zh"] for each in seen["changes"]] == [
        "调整：查看任务（本人 → 所属团队）",
        "增加：指派任务（所属团队）",
        "增加：gardn.*（全部）",
        "现在可见：cost",
    ]
    assert [(each["code"], each["refused"]) for each in seen["warnings"]] == [("unknown_functions", False)]
    after = roles(company)["clerk"]
    assert (after["grants"], after["hidden"], after["version"]) == (role["grants"], role["hidden"], 1)


def test_a_preview_warns_of_what_saving_would_refuse(company):
    company.hire("qian", "owner")
    company.stranger().get("/api/v1/openapi.json")
    owner = roles(company)["owner"]
    seen = company.operator.post(f"/roles/{owner['id']}/preview", {"grants": {"office.*": "all"}})
    assert [(each["code"], each["refused"]) for each in seen["warnings"]] == [("last_in_charge", True)]
    problem = company.operator.refused("PUT", f"/roles/{owner['id']}", {"grants": {"office.*": "all"}})
    assert problem["code"] == "last_in_charge"
    assert roles(company)["owner"]["grants"] == owner["grants"]


def test_the_last_person_in_charge_keeps_the_role(company):
    qian = company.hire("qian", "owner")
    problem = company.operator.refused("PUT", f"/users/{qian['id']}", {"roles": ["salesperson"]})
    assert problem["code"] == "last_in_charge"
    company.hire("sun", "owner")
    assert company.operator.put(f"/users/{qian['id']}", {"roles": ["salesperson"]})["roles"] == ["salesperson"]


def test_nobody_puts_more_into_a_role_than_he_holds(company):
    wei = caller(company, "wei", "administrator")
    for grants in ({"sales.order.read": "own"}, {"*": "own"}, {"gateway.*": "own"}, {"gateway.role.grant_any": "own"}):
        body = {"code": "x", "name_zh": "x", "name_en": "x", "grants": grants, "hidden": list(MARKS)}
        assert wei.post("/api/v1/gateway/roles", body).json["code"] == "role_beyond_own"
    role = roles(company)["salesperson"]
    path = f"/api/v1/gateway/roles/{role['id']}"
    wider = {**role["grants"], "sales.order.read": "all"}
    assert wei.call("PUT", path, {"grants": wider}).json["code"] == "role_beyond_own"
    assert wei.call("PUT", path, {"hidden": []}).json["code"] == "role_beyond_own"
    narrower = {name: scope for name, scope in role["grants"].items() if name != "sales.order.cancel"}
    assert wei.call("PUT", path, {"grants": narrower}).status_code == 200


def test_a_role_about_which_nothing_is_said_hides_all_that_can_be_hidden(company):
    """Of two roles, what one shows is shown: so a role that shows cost by oversight would show it to everybody."""
    wei = caller(company, "wei", "administrator")
    body = {"code": "x", "name_zh": "x", "name_en": "x", "grants": {}}
    assert set(wei.post("/api/v1/gateway/roles", body).json["hidden"]) == set(MARKS)


def test_nobody_gives_roles_to_himself(company):
    wei = company.hire("wei", "administrator")
    unit = company.unit("x")
    browser, path = company.sign_in("wei"), f"/api/v1/gateway/users/{wei['id']}"
    for change in (
        {"roles": ["administrator", "salesperson"]},
        {"serves": ["wei"]},
        {"unit_id": unit["id"]},
    ):
        assert browser.call("PUT", path, change).json["code"] == "own_roles"
    assert browser.call("PUT", path, {"phone": "1"}).status_code == 200
    qian = company.hire("qian", "owner")
    changed = company.sign_in("qian").call(
        "PUT", f"/api/v1/gateway/users/{qian['id']}", {"roles": ["owner", "purchaser"]}
    )
    assert changed.json["roles"] == ["owner", "purchaser"]


def test_over_who_can_grant_anything_only_the_same_have_power(company):
    qian, ming = company.hire("qian", "owner"), company.hire("ming", password=None)
    wei = caller(company, "wei", "administrator")
    path = f"/api/v1/gateway/users/{qian['id']}"
    for answer in (
        wei.call("PUT", path, {"roles": []}),
        wei.call("PUT", path, {"name": "x"}),
        wei.post(f"{path}/password", {"password": "another long 密码"}),
        wei.post(f"{path}/deactivate"),
    ):
        assert (answer.status_code, answer.json["code"]) == (403, "beyond_own_power")
    given = wei.call("PUT", f"/api/v1/gateway/users/{ming['id']}", {"roles": ["owner"]})
    assert given.json["code"] == "role_beyond_own"
    given = wei.call("PUT", f"/api/v1/gateway/users/{ming['id']}", {"roles": ["salesperson"]})
    assert given.json["roles"] == ["salesperson"]


def test_a_role_is_copied_and_deleted_when_nobody_has_it(company):
    role = roles(company)["cashier"]
    body = {"code": "cashier_2", "name_zh": "出纳二", "name_en": "Cashier 2"}
    copied = company.operator.post(f"/roles/{role['id']}/copy", body)
    assert (copied["grants"], copied["hidden"], copied["standard"]) == (role["grants"], role["hidden"], False)
    company.hire("chen", "cashier_2", password=None)
    problem = company.operator.refused("DELETE", f"/roles/{copied['id']}")
    assert (problem["code"], problem["details"]) == ("role_held", {"people": 1})
    chen = company.operator.get("/users", q="chen")["items"][0]
    company.operator.put(f"/users/{chen['id']}", {"roles": []})
    company.operator.delete(f"/roles/{copied['id']}")
    assert "cashier_2" not in roles(company)
    assert company.operator.refused("DELETE", f"/roles/{role['id']}")["code"] == "standard_role_stays"


def test_the_catalogue_of_functions_is_grouped_in_business_words(company):
    company.stranger().get("/api/v1/openapi.json")
    wei = caller(company, "wei", "administrator")
    seen = wei.get("/api/v1/gateway/functions").json
    areas = {area["code"]: area for area in seen["areas"]}
    assert {"office", "organisation", "system"} == areas.keys()
    assert (areas["office"]["zh"], areas["office"]["en"]) == ("办公", "Office")
    tasks = {each["code"]: each for each in areas["office"]["functions"]}
    assert tasks["office.task.finish"]["scoped"] is True
    assert {each["zh"] for each in tasks["office.task.finish"]["allows"]} == {"完成任务", "重新打开任务"}
    assert tasks["office.announcement.read"]["scoped"] is False
    assert [each["code"] for each in seen["scopes"]] == ["own", "team", "branch", "all"]


@pytest.mark.parametrize("change", [{"grants": {}}, {"hidden": ["cost"]}])
def test_a_change_holds_within_five_seconds_in_every_gateway_process(company, elsewhere, change):
    """Two gateway processes on one database: the other one knows of nothing until it looks again."""
    role = a_role(company, "clerk", {"office.task.read": "own"})
    company.hire("ming", "clerk")
    ming = company.sign_in("ming")
    there, me = Browser(elsewhere, ming.token), "/api/v1/gateway/sessions/current"
    assert there.get(me).json["grants"] == {"office.task.read": "own"}
    company.operator.put(f"/roles/{role['id']}", change)
    now = {name: company.operator.get(f"/roles/{role['id']}")[name] for name in change}
    assert {name: ming.get(me).json[name] for name in change} == now
    company.clock.advance(seconds=5)
    assert {name: there.get(me).json[name] for name in change} == now
