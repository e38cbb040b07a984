"""The imported company goes on living: thirty of its orders are sold again, delivered, and bought for.

One story in order, told by this file, test_living_money.py and test_living_figures.py: every test is a step of it, and
after each one everything is consumed and no invariant is broken.
"""

from collections import defaultdict
from datetime import timedelta
from decimal import Decimal

import pytest

from chassis.testing import today
from tests.journeys.orders_again import no_longer_sold, opening_stock
from tests.journeys.story import CANCELLED, IN_PARTS, LI, NOT_YET, SHORT, WHOLE, ZHOU, missing, money
from tests.northwind import PEACOCK

CREDIT_DAYS = (0, 15, 30, 60)

pytestmark = pytest.mark.usefixtures("everything_holds")


# People and terms


def test_li_buys_and_zhou_keeps_the_books_from_today_on(story):
    story.hire(LI, "李", "purchaser")
    story.hire(ZHOU, "周", "finance_manager")
    story.company.admit(*story.usernames.values())
    assert {row["username"] for row in story.rows(ZHOU, "/gateway/users")} >= {LI, ZHOU, PEACOCK}


def test_customers_get_their_days_to_pay(story):
    buying = sorted({sale.customer for sale in story.sales.values()})
    for place, code in enumerate(buying):
        days = CREDIT_DAYS[place % len(CREDIT_DAYS)]
        path = f"/crm/customers/{story.customers[code]['id']}"
        story.customers[code] = story.put(story.usernames[story.owner(code)], path, {"credit_days": days})
        assert story.customers[code]["credit_days"] == days


# Selling


def test_what_is_no_longer_sold_cannot_be_ordered(story):
    for code in sorted(no_longer_sold()):
        line = {"product_id": story.products[code]["id"], "quantity": "1"}
        body = {"customer_id": story.customers["ERNSH"]["id"], "lines": [line], "confirm": True}
        assert story.refused(PEACOCK, "/sales/orders", body)["code"] == "sales.inactive_product"
    assert story.rows(PEACOCK, "/sales/orders", state="confirmed") == []


def test_peacock_and_her_colleagues_sell_again_what_they_sold(story):
    for sale in story.sales.values():
        lines = [
            {
                "product_id": story.products[line.product]["id"],
                "quantity": str(line.quantity),
                "unit_price": str(line.unit_price),
                "discount": str(line.discount),
            }
            for line in sale.lines
        ]
        body = {
            "customer_id": story.customers[sale.customer]["id"],
            "performer_id": story.ids[sale.employee],
            "deliver_on": str(today() + timedelta(days=sale.days)),
            "lines": lines,
            "confirm": True,
        }
        order = story.post(story.seller(sale), "/sales/orders", body)
        story.orders[sale.number] = order["id"]
        assert (Decimal(order["total"]), order["performer_id"]) == (sale.total, story.ids[sale.employee])


def test_stock_is_kept_for_whoever_came_first(story):
    free = opening_stock()
    states = {}
    for sale in story.sales.values():
        order = story.order(sale.number)
        for line in order["lines"]:
            kept = min(Decimal(line["quantity"]), free[line["product_code"]])
            free[line["product_code"]] -= kept
            assert Decimal(line["reserved"]) == kept
        states[sale.number] = order["stock_state"]
    assert {number for number, state in states.items() if state == "reserved"} == {*WHOLE, *IN_PARTS, *NOT_YET[:2]}
    assert {number for number, state in states.items() if state == "short"} == {*SHORT, *NOT_YET[2:], CANCELLED}


def test_a_customer_changes_his_mind_and_the_next_one_gets_his_goods(story):
    waiting = {line["product_code"]: line for line in story.order("11076")["lines"]}
    assert waiting["19"]["reserved"] == "0"
    story.post(story.seller(story.sales[CANCELLED]), f"/sales/orders/{story.orders[CANCELLED]}/cancel", {})
    story.company.settle()
    assert story.order(CANCELLED)["state"] == "cancelled"
    assert {line["product_code"]: line for line in story.order("11076")["lines"]}["19"]["reserved"] == "10"


# Delivering


def test_whole_orders_leave(story):
    for number in WHOLE:
        story.deliver(number)
    story.company.settle()
    for number in WHOLE:
        assert story.order(number)["delivery_state"] == "full"
        assert Decimal(story.delivery(number)["total"]) == story.sales[number].total


def test_orders_leave_in_parts(story):
    for number in IN_PARTS:
        halves = [
            {"order_line_id": line["id"], "quantity": str(Decimal(line["quantity"]) // 2)}
            for line in story.order(number)["lines"]
            if Decimal(line["quantity"]) > 1
        ]
        story.deliver(number, halves)
    story.company.settle()
    for number in IN_PARTS:
        assert story.order(number)["delivery_state"] == "partial"
        assert story.delivery(number)["state"] == "shipped"


def test_more_than_is_left_of_an_order_is_not_delivered(story):
    line = story.order("11057")["lines"][0]
    body = {"order_ids": [story.orders["11057"]], "request": True}
    too_many = {"order_line_id": line["id"], "quantity": line["quantity"]}
    problem = story.refused(story.seller(story.sales["11057"]), "/sales/deliveries", {**body, "lines": [too_many]})
    assert problem["code"] == "sales.exceeds_remaining"


def test_short_orders_are_refused_and_take_nothing(story):
    before = story.stock()
    for number in SHORT:
        story.deliver(number)
    story.company.settle()
    assert story.stock() == before
    for number in SHORT:
        delivery, order = story.delivery(number), story.order(number)
        short = {line["product_code"] for line in order["lines"] if missing(line)}
        assert (delivery["state"], order["delivery_state"]) == ("refused", "none")
        assert {line["product_code"] for line in delivery["refusal"]} == short


# Buying


def test_li_buys_what_is_missing(story):
    wanted: dict[str, Decimal] = defaultdict(Decimal)
    for number in (*SHORT, *NOT_YET):
        for line in story.order(number)["lines"]:
            wanted[line["product_code"]] += missing(line)
    by_supplier: dict[str, list[dict]] = defaultdict(list)
    for code, quantity in wanted.items():
        product = story.products[code]
        price = (Decimal(product["list_price"]) * 6 / 10).quantize(Decimal("0.0001"))
        line = {"product_id": product["id"], "quantity": str(quantity), "unit_price": str(price)}
        by_supplier[product["supplier_id"]] += [line] if quantity else []
    for supplier_id, lines in by_supplier.items():
        if lines:
            order = story.post(LI, "/purchasing/purchase-orders", {"supplier_id": supplier_id, "lines": lines})
            story.post(LI, f"/purchasing/purchase-orders/{order['id']}/confirm", {"expected_version": order["version"]})


def test_the_first_supplier_brings_the_goods_in_two_parts(story):
    bought = story.rows(LI, "/purchasing/purchase-orders", state="confirmed")
    first = story.company.person(LI).get(f"/purchasing/purchase-orders/{bought[0]['id']}")
    some = [{"purchase_order_line_id": line["id"], "quantity": "1"} for line in first["lines"]]
    story.post(LI, "/purchasing/goods-receipts", {"purchase_order_id": first["id"], "lines": some, "confirm": True})
    for order in bought:
        story.post(LI, "/purchasing/goods-receipts", {"purchase_order_id": order["id"], "confirm": True})
    story.company.settle()
    assert {row["received"] for row in story.rows(LI, "/purchasing/purchase-orders")} == {"full"}
    assert money(story.rows(LI, "/finance/payables"), "amount") == money(bought, "total")
    for number in (*SHORT, *NOT_YET):
        assert story.order(number)["stock_state"] == "reserved"


def test_what_was_refused_leaves_now(story):
    for number in SHORT:
        path = f"/sales/deliveries/{story.deliveries[number][0]}/request"
        story.post(story.seller(story.sales[number]), path, {})
    story.company.settle()
    for number in SHORT:
        assert (story.delivery(number)["state"], story.order(number)["delivery_state"]) == ("shipped", "full")
