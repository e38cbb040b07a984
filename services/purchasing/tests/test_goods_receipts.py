"""Goods receipts (F39, F40, F45) and what goes back to the supplier."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from .builders import (
    a_product,
    a_purchase,
    a_supplier,
    confirmed,
    facts,
    level,
    receipt_body,
    received,
    send_back_body,
    sent_back,
)


@pytest.fixture
def cap(li):
    return a_product(li)


@pytest.fixture
def supplier(li):
    return a_supplier(li, payment_days=30)


def test_all_that_remains_comes_in_without_retyping(purchasing, li, cap, supplier):
    order = a_purchase(li, supplier, (cap, 10, "8.25"))
    [line] = li.get(f"/purchase-orders/{order['id']}/remaining")["lines"]
    assert (line["ordered"], line["received"], line["remaining"], line["unit_price"]) == ("10", "0", "10", "8.25")
    receipt = received(li, order, received_on="2026-11-20")
    assert (receipt["number"], receipt["due_on"], receipt["total"]) == ("GR20261123-0001", "2026-12-20", "82.50")
    [told] = purchasing.told("purchasing.goods_received.v1")
    assert (told.data["due_on"], told.data["total"], told.data["purchase_order_id"]) == (
        "2026-12-20",
        "82.50",
        order["id"],
    )
    assert level(purchasing, cap) == ("10", "0")
    assert li.get(f"/purchase-orders/{order['id']}")["received"] == "full"
    assert facts(purchasing, "confirmed_receipts") == {receipt["id"]: "82.50"}
    assert facts(purchasing, "stock_value") == {"total": "82.50"}


def test_goods_come_in_parts(purchasing, li, cap, supplier):
    order = a_purchase(li, supplier, (cap, 10, "8"), (cap, 1, "9"))
    received(li, order, 4)
    assert li.get(f"/purchase-orders/{order['id']}")["received"] == "partial"
    remaining = [line["remaining"] for line in li.get(f"/purchase-orders/{order['id']}/remaining")["lines"]]
    assert remaining == ["6", "1"]
    received(li, order)
    assert li.get(f"/purchase-orders/{order['id']}")["received"] == "full"


def test_more_than_ordered_is_refused(purchasing, li, cap, supplier):
    order = a_purchase(li, supplier, (cap, 10, "8"))
    received(li, order, 4)
    problem = li.refused("POST", "/goods-receipts", receipt_body(order, 7))
    assert (problem["code"], problem["errors"][0]["field"]) == ("over_received", "lines.0.quantity")
    assert "7" in problem["titles"]["en"] and "6" in problem["titles"]["en"]
    assert level(purchasing, cap) == ("4", "0")


def test_a_draft_moves_nothing_until_it_is_confirmed(purchasing, li, cap, supplier):
    order = a_purchase(li, supplier, (cap, 10, "8"))
    first = received(li, order, 10, confirm=False)
    second = received(li, order, 10, confirm=False)
    assert (level(purchasing, cap), first["number"]) == (("0", "0"), None)
    li.post(f"/goods-receipts/{first['id']}/confirm")
    assert li.refused("POST", f"/goods-receipts/{first['id']}/confirm")["code"] == "illegal_transition"
    assert li.refused("POST", f"/goods-receipts/{second['id']}/confirm")["code"] == "over_received"
    assert li.post(f"/goods-receipts/{second['id']}/cancel")["state"] == "cancelled"
    assert li.refused("POST", f"/goods-receipts/{first['id']}/cancel")["code"] == "illegal_transition"
    assert level(purchasing, cap) == ("10", "0")


def test_goods_may_come_without_an_order(purchasing, li, cap, supplier):
    line = {"product_id": cap["id"], "quantity": "3", "unit_price": "8"}
    body = {"supplier_id": supplier["id"], "lines": [line], "confirm": True}
    assert li.post("/goods-receipts", body)["total"] == "24.00"
    assert level(purchasing, cap) == ("3", "0")
    assert li.get("/goods-receipts", supplier_id=supplier["id"], total="true")["total"] == {
        "count": 1,
        "total": "24.00",
    }


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"supplier_id": None}, "required"),
        ({"lines": None}, "nothing_to_receive"),
        ({"lines": [{"quantity": "1"}]}, "required"),
        ({"received_on": "2026-11-24"}, "received_in_future"),
        ({"received_on": "tomorrow"}, "invalid_content"),
        ({"confirm": "perhaps"}, "invalid_content"),
    ],
)
def test_a_wrong_receipt_is_refused(purchasing, li, cap, supplier, wrong, code):
    line = {"product_id": cap["id"], "quantity": "3", "unit_price": "8"}
    body = {"supplier_id": supplier["id"], "lines": [line], "confirm": True, **wrong}
    assert li.refused("POST", "/goods-receipts", body)["code"] == code
    assert li.get("/goods-receipts")["items"] == []
    assert level(purchasing, cap) == ("0", "0")


def test_a_line_of_another_order_is_refused(li, cap, supplier):
    one, other = (a_purchase(li, supplier, (cap, 10, "8")) for _ in range(2))
    body = receipt_body(other, 1) | {"purchase_order_id": one["id"]}
    assert li.refused("POST", "/goods-receipts", body)["code"] == "not_of_this_order"


def test_who_waited_for_the_goods_gets_them(purchasing, li, cap, supplier):
    order = confirmed(purchasing, (cap, 4))
    received(li, a_purchase(li, supplier, (cap, 10, "8")))
    assert purchasing.told("purchasing.stock_reserved.v1")[-1].subject == order["order_id"]
    assert level(purchasing, cap) == ("10", "4")


def test_goods_go_back_and_the_payable_shrinks_by_their_price(purchasing, li, cap, supplier):
    receipt = received(li, a_purchase(li, supplier, (cap, 3, "3.3334")))
    purchasing.clock.advance(days=2)
    first, second = sent_back(li, receipt, 1), sent_back(li, receipt, 2)
    assert (first["number"], first["total"], second["total"]) == ("PR20261125-0001", "3.33", "6.67")
    told = purchasing.told("purchasing.goods_sent_back.v1")[0]
    assert (told.data["return_id"], told.data["receipt_id"], told.subject) == (
        first["id"],
        receipt["id"],
        receipt["id"],
    )
    assert level(purchasing, cap) == ("0", "0")
    assert facts(purchasing, "send_backs") == {first["id"]: "3.33", second["id"]: "6.67"}
    assert li.get("/purchase-returns", goods_receipt_id=receipt["id"])["items"][0]["lines"][0]["quantity"] == "2"


def test_neither_more_than_received_nor_what_is_kept_goes_back(purchasing, li, cap, supplier):
    receipt = received(li, a_purchase(li, supplier, (cap, 5, "8")))
    path = f"/goods-receipts/{receipt['id']}/send-back"
    sent_back(li, receipt, 2)
    assert li.refused("POST", path, send_back_body(receipt, 4))["code"] == "over_returned"
    confirmed(purchasing, (cap, 2))
    assert li.refused("POST", path, send_back_body(receipt, 2))["code"] == "not_enough_stock"
    assert li.refused("POST", path, send_back_body(receipt, 1, expected_version=1))["code"] == "stale_version"
    assert li.get(f"/goods-receipts/{receipt['id']}")["lines"][0]["returnable"] == "3"
    assert level(purchasing, cap) == ("3", "2")


def test_hua_neither_sees_nor_sends_back_what_li_received(li, hua, cap, supplier):
    receipt = received(li, a_purchase(li, supplier, (cap, 5, "8")))
    assert hua.get("/goods-receipts")["items"] == []
    assert hua.refused("GET", f"/goods-receipts/{receipt['id']}")["code"] == "not_found"
    body = send_back_body(receipt, 1)
    assert hua.refused("POST", f"/goods-receipts/{receipt['id']}/send-back", body)["code"] == "not_found"


def test_the_same_goods_received_by_many_at_once_come_in_once(purchasing, li, cap, supplier):
    order = a_purchase(li, supplier, (cap, 10, "8"))
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: li.call("POST", "/goods-receipts", receipt_body(order, 4)).status, range(8)))
    assert sorted(answers) == [201, 201, *[409] * 6]
    assert level(purchasing, cap) == ("8", "0")


def test_the_same_goods_sent_back_by_many_at_once_go_back_once(purchasing, li, cap, supplier):
    receipt = received(li, a_purchase(li, supplier, (cap, 5, "8")))
    path = f"/goods-receipts/{receipt['id']}/send-back"
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: li.call("POST", path, send_back_body(receipt, 2)).status, range(8)))
    assert sorted(answers) == [201, 201, *[409] * 6]
    assert level(purchasing, cap) == ("1", "0")
