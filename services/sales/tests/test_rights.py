"""Rights: going further in one step takes both rights; overriding a rule reaches as far as its scope."""

from .builders import SHOP, a_company, a_line, confirmed, owing
from .conftest import EAST


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
