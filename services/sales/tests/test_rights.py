"""Rights: going further in one step takes both rights; overriding a rule reaches as far as its scope."""

from .builders import SHOE, SHOP, a_company, a_line, an_order, confirmed, owing
from .conftest import EAST, SELLS


def test_whoever_may_only_enter_cannot_confirm_by_entering(sales):
    a_company(sales)
    typist = sales.person("ming", {"sales.order.enter": "own", "sales.order.confirm": "own"}, org_path=EAST)
    order = confirmed(typist)
    typist = sales.person("ming", {"sales.order.enter": "own", "sales.delivery.enter": "own"}, org_path=EAST)
    body = {"customer_id": order["customer_id"], "lines": [a_line(unit_price="10")], "confirm": True}
    assert typist.refused("POST", "/orders", body)["status"] == 403
    assert typist.refused("POST", "/deliveries", {"order_ids": [order["id"]], "request": True})["status"] == 403
    assert typist.post("/orders", {**body, "confirm": False})["state"] == "draft"


def test_a_right_to_override_reaches_no_further_than_its_scope(sales):
    a_company(sales)
    owing(sales, "0.00", limit="10.00")
    grants = {"sales.order.enter": "all", "sales.order.confirm": "all", "sales.order.over_credit": "own"}
    hua = sales.person("hua", grants)
    body = {"customer_id": SHOP, "lines": [a_line(unit_price="10")], "confirm": True, "reason": "急"}
    assert hua.refused("POST", "/orders", body)["code"] == "sales.credit_exceeded"


def test_nothing_is_given_away_without_the_right_to_go_below_the_floor(sales, ming, fang):
    a_company(sales)
    for line in (a_line(SHOE, unit_price="0"), a_line(SHOE, unit_price="99", discount="1")):
        problem = ming.refused("POST", "/orders", an_order([line], confirm=True))
        assert (problem["code"], problem["errors"][0]["field"]) == ("sales.free_of_charge", "lines.0.unit_price")
    assert fang.post("/orders", an_order([line], confirm=True))["state"] == "confirmed"


def test_a_refusal_does_not_tell_a_floor_price_that_is_hidden(sales):
    a_company(sales)
    ming = sales.person("ming", SELLS, org_path=EAST, hidden=frozenset({"floor_price"}))
    problem = ming.refused("POST", "/orders", an_order([a_line(unit_price="7.12")], confirm=True))
    assert problem["code"] == "sales.below_floor"
    assert "8" not in str({**problem, "trace": ""})
    hint = ming.get("/price-hints", customer_id=SHOP, product_id=a_line()["product_id"])
    assert "floor_price" not in hint
    assert "floor_price" not in ming.get("/products")["items"][0]


def test_an_order_of_long_ago_needs_a_right_of_its_own(sales, ming):
    a_company(sales)
    confirmed(ming, ordered_on="2026-09-22")
    problem = ming.refused("POST", "/orders", an_order(ordered_on="2026-09-21", confirm=True))
    assert (problem["code"], problem["details"]["days"]) == ("sales.dated_long_ago", 62)
    fang = sales.person("fang", dict.fromkeys([*SELLS, "sales.order.back_date"], "team"), org_path=EAST, teams=(EAST,))
    assert confirmed(fang, ordered_on="2026-09-21")["number"]
