"""Payables and payments mirror receivables and receipts; sales never sees them (F45, F48, F95)."""

import pytest

from .builders import a_payment, a_supplier, day, goods_in, the_payable


@pytest.fixture
def supplier(finance):
    return a_supplier(finance)


def test_who_pays_finds_the_supplier_by_code_and_name_and_sales_does_not(finance, zhou, ming, supplier):
    a_supplier(finance, "S2")
    assert [row["code"] for row in zhou.get("/suppliers")["items"]] == ["S1", "S2"]
    assert [row["id"] for row in zhou.get("/suppliers", q="商s1")["items"]] == [supplier]
    assert ming.refused("GET", "/suppliers")["status"] == 403


def test_goods_received_are_owed_paid_and_settled(finance, zhou, supplier):
    payable = the_payable(zhou, goods_in(finance, "100.00"))
    assert (payable["amount"], payable["due_on"], payable["supplier_id"]) == ("100.00", str(day(30)), supplier)
    payment = a_payment(zhou, supplier, "120.00", {payable["id"]: "100.00"})
    assert (payment["number"], payment["unallocated"]) == ("PM20261123-0001", "20.00")
    assert len(finance.told("finance.payable_opened.v1")) == 1
    assert len(finance.told("finance.payable_settled.v1")) == 1
    assert finance.told("finance.payment_posted.v1")[0].data["allocated"] == "100.00"
    sums = {row["account"]: row["balance"] for row in zhou.get("/trial-balance")["rows"]}
    assert sums == {"1002": "-120.00", "1123": "20.00", "1405": "100.00", "2202": "0.00"}


def test_goods_sent_back_after_payment_become_an_advance_to_the_supplier(finance, zhou, supplier):
    receipt_id = goods_in(finance, "100.00")
    payable = the_payable(zhou, receipt_id)
    payment = a_payment(zhou, supplier, "100.00", {payable["id"]: "100.00"})
    goods_in(finance, "30.00", event="sent_back", receipt_id=receipt_id, return_id=payable["id"])
    seen = zhou.get(f"/payables/{payable['id']}")
    assert (seen["open_amount"], seen["credited"], seen["allocated"]) == ("0.00", "30.00", "70.00")
    assert zhou.get(f"/payments/{payment['id']}")["unallocated"] == "30.00"
    assert [row["amount"] for row in zhou.get("/debit-notes")["items"]] == ["30.00"]


def test_goods_sent_back_leave_the_inventory_at_their_cost(finance, zhou, supplier):
    receipt_id = goods_in(finance, "100.00")
    goods_in(finance, "30.00", event="sent_back", receipt_id=receipt_id, return_id=receipt_id, cost="28.50")
    sums = {row["account"]: row["balance"] for row in zhou.get("/trial-balance")["rows"]}
    assert sums == {"1405": "71.50", "2202": "-70.00", "6402": "-1.50"}


def test_an_advance_to_a_supplier_is_allocated_later_and_a_void_payment_opens_again(finance, zhou, supplier):
    payment = a_payment(zhou, supplier, "80.00")
    payable = the_payable(zhou, goods_in(finance, "100.00"))
    assert zhou.post(f"/payments/{payment['id']}/allocate", {"allocate": "oldest"})["unallocated"] == "0.00"
    assert zhou.get(f"/payables/{payable['id']}")["open_amount"] == "20.00"
    zhou.post(f"/payments/{payment['id']}/void", {"reason": "支票退回"})
    assert zhou.get(f"/payables/{payable['id']}")["open_amount"] == "100.00"
    assert zhou.get("/cash-flow")["total"] == {"in": "0.00", "out": "0.00", "net": "0.00"}


def test_more_than_is_owed_is_refused(finance, zhou, supplier):
    payable = the_payable(zhou, goods_in(finance, "100.00"))
    rows = [{"payable_id": payable["id"], "amount": "100.01"}]
    body = {"supplier_id": supplier, "amount": "200.00", "method": "bank", "allocations": rows}
    assert zhou.refused("POST", "/payments", body)["code"] == "finance.over_allocated"


def test_a_buyer_sees_what_the_own_purchases_cost_and_sales_sees_nothing(finance, li, ming, supplier):
    goods_in(finance, "100.00")
    assert li.get("/payables", total="true")["total"]["open_amount"] == "100.00"
    assert li.get("/payables/ageing")["total"]["total"] == "100.00"
    for path in ("/payables", "/payables/due?period=today", "/payables/ageing", "/payments", "/debit-notes"):
        assert ming.refused("GET", path.partition("?")[0])["status"] == 403
    assert li.refused("GET", "/receivables")["status"] == 403


def test_payables_due_are_listed_with_totals(finance, zhou, supplier):
    for due in (-1, 0, 1, 6, 7):
        goods_in(finance, "10.00", due=due)
    counts = {
        period: zhou.get("/payables/due", period=period)["total"]["count"]
        for period in ("today", "tomorrow", "this_week", "overdue")
    }
    assert counts == {"today": 1, "tomorrow": 1, "this_week": 3, "overdue": 1}
