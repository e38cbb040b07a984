"""Orders: entered by Ming, confirmed, amended, cancelled; none of Hua's business."""

from threading import Barrier, Thread

import pytest

from chassis.testing import person_id

from .builders import (
    SHOE,
    a_company,
    a_line,
    an_order,
    confirmed,
    issued,
    owing,
    requested,
    reserved,
    shipped,
)


@pytest.fixture(autouse=True)
def company(sales):
    a_company(sales)


def test_a_draft_has_no_number_and_tells_nobody(sales, ming):
    order = ming.post("/orders", an_order([a_line(unit_price="9.99", quantity="3", discount="0.05")]))
    assert (order["state"], order["number"], order["total"]) == ("draft", None, "28.47")
    assert (order["performer_id"], order["ordered_on"]) == (str(person_id("ming")), "2026-11-23")
    assert sales.told() == []


def test_confirming_gives_a_number_and_tells_all_lines(sales, ming):
    draft = ming.post("/orders", an_order([a_line(unit_price="10"), a_line(SHOE, "2", unit_price="99.9")]))
    order = ming.post(f"/orders/{draft['id']}/confirm", {"expected_version": draft["version"]})
    assert (order["state"], order["number"]) == ("confirmed", "SO20261123-0001")
    [told] = sales.told("sales.order_confirmed.v1")
    assert told.data["total"] == "299.80"
    assert [line["amount"] for line in told.data["lines"]] == ["100.00", "199.80"]
    assert told.data["owner_id"] == told.data["performer_id"] == str(person_id("ming"))


def test_entering_and_confirming_is_one_step_or_none(sales, ming):
    problem = ming.refused("POST", "/orders", an_order([a_line(unit_price="7.99")], confirm=True))
    assert problem["code"] == "sales.below_floor"
    assert ming.get("/orders")["items"] == []
    assert confirmed(ming)["number"] == "SO20261123-0001"


def test_a_line_without_a_price_takes_the_suggested_one(ming):
    order = confirmed(ming, a_line(SHOE, "1"))
    assert order["lines"][0]["unit_price"] == "99.90"


def test_only_a_draft_is_edited(ming):
    draft = ming.post("/orders", an_order())
    edited = ming.put(f"/orders/{draft['id']}", an_order([a_line(SHOE, "1", unit_price="50")], expected_version=1))
    assert ([line["product_code"] for line in edited["lines"]], edited["total"]) == (["SHOE"], "50.00")
    assert edited["version"] > draft["version"]
    ming.post(f"/orders/{draft['id']}/confirm")
    assert ming.refused("PUT", f"/orders/{draft['id']}", an_order())["code"] == "illegal_transition"


def test_only_quantities_changed_make_a_new_version_too(ming):
    draft = ming.post("/orders", an_order([a_line(quantity="2", unit_price="10")]))
    body = an_order([a_line(quantity="1", unit_price="20")])
    assert ming.put(f"/orders/{draft['id']}", body)["version"] == 2


def test_who_has_not_seen_the_newest_version_is_refused(ming):
    draft = ming.post("/orders", an_order())
    ming.put(f"/orders/{draft['id']}", an_order())
    assert ming.refused("POST", f"/orders/{draft['id']}/confirm", {"expected_version": 1})["code"] == "stale_version"


def test_below_the_floor_needs_a_right_of_its_own(ming, fang):
    draft = ming.post("/orders", an_order([a_line(unit_price="10", discount="0.25")]))
    problem = ming.refused("POST", f"/orders/{draft['id']}/confirm")
    assert (problem["code"], problem["errors"][0]["field"]) == ("sales.below_floor", "lines.0.unit_price")
    assert fang.post(f"/orders/{draft['id']}/confirm")["state"] == "confirmed"


def test_beyond_the_credit_limit_is_refused_unless_fang_gives_a_reason(sales, ming, fang):
    owing(sales, "500.00", limit="700.00")
    confirmed(ming, a_line(unit_price="15"))
    draft = ming.post("/orders", an_order([a_line(unit_price="10")]))
    problem = ming.refused("POST", f"/orders/{draft['id']}/confirm", {"reason": "老客户"})
    assert problem["code"] == "sales.credit_exceeded"
    assert problem["details"] == {"limit": "700.00", "owed": "500.00", "unshipped": "150.00", "amount": "100.00"}
    assert fang.refused("POST", f"/orders/{draft['id']}/confirm")["code"] == "sales.credit_exceeded"
    assert fang.post(f"/orders/{draft['id']}/confirm", {"reason": "老客户"})["credit_reason"] == "老客户"


def test_an_order_that_fills_the_credit_exactly_is_accepted(sales, ming):
    owing(sales, "100.00", limit="200.00")
    assert confirmed(ming, a_line(unit_price="10"))["state"] == "confirmed"
    assert ming.get(f"/customers/{an_order()['customer_id']}")["available_credit"] == "0.00"


def test_long_overdue_debts_stop_orders_when_the_company_says_so(sales, ming):
    owing(sales, "1.00", since="2026-10-01")
    confirmed(ming)
    sales.host.settings["check_overdue"] = True
    assert ming.refused("POST", "/orders", an_order(confirm=True))["code"] == "sales.credit_overdue"


def test_two_orders_at_once_cannot_both_take_the_last_credit(sales, ming):
    owing(sales, "0.00", limit="150.00")
    start, statuses = Barrier(2), []

    def enter():
        start.wait()
        statuses.append(ming.call("POST", "/orders", an_order(confirm=True)).status)

    buyers = [Thread(target=enter) for _ in range(2)]
    for each in buyers:
        each.start()
    for each in buyers:
        each.join()
    assert sorted(statuses) == [201, 409]


def test_stock_is_reserved_or_short_without_making_forms_stale(sales, ming):
    order = confirmed(ming)
    reserved(sales, order, short=4)
    seen = ming.get(f"/orders/{order['id']}")
    assert (seen["stock_state"], seen["lines"][0]["reserved"], seen["version"]) == ("short", "6", order["version"])
    reserved(sales, order)
    seen = ming.get(f"/orders/{order['id']}")
    assert (seen["stock_state"], seen["lines"][0]["reserved"]) == ("reserved", "10")


def test_an_amended_order_tells_all_lines_as_they_are_now(sales, ming):
    order = confirmed(ming)
    change = {
        "lines": [{"line_id": order["lines"][0]["id"], "quantity": "12"}],
        "add": [a_line(SHOE, "1", unit_price="90")],
    }
    amended = ming.post(f"/orders/{order['id']}/amend", change)
    assert (amended["total"], amended["number"], amended["stock_state"]) == ("210.00", order["number"], "pending")
    [told] = sales.told("sales.order_amended.v1")
    assert [(line["product_code"], line["quantity"]) for line in told.data["lines"]] == [("CAP", "12"), ("SHOE", "1")]


def test_an_amended_quantity_cannot_go_below_what_is_shipped_or_leaving(sales, ming):
    order = confirmed(ming)
    line = order["lines"][0]
    requested(ming, order, lines=[{"order_line_id": line["id"], "quantity": "4"}])
    change = {"lines": [{"line_id": line["id"], "quantity": "3.9999"}]}
    problem = ming.refused("POST", f"/orders/{order['id']}/amend", change)
    assert (problem["code"], problem["errors"][0]["field"]) == ("sales.below_shipped", "lines.0.quantity")
    change["lines"][0]["quantity"] = "4"
    assert ming.post(f"/orders/{order['id']}/amend", change)["total"] == "40.00"


def test_an_amendment_that_costs_more_needs_credit_too(sales, ming):
    owing(sales, "0.00", limit="100.00")
    order = confirmed(ming)
    change = {"lines": [{"line_id": order["lines"][0]["id"], "quantity": "11"}]}
    assert ming.refused("POST", f"/orders/{order['id']}/amend", change)["code"] == "sales.credit_exceeded"


def test_a_cancelled_order_keeps_its_number_and_counts_for_nothing(sales, ming):
    order = confirmed(ming)
    assert ming.post(f"/orders/{order['id']}/cancel")["state"] == "cancelled"
    assert sales.told("sales.order_cancelled.v1")[0].data["number"] == order["number"]
    assert ming.get("/performance", by="performer")["total"]["ordered"] == "0.00"
    assert ming.refused("POST", f"/orders/{order['id']}/cancel")["code"] == "illegal_transition"


def test_cancelling_the_rest_closes_the_order(sales, ming):
    order = confirmed(ming)
    shipped(sales, ming, order, lines=[{"order_line_id": order["lines"][0]["id"], "quantity": "3"}])
    closed = ming.post(f"/orders/{order['id']}/cancel", {"reason": "客户改用其他型号"})
    assert closed["cancel_reason"] == "客户改用其他型号"
    assert (closed["state"], closed["lines"][0]["cancelled"], closed["delivery_state"]) == ("closed", "7", "full")
    assert ming.get("/performance", by="performer")["total"]["ordered"] == "30.00"


def test_an_order_is_not_cancelled_while_goods_are_leaving(sales, ming):
    order = confirmed(ming)
    delivery = requested(ming, order)
    assert ming.refused("POST", f"/orders/{order['id']}/cancel")["code"] == "sales.delivery_under_way"
    issued(sales, delivery)
    assert ming.refused("POST", f"/orders/{order['id']}/cancel")["code"] == "sales.nothing_left"


def test_a_discarded_draft_tells_nobody(sales, ming):
    draft = ming.post("/orders", an_order())
    assert ming.post(f"/orders/{draft['id']}/cancel")["state"] == "cancelled"
    assert sales.told() == []


@pytest.mark.parametrize(
    ("days", "field", "code"),
    [
        ({"ordered_on": "2026-11-24"}, "ordered_on", "sales.ordered_in_future"),
        ({"ordered_on": "2099-01-01"}, "ordered_on", "sales.ordered_in_future"),
        ({"deliver_on": "2026-11-22"}, "deliver_on", "sales.delivered_before_ordered"),
    ],
)
def test_an_order_is_dated_today_at_the_latest_and_due_on_its_day_at_the_earliest(sales, ming, days, field, code):
    problem = ming.refused("POST", "/orders", an_order(confirm=True, **days))
    assert [(each["field"], each["code"]) for each in problem["errors"]] == [(field, code)]
    assert sales.told() == []


@pytest.mark.parametrize("word", ["yes", 1, 0, "on", [], "maybe"])
def test_only_true_confirms(sales, ming, word):
    assert ming.refused("POST", "/orders", an_order(confirm=word))["errors"][0]["field"] == "confirm"
    assert sales.told() == []
