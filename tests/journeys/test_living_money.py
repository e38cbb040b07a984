"""What was delivered is billed and paid for, in parts and in advance; some goods come back (the story goes on)."""

from datetime import timedelta
from decimal import Decimal

import pytest

from chassis.testing import today
from tests.journeys.orders_again import CENT
from tests.journeys.story import IN_PARTS, LI, ZHOU, money

pytestmark = pytest.mark.usefixtures("everything_holds")


def test_each_delivery_is_billed_with_the_customers_days_to_pay(story):
    owed = {row["source_id"]: row for row in story.rows(ZHOU, "/finance/receivables")}
    shipped = story.shipped()
    assert set(owed) == {each["id"] for each in shipped}
    days = {row["id"]: row["credit_days"] for row in story.customers.values()}
    for delivery in shipped:
        due_on = today() + timedelta(days=days[delivery["customer_id"]])
        receivable = owed[delivery["id"]]
        assert (receivable["amount"], receivable["open_amount"]) == (delivery["total"], delivery["total"])
        assert (receivable["due_on"], delivery["due_on"]) == (str(due_on), str(due_on))


def test_a_customer_pays_for_what_came_and_for_what_is_to_come(story):
    first, sale = story.receivable("11057"), story.sales["11057"]
    receipt = story.pay("11057", sale.total, {first["id"]: Decimal(first["amount"])})
    assert Decimal(receipt["unallocated"]) == sale.total - Decimal(first["amount"])
    assert story.receivable("11057")["open_amount"] == "0.00"


def test_the_rest_of_the_parts_leaves(story):
    for number in IN_PARTS:
        story.deliver(number)
    story.company.settle()
    for number in IN_PARTS:
        parts = story.delivery(number), story.delivery(number, 1)
        assert story.order(number)["delivery_state"] == "full"
        assert money(list(parts), "total") == story.sales[number].total


def test_the_advance_settles_what_came_later(story):
    [advance] = story.rows(ZHOU, "/finance/receipts", with_advance="true")
    rest = story.receivable("11057", 1)
    body = {"allocations": [{"receivable_id": rest["id"], "amount": rest["open_amount"]}]}
    receipt = story.post(ZHOU, f"/finance/receipts/{advance['id']}/allocate", body)
    assert (receipt["unallocated"], story.receivable("11057", 1)["open_amount"]) == ("0.00", "0.00")


def test_one_payment_settles_several_deliveries(story):
    first, rest = story.receivable("11063"), story.receivable("11063", 1)
    half = (Decimal(rest["open_amount"]) / 2).quantize(CENT)
    settles = {first["id"]: Decimal(first["open_amount"]), rest["id"]: half}
    story.pay("11063", sum(settles.values()), settles)
    assert story.receivable("11063")["open_amount"] == "0.00"
    assert Decimal(story.receivable("11063", 1)["open_amount"]) == Decimal(rest["open_amount"]) - half


def test_other_customers_pay_a_third_of_their_oldest_debts(story):
    for number in ("11043", "11044", "11040", "11041", "11056", "11065"):
        third = (story.sales[number].total / 3).quantize(CENT)
        receipt = story.pay(number, third, allocate="oldest")
        assert (receipt["allocated"], receipt["unallocated"]) == (str(third), "0.00")


def test_more_than_is_open_is_not_settled_and_nobody_elses_debt_either(story):
    own, foreign = story.receivable("11042"), story.receivable("11050")
    before = story.trial_balance()
    for receivable, code in ((own, "finance.over_allocated"), (foreign, "finance.other_party")):
        wanted = {"receivable_id": receivable["id"], "amount": str(Decimal(receivable["open_amount"]) + CENT)}
        body = {"customer_id": story.customer_id("11042"), "amount": "999999", "method": "bank"}
        assert story.refused(ZHOU, "/finance/receipts", {**body, "allocations": [wanted]})["code"] == code
    assert (story.receivable("11042"), story.trial_balance()) == (own, before)


def test_goods_come_back_for_credit_and_into_stock(story):
    """From COMMI who has paid nothing, and from HUNGO who had paid: that money is an advance again."""
    before = story.stock()
    for number in ("11042", "11063"):
        owed = Decimal(story.receivable(number)["open_amount"])
        delivery = story.delivery(number)
        line = delivery["lines"][0]
        back = {"delivery_line_id": line["id"], "quantity": str(Decimal(line["quantity"]) // 3)}
        body = {"delivery_id": delivery["id"], "lines": [back], "confirm": True}
        returned = story.post(story.seller(story.sales[number]), "/sales/returns", body)
        before[line["product_code"]] += Decimal(back["quantity"])
        story.company.settle()
        assert Decimal(story.receivable(number)["credited"]) == Decimal(returned["total"])
        assert Decimal(story.receivable(number)["open_amount"]) == max(owed - Decimal(returned["total"]), Decimal(0))
    assert story.stock() == before
    [freed] = story.rows(ZHOU, "/finance/receipts", with_advance="true")
    assert (freed["customer_id"], freed["unallocated"]) == (story.customer_id("11063"), returned["total"])


def test_zhou_pays_half_of_what_the_first_supplier_gets(story):
    payable = story.rows(LI, "/finance/payables")[0]
    half = (Decimal(payable["amount"]) / 2).quantize(CENT)
    allocation = {"payable_id": payable["id"], "amount": str(half)}
    body = {"supplier_id": payable["supplier_id"], "amount": str(half), "method": "bank", "allocations": [allocation]}
    story.post(ZHOU, "/finance/payments", body)
    left = story.company.person(LI).get(f"/finance/payables/{payable['id']}")["open_amount"]
    assert Decimal(left) == Decimal(payable["amount"]) - half
    assert story.refused(ZHOU, "/finance/payments", {**body, "amount": "1.00"})["code"] == "finance.over_allocated"
