"""Purchase orders (F36): drafted, changed, confirmed with a number, cancelled; seen within the data scope."""

import pytest

from .builders import MAIN, a_draft_purchase, a_product, a_purchase, a_supplier, received


def test_a_purchase_order_is_numbered_and_told_when_confirmed(purchasing, li):
    cap, supplier = a_product(li), a_supplier(li, "S001")
    draft = a_draft_purchase(li, supplier, (cap, "2.5", "3.3334"), (cap, 1, "1"), expected_on="2026-12-01")
    assert (draft["number"], draft["state"], draft["warehouse_id"], draft["total"]) == (None, "draft", MAIN, "9.33")
    order = li.post(f"/purchase-orders/{draft['id']}/confirm", {"expected_version": draft["version"]})
    assert (order["number"], order["state"], order["received"]) == ("PO20261123-0001", "confirmed", "none")
    [told] = purchasing.told("purchasing.purchase_order_confirmed.v1")
    assert (told.data["total"], told.data["lines"][0]["amount"]) == ("9.33", "8.33")
    assert li.get("/purchase-orders", q="S001", total="true")["total"] == {"count": 1, "total": "9.33"}


def test_a_draft_changes_and_its_lines_are_replaced(li):
    cap, shoe = a_product(li), a_product(li)
    draft = a_draft_purchase(li, a_supplier(li), (cap, 2, "3"))
    lines = [{"id": draft["lines"][0]["id"], "product_id": shoe["id"], "quantity": "1", "unit_price": "7"}]
    changed = li.put(f"/purchase-orders/{draft['id']}", {"lines": lines, "note": "急"})
    assert (changed["total"], changed["note"], changed["lines"][0]["product_code"]) == ("7.00", "急", shoe["code"])
    assert li.get(f"/purchase-orders/{draft['id']}")["lines"] == changed["lines"]


def test_who_saw_other_lines_neither_confirms_nor_changes(li):
    cap, shoe = a_product(li), a_product(li)
    draft = a_draft_purchase(li, a_supplier(li), (cap, 2, "3"))
    lines = [{"product_id": shoe["id"], "quantity": "2", "unit_price": "3"}]
    assert li.put(f"/purchase-orders/{draft['id']}", {"lines": lines})["total"] == draft["total"]
    seen = {"expected_version": draft["version"]}
    assert li.refused("POST", f"/purchase-orders/{draft['id']}/confirm", seen)["code"] == "stale_version"
    assert li.refused("PUT", f"/purchase-orders/{draft['id']}", {"note": "x", **seen})["code"] == "stale_version"


def test_what_is_confirmed_changes_no_more(li):
    order = a_purchase(li, a_supplier(li), (a_product(li), 2, "3"))
    for method, path in (("PUT", ""), ("POST", "/confirm")):
        problem = li.refused(method, f"/purchase-orders/{order['id']}{path}", {})
        assert (problem["code"], problem["status"]) == ("illegal_transition", 409)


def test_a_cancelled_order_brings_nothing_more(li):
    order = a_purchase(li, a_supplier(li), (a_product(li), 2, "3"))
    received(li, order, 1)
    assert li.post(f"/purchase-orders/{order['id']}/cancel")["state"] == "cancelled"
    assert li.get(f"/purchase-orders/{order['id']}/remaining")["lines"] == []
    problem = li.refused("POST", "/goods-receipts", {"purchase_order_id": order["id"], "confirm": True})
    assert problem["code"] == "illegal_transition"


def test_an_order_received_in_full_is_not_cancelled(li):
    order = a_purchase(li, a_supplier(li), (a_product(li), 2, "3"))
    received(li, order)
    assert li.refused("POST", f"/purchase-orders/{order['id']}/cancel")["code"] == "fully_received"


def test_hua_neither_sees_nor_moves_what_li_buys_but_qian_does(li, hua, qian):
    order = a_purchase(li, a_supplier(li), (a_product(li), 2, "3"))
    assert hua.get("/purchase-orders", total="true")["total"] == {"count": 0, "total": "0.00"}
    for method, path in (("GET", ""), ("GET", "/remaining"), ("POST", "/cancel"), ("PUT", "")):
        body = None if method == "GET" else {}
        assert hua.refused(method, f"/purchase-orders/{order['id']}{path}", body)["code"] == "not_found"
    body = {"purchase_order_id": order["id"], "confirm": True}
    assert hua.refused("POST", "/goods-receipts", body)["code"] == "not_found"
    assert qian.get(f"/purchase-orders/{order['id']}")["number"] == order["number"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"quantity": "0"}, "lines.0.quantity"),
        ({"quantity": "-1"}, "lines.0.quantity"),
        ({"unit_price": "-1"}, "lines.0.unit_price"),
        ({"product_id": "0190b6e0-0000-7000-8000-000000000000"}, "lines.0.product_id"),
        ({"discount": "1"}, "lines.0.discount"),
    ],
)
def test_a_wrong_line_is_named(li, wrong, field):
    line = {"product_id": a_product(li)["id"], "quantity": "1", "unit_price": "1", **wrong}
    problem = li.refused("POST", "/purchase-orders", {"supplier_id": a_supplier(li)["id"], "lines": [line]})
    assert problem["errors"][0]["field"] == field
    assert li.get("/purchase-orders")["items"] == []


def test_what_is_no_longer_traded_is_not_bought(li):
    cap, supplier = a_product(li), a_supplier(li)
    body = {"supplier_id": supplier["id"], "lines": [{"product_id": cap["id"], "quantity": "1", "unit_price": "1"}]}
    li.put(f"/products/{cap['id']}", {"active": False})
    assert li.refused("POST", "/purchase-orders", body)["code"] == "product_inactive"
    li.put(f"/suppliers/{supplier['id']}", {"active": False})
    assert li.refused("POST", "/purchase-orders", body)["code"] == "supplier_inactive"


def test_it_is_drafted_and_ordered_in_one_step_by_who_may_do_both(purchasing, li):
    lines = [{"product_id": a_product(li)["id"], "quantity": "2", "unit_price": "3"}]
    body = {"supplier_id": a_supplier(li)["id"], "lines": lines, "confirm": True}
    order = li.post("/purchase-orders", body)
    assert (order["number"], order["state"]) == ("PO20261123-0001", "confirmed")
    assert len(purchasing.told("purchasing.purchase_order_confirmed.v1")) == 1
    clerk = purchasing.person("clerk", {"purchasing.order.enter": "own", "purchasing.order.read": "own"})
    assert clerk.refused("POST", "/purchase-orders", body)["status"] == 403
    assert clerk.get("/purchase-orders")["items"] == []


def test_orders_are_found_by_a_product_of_theirs(li):
    cap, shoe, supplier = a_product(li), a_product(li), a_supplier(li)
    first = a_purchase(li, supplier, (cap, 1, "1"), (shoe, 1, "1"))
    a_purchase(li, supplier, (shoe, 1, "1"))
    page = li.get("/purchase-orders", product_id=cap["id"], total="true")
    assert ([row["id"] for row in page["items"]], page["total"]) == ([first["id"]], {"count": 1, "total": "2.00"})


def test_the_last_price_of_this_supplier_is_proposed_else_the_cost(li):
    cap, one, another = a_product(li, cost="9"), a_supplier(li), a_supplier(li)
    assert li.get("/price-hints", product_id=cap["id"])["unit_price"] == "9.00"
    received(li, a_purchase(li, one, (cap, 5, "8.5")), 2)
    a_purchase(li, another, (cap, 1, "7"))
    a_draft_purchase(li, one, (cap, 1, "1"))
    hint = li.get("/price-hints", product_id=cap["id"], supplier_id=one["id"])
    assert [(deal["unit_price"], deal["quantity"]) for deal in hint["purchases"]] == [("8.50", "5")]
    assert (hint["unit_price"], hint["on_hand"], hint["available"], hint["on_order"]) == ("8.50", "2", "2", "4")
    assert li.get("/price-hints", product_id=cap["id"])["unit_price"] == "7.00"


def test_whoever_is_hidden_the_cost_sees_no_price_and_hua_no_deal_of_lis_but_what_is_coming(purchasing, li, hua):
    cap = a_product(li, cost="9")
    a_purchase(li, a_supplier(li), (cap, 5, "8.5"))
    keeper = purchasing.person("keeper", {"purchasing.order.read": "all"}, hidden=frozenset({"cost"}))
    seen = keeper.get("/price-hints", product_id=cap["id"])
    assert "unit_price" not in seen and "unit_price" not in seen["purchases"][0]
    of_hua = hua.get("/price-hints", product_id=cap["id"])
    assert (of_hua["purchases"], of_hua["unit_price"], of_hua["on_order"]) == ([], "9.00", "5")
