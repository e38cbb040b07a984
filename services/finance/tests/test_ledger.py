"""The ledger: every step of every document is a balanced entry, and the control accounts are the documents (I1)."""

from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from .builders import (
    TODAY,
    a_customer,
    a_delivery,
    a_payment,
    a_receipt,
    a_return,
    a_supplier,
    day,
    goods_in,
    the_payable,
    the_receivable,
)


def balances(zhou, **query):
    return {row["account"]: row["balance"] for row in zhou.get("/trial-balance", **query)["rows"]}


def test_a_month_of_business_in_the_trial_balance(finance, zhou):
    customer, supplier = a_customer(finance), a_supplier(finance)
    payable = the_payable(zhou, goods_in(finance, "600.00"))
    delivery = a_delivery(finance, "1000.00")
    finance.hear("purchasing.stock_issued.v1", delivery, **stock(delivery_id=delivery, issued_on=TODAY, cost="600.00"))
    returned = a_return(finance, delivery, "100.00")
    finance.hear("purchasing.stock_taken_back.v1", returned, **stock(return_id=returned, cost="60.00"))
    receivable = the_receivable(zhou, delivery)
    a_receipt(zhou, customer, "500.00", {receivable["id"]: "400.00"})
    a_payment(zhou, supplier, "250.00", {payable["id"]: "250.00"}, method="cash")
    expense = {"category": "commission", "item": "十一月", "amount": "8.00", "method": "cash"}
    zhou.post("/expenses", expense)
    trial = zhou.get("/trial-balance")
    assert trial["total"]["debit"] == trial["total"]["credit"]
    assert balances(zhou) == {
        "1001": "-258.00",
        "1002": "500.00",
        "1122": "500.00",
        "1123": "0.00",
        "1405": "60.00",
        "2202": "-350.00",
        "2203": "-100.00",
        "2211": "0.00",
        "6001": "-1000.00",
        "6002": "100.00",
        "6401": "540.00",
        "6601.01": "8.00",
    }
    assert finance.person("operator", {"*": "all"}).get("/system/facts/inventory") == {"balance": "60.00"}


def stock(cost, **more):
    line = {"line_id": uuid4(), "product_id": uuid4(), "quantity": "3", "cost": cost}
    return {"warehouse_id": uuid4(), "lines": [line], **more}


def test_opening_stock_and_what_is_found_or_lost_are_in_the_inventory_account(finance, zhou):
    adjusted(finance, "opening", "1000.00", on=-3)
    adjusted(finance, "adjustment", "20.01", number="SA1")
    adjusted(finance, "adjustment", "-30.02", number="SA2")
    adjusted(finance, "adjustment", "0.00", number="SA3")
    assert balances(zhou) == {"1405": "989.99", "4100": "-1000.00", "6402": "10.01"}
    assert balances(zhou, as_of=str(day(-3))) == {"1405": "1000.00", "4100": "-1000.00"}
    assert {each["number"] for each in zhou.get("/journal", account="6402")["items"]} == {"SA1", "SA2"}


def adjusted(finance, kind, value, on=0, number=None):
    document = uuid4()
    about = {"document_id": document, "kind": kind, "number": number, "adjusted_on": day(on)}
    finance.hear("purchasing.stock_adjusted.v1", document, **about, warehouse_id=uuid4(), value=value, lines=[])


def test_goods_taken_back_are_booked_on_the_day_the_warehouse_says(finance, zhou):
    said, silent = uuid4(), uuid4()
    finance.hear("purchasing.stock_taken_back.v1", said, **stock("6.00", return_id=said, taken_back_on=day(-2)))
    finance.hear("purchasing.stock_taken_back.v1", silent, **stock("4.00", return_id=silent))
    assert balances(zhou, as_of=str(day(-1))) == {"1405": "6.00", "6401": "-6.00"}
    assert balances(zhou)["1405"] == "10.00"


def test_the_balance_of_a_past_day_knows_nothing_of_later_days(finance, zhou):
    customer = a_customer(finance)
    receivable = the_receivable(zhou, a_delivery(finance, "100.00", shipped=-10))
    a_receipt(zhou, customer, "100.00", {receivable["id"]: "100.00"}, received_on=str(day(-3)))
    assert balances(zhou, as_of=str(day(-11))) == {}
    assert balances(zhou, as_of=str(day(-4))) == {"1122": "100.00", "6001": "-100.00"}
    assert balances(zhou, as_of=str(day(-3)))["1122"] == "0.00"


def test_the_journal_is_found_by_account_period_and_document(finance, zhou):
    customer = a_customer(finance)
    receivable = the_receivable(zhou, a_delivery(finance, "100.00", shipped=-10))
    receipt = a_receipt(zhou, customer, "30.00", {receivable["id"]: "30.00"})
    [sale] = zhou.get("/journal", account="6001")["items"]
    assert sale["lines"] == [
        {"account": "1122", "debit": "100.00", "credit": "0.00"},
        {"account": "6001", "debit": "0.00", "credit": "100.00"},
    ]
    kinds = [each["kind"] for each in zhou.get("/journal", source_id=receipt["id"], sort="recorded_at")["items"]]
    assert kinds == ["receipt_posted", "allocation"]
    assert len(zhou.get("/journal", to=str(day(-1)))["items"]) == 1
    assert zhou.get("/journal", **{"from": str(day(1))})["items"] == []


def test_money_goes_over_the_account_that_is_named(finance, zhou):
    customer = a_customer(finance)
    for method, account in (("wechat", None), ("cash", "1002"), ("draft", None)):
        a_receipt(zhou, customer, "10.00", method=method, account=account)
    assert balances(zhou) == {"1002": "10.00", "1012.01": "10.00", "1121": "10.00", "2203": "-30.00"}


def test_cash_flow_is_what_the_money_accounts_say(finance, zhou):
    customer, supplier = a_customer(finance), a_supplier(finance)
    a_receipt(zhou, customer, "100.00", received_on=str(day(-30)))
    wrong = a_receipt(zhou, customer, "40.00", method="cash")
    a_payment(zhou, supplier, "30.00")
    zhou.post("/expenses", {"category": "office", "item": "纸", "amount": "5.00", "method": "cash"})
    finance.clock.advance(days=10)
    zhou.post(f"/receipts/{wrong['id']}/void", {"reason": "x"})
    assert zhou.get("/cash-flow") == {
        "rows": [
            {"key": "2026-10", "in": "100.00", "out": "0.00", "net": "100.00"},
            {"key": "2026-11", "in": "40.00", "out": "35.00", "net": "5.00"},
            {"key": "2026-12", "in": "-40.00", "out": "0.00", "net": "-40.00"},
        ],
        "total": {"in": "100.00", "out": "35.00", "net": "65.00"},
    }
    by_method = {row["key"]: row["net"] for row in zhou.get("/cash-flow", by="method")["rows"]}
    assert by_method == {"bank": "70.00", "cash": "-5.00"}
    sums = balances(zhou)
    assert (sums["1002"], sums["1001"]) == ("70.00", "-5.00")
    november = zhou.get("/cash-flow", **{"from": "2026-11-01", "to": "2026-11-30"})
    assert november["total"]["net"] == "5.00"


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE receivable SET open_amount = -1, allocated = 10001",
        "UPDATE journal_line SET debit = 5, credit = 5",
        "UPDATE receipt SET unallocated = amount + 1",
        "UPDATE receivable SET open_amount = open_amount + 1",
    ],
)
def test_the_database_itself_refuses_impossible_amounts(finance, zhou, damage):
    a_receipt(zhou, a_customer(finance), "10.00")
    a_delivery(finance, "100.00")
    with pytest.raises(IntegrityError), finance.host.database.write() as session:
        session.execute(text(damage))


@pytest.mark.parametrize(
    ("damage", "mend"),
    [
        (
            "UPDATE journal_line SET debit = debit + 1 WHERE account = '1122' AND debit > 0",
            "UPDATE journal_line SET debit = debit - 1 WHERE account = '1122' AND debit > 0",
        ),
        ("UPDATE customer SET open_receivables = 1", "UPDATE customer SET open_receivables = 7000"),
        ("UPDATE receipt SET number = 'RC20261123-0002'", "UPDATE receipt SET number = 'RC20261123-0001'"),
        (
            "UPDATE receipt_allocation SET amount = amount + 1",
            "UPDATE receipt_allocation SET amount = amount - 1",
        ),
    ],
)
def test_the_invariants_see_damage(finance, zhou, damage, mend):
    customer = a_customer(finance)
    receivable = the_receivable(zhou, a_delivery(finance, "100.00"))
    a_receipt(zhou, customer, "30.00", {receivable["id"]: "30.00"})
    run(finance, damage)
    assert finance.violations() != []
    run(finance, mend)


def run(finance, statement):
    with finance.host.database.write() as session:
        session.execute(text(statement))
