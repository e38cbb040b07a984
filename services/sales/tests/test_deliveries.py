"""Deliveries: made from orders, asked of the warehouse, shipped or refused."""

from threading import Barrier, Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.testing import person_id
from sales.orders.model import OrderLine

from .builders import (
    MAIN,
    SHOE,
    a_company,
    a_customer,
    a_line,
    an_order,
    confirmed,
    issued,
    owing,
    refused_issue,
    requested,
    shipped,
)


@pytest.fixture(autouse=True)
def company(sales):
    a_company(sales)


def some(order, quantity, place=0):
    return [{"order_line_id": order["lines"][place]["id"], "quantity": quantity}]


def test_a_delivery_takes_what_is_left_of_the_order(sales, ming):
    order = confirmed(ming, a_line(unit_price="10"), a_line(SHOE, "2", unit_price="99.9"))
    delivery = requested(ming, order)
    assert (delivery["state"], delivery["number"], delivery["warehouse_id"]) == ("requested", "DN20261123-0001", MAIN)
    assert [(line["quantity"], line["amount"]) for line in delivery["lines"]] == [("10", "100.00"), ("2", "199.80")]
    [told] = sales.told("sales.delivery_requested.v1")
    assert told.data["lines"][0]["order_line_id"] == order["lines"][0]["id"]
    assert ming.get(f"/orders/{order['id']}/remaining")["lines"] == []


def test_shipping_tells_the_amount_the_due_day_and_what_is_done(sales, ming):
    order = confirmed(ming)
    first = shipped(sales, ming, order, lines=some(order, "4"), on="2026-11-24")
    assert (first["state"], first["shipped_on"], first["due_on"]) == ("shipped", "2026-11-24", "2026-12-24")
    assert ming.get(f"/orders/{order['id']}")["delivery_state"] == "partial"
    [rest] = ming.get(f"/orders/{order['id']}/remaining")["lines"]
    assert (rest["ordered"], rest["shipped"], rest["quantity"]) == ("10", "4", "6")
    shipped(sales, ming, order)
    seen = ming.get(f"/orders/{order['id']}")
    assert (seen["delivery_state"], seen["version"]) == ("full", order["version"] + 0)
    one, two = sales.told("sales.delivery_shipped.v1")
    assert (one.data["total"], two.data["total"]) == ("40.00", "60.00")
    assert (one.data["delivered_order_ids"], two.data["delivered_order_ids"]) == ([], [order["id"]])


def test_a_delivery_cannot_exceed_what_is_left_of_the_order(sales, ming):
    order = confirmed(ming)
    requested(ming, order, lines=some(order, "6"))
    body = {"order_ids": [order["id"]], "lines": some(order, "4.0001"), "request": True}
    problem = ming.refused("POST", "/deliveries", body)
    assert (problem["code"], problem["errors"][0]["field"]) == ("sales.exceeds_remaining", "lines.0.quantity")
    requested(ming, order, lines=some(order, "4"))
    assert ming.refused("POST", "/deliveries", {"order_ids": [order["id"]]})["code"] == "sales.nothing_left"


def test_a_refused_delivery_keeps_the_reason_and_asks_again_with_its_number(sales, ming):
    order = confirmed(ming)
    delivery = requested(ming, order)
    refused_issue(sales, delivery, on_hand="1")
    seen = ming.get(f"/deliveries/{delivery['id']}")
    assert (seen["state"], seen["refusal"][0]["on_hand"], seen["refusal"][0]["wanted"]) == ("refused", "1", "10")
    assert ming.get(f"/orders/{order['id']}/remaining")["lines"][0]["quantity"] == "10"
    again = ming.post(f"/deliveries/{delivery['id']}/request")
    assert (again["state"], again["number"], again["refusal"]) == ("requested", delivery["number"], [])
    issued(sales, again)
    assert ming.get(f"/orders/{order['id']}")["delivery_state"] == "full"


def test_a_refused_delivery_can_be_given_up(sales, ming):
    delivery = requested(ming, confirmed(ming))
    assert ming.refused("POST", f"/deliveries/{delivery['id']}/cancel")["code"] == "illegal_transition"
    refused_issue(sales, delivery)
    assert ming.post(f"/deliveries/{delivery['id']}/cancel")["state"] == "cancelled"
    assert ming.refused("POST", f"/deliveries/{delivery['id']}/request")["code"] == "illegal_transition"


def test_an_answer_that_comes_twice_has_one_effect(sales, ming):
    order = confirmed(ming)
    delivery = requested(ming, order, lines=some(order, "5"))
    issued(sales, delivery)
    issued(sales, delivery)
    refused_issue(sales, delivery)
    assert len(sales.told("sales.delivery_shipped.v1")) == 1
    assert ming.get(f"/orders/{order['id']}")["lines"][0]["shipped"] == "5"


def test_one_delivery_from_several_orders_of_a_customer(sales, ming):
    orders = [confirmed(ming), confirmed(ming, a_line(SHOE, "1", unit_price="50"))]
    delivery = shipped(sales, ming, *orders)
    assert delivery["total"] == "150.00"
    [told] = sales.told("sales.delivery_shipped.v1")
    assert told.data["order_ids"] == told.data["delivered_order_ids"] == [order["id"] for order in orders]


def test_orders_of_two_customers_or_salespeople_do_not_leave_together(sales, ming, qian):
    mall = confirmed(ming, customer=a_customer(sales, "MALL"))
    order = confirmed(ming)
    body = {"order_ids": [order["id"], mall["id"]]}
    assert ming.refused("POST", "/deliveries", body)["code"] == "sales.mixed_orders"
    huas = confirmed(qian, performer_id=str(person_id("hua")))
    body = {"order_ids": [order["id"], huas["id"]]}
    assert ming.refused("POST", "/deliveries", body)["code"] == "sales.mixed_orders"


def test_nothing_leaves_for_a_draft_a_cancelled_or_a_foreign_order(sales, ming, hua):
    draft = ming.post("/orders", an_order())
    assert ming.refused("POST", "/deliveries", {"order_ids": [draft["id"]]})["code"] == "sales.order_not_confirmed"
    order = confirmed(ming)
    assert hua.refused("POST", "/deliveries", {"order_ids": [order["id"]]})["code"] == "not_found"
    delivery = ming.post("/deliveries", {"order_ids": [order["id"]]})
    assert hua.refused("GET", f"/deliveries/{delivery['id']}")["code"] == "not_found"
    assert hua.refused("POST", f"/deliveries/{delivery['id']}/request")["code"] == "not_found"
    assert hua.get("/deliveries")["items"] == []
    ming.post(f"/orders/{order['id']}/cancel")
    problem = ming.refused("POST", f"/deliveries/{delivery['id']}/request")
    assert problem["code"] == "sales.order_not_confirmed"
    assert delivery["number"] is None


def test_goods_do_not_leave_beyond_the_credit_either(sales, ming, fang):
    order = confirmed(ming)
    owing(sales, "950.00", limit="1000.00")
    body = {"order_ids": [order["id"]], "request": True}
    assert ming.refused("POST", "/deliveries", body)["code"] == "sales.credit_exceeded"
    assert fang.post("/deliveries", {**body, "reason": "货款在途"})["state"] == "requested"


def test_deliveries_are_found_by_order_state_and_number(sales, ming):
    order = confirmed(ming)
    delivery = requested(ming, order)
    requested(ming, confirmed(ming))
    assert [each["id"] for each in ming.get("/deliveries", order_id=order["id"])["items"]] == [delivery["id"]]
    assert ming.get("/deliveries", state="shipped")["items"] == []
    assert ming.get("/deliveries", total="true", number="DN")["total"] == {"count": 2, "total": "200.00"}


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"order_ids": []}, "order_ids"),
        ({"colour": "red"}, "colour"),
        ({"lines": [{"order_line_id": MAIN, "quantity": "1"}]}, "lines.0.order_line_id"),
        ({"lines": [{"order_line_id": MAIN, "quantity": "0"}]}, "lines.0.quantity"),
        ({"warehouse_id": SHOE}, "warehouse_id"),
    ],
)
def test_bad_input_names_its_field(sales, ming, wrong, field):
    order = confirmed(ming)
    problem = ming.refused("POST", "/deliveries", {"order_ids": [order["id"]], **wrong})
    assert field in [error["field"] for error in problem["errors"]]


def test_a_line_named_twice_is_refused(ming):
    order = confirmed(ming)
    body = {"order_ids": [order["id"]], "lines": some(order, "1") * 2}
    assert ming.refused("POST", "/deliveries", body)["code"] == "sales.repeated_line"


def test_many_at_once_never_request_more_than_was_ordered(sales, ming):
    order = confirmed(ming)
    start, statuses = Barrier(8), []

    def take():
        start.wait()
        body = {"order_ids": [order["id"]], "lines": some(order, "3"), "request": True}
        statuses.append(ming.call("POST", "/deliveries", body).status)

    takers = [Thread(target=take) for _ in range(8)]
    for each in takers:
        each.start()
    for each in takers:
        each.join()
    assert sorted(statuses) == [201] * 3 + [409] * 5


cents = st.decimals("0.00", "99999.99", places=2)
pieces = st.lists(st.decimals("0.0001", "50", places=4), min_size=1, max_size=12)


@given(amount=cents, parts=pieces)
def test_parts_of_a_line_add_up_to_its_amount_to_the_cent(amount, parts):
    line = OrderLine(quantity=sum(parts), amount=amount, requested=sum(parts))
    amounts = [line.ship(part) for part in parts]
    assert sum(amounts) == amount
    assert all(part >= 0 for part in amounts)
