"""Receivables: opened by deliveries, due on a day, seen by the customer's owner of now (F34, F50, F51, F59)."""

import pytest

from chassis.testing import person_id

from .builders import a_customer, a_delivery, a_receipt, a_return, day, the_receivable


def test_a_shipped_delivery_opens_one_receivable_of_its_total(finance, zhou):
    customer = a_customer(finance)
    delivery = a_delivery(finance, "123.45", due=30, number="SD20261123-0001")
    [row] = zhou.get("/receivables")["items"]
    assert (row["number"], row["amount"], row["open_amount"]) == ("SD20261123-0001", "123.45", "123.45")
    [told] = finance.told("finance.receivable_opened.v1")
    assert told.data["source_id"] == str(delivery)
    assert told.data["customer_id"] == customer
    assert told.data["due_on"] == str(day(30))
    assert facts(finance, "receivables") == {str(delivery): "123.45"}


def test_a_delivery_of_nothing_is_settled_at_once(finance, zhou):
    a_customer(finance)
    a_delivery(finance, "0.00")
    assert [each.type for each in finance.told()][-2:] == [
        "finance.receivable_opened.v1",
        "finance.receivable_settled.v1",
    ]


def test_returned_goods_make_the_receivable_smaller(finance, zhou):
    a_customer(finance)
    delivery = a_delivery(finance, "100.00")
    returned = a_return(finance, delivery, "30.00")
    receivable = the_receivable(zhou, delivery)
    assert (receivable["open_amount"], receivable["credited"]) == ("70.00", "30.00")
    assert zhou.get(f"/receivables/{receivable['id']}")["movements"][0]["amount"] == "-30.00"
    assert [row["amount"] for row in zhou.get("/credit-notes")["items"]] == ["30.00"]
    assert facts(finance, "credit_notes") == {str(returned): "30.00"}
    assert facts(finance, "open") == {"receivables": "70.00", "payables": "0.00"}


def test_lists_by_due_day_have_totals_and_overdue_stands_apart(finance, zhou):
    a_customer(finance)
    for due in (-30, -1, 0, 1, 5, 6, 7):  # today is a Monday: 6 is Sunday
        a_delivery(finance, "10.00", shipped=-40, due=due)
    paid = the_receivable(zhou, a_delivery(finance, "10.00", due=0))
    a_receipt(zhou, paid["customer_id"], "10.00", {paid["id"]: "10.00"})
    totals = {}
    for period in ("today", "tomorrow", "this_week", "overdue"):
        page = zhou.get("/receivables/due", period=period)
        totals[period] = page["total"]["open_amount"]
        assert page["total"]["count"] == len(page["items"])
    assert totals == {"today": "10.00", "tomorrow": "10.00", "this_week": "40.00", "overdue": "20.00"}
    assert zhou.get("/receivables", overdue="true", total="true")["total"]["open_amount"] == "20.00"
    assert zhou.get("/receivables", open="false", total="true")["total"]["count"] == 1
    between = zhou.get("/receivables", due_from=str(day(1)), due_to=str(day(5)), total="true")
    assert between["total"]["count"] == 2
    assert zhou.refused("GET", "/receivables/due", period="someday")["status"] == 422


def test_each_salesperson_sees_only_own_receivables_and_totals(finance, zhou, ming, hua, fang):
    first, second = a_customer(finance, "C1", "ming"), a_customer(finance, "C2", "hua")
    mine = the_receivable(zhou, a_delivery(finance, "100.00", "C1", "ming", shipped=-40, due=-3))
    his = the_receivable(zhou, a_delivery(finance, "50.00", "C2", "hua", shipped=-40, due=-3))
    a_receipt(zhou, first, "10.00", {mine["id"]: "10.00"})
    a_receipt(zhou, second, "20.00", {his["id"]: "20.00"})
    seen = {person: totals_of(person) for person in (ming, hua, fang, zhou)}
    assert seen[ming] == ("90.00", "90.00", "90.00", "90.00", "0.20", "10.00")
    assert seen[hua] == ("30.00", "30.00", "30.00", "30.00", "0.40", "20.00")
    assert seen[fang] == seen[ming]
    assert seen[zhou] == ("120.00", "120.00", "120.00", "120.00", "0.60", "30.00")
    for path in (f"/receivables/{his['id']}", f"/credit/{second}"):
        assert ming.refused("GET", path)["code"] == "not_found"
    assert ming.refused("GET", "/journal")["status"] == 403
    assert ming.refused("POST", "/receipts", {})["status"] == 403


def test_receivables_are_found_by_salesperson_number_and_name(finance, zhou, ming):
    for customer, owner in (("C1", "ming"), ("C2", "hua")):
        a_customer(finance, customer, owner)
        a_delivery(finance, "10.00", customer, owner, number=f"SD-{customer}")
    found = zhou.get("/receivables", owner_id=str(person_id("hua")), total="true")
    assert [(row["customer_name"], row["owner_name"]) for row in found["items"]] == [("客户C2", "华")]
    assert found["total"] == {"count": 1, "amount": "10.00", "open_amount": "10.00"}
    for q in ("客户C2", "d-c2"):
        assert [row["number"] for row in zhou.get("/receivables", q=q)["items"]] == ["SD-C2"]
        assert ming.get("/receivables", q=q)["items"] == []
    a_receipt(zhou, found["items"][0]["customer_id"], "3.00")
    assert [row["amount"] for row in zhou.get("/receipts", q="C2")["items"]] == ["3.00"]
    assert zhou.get("/receipts", q="C1")["items"] == []


def totals_of(person):
    return (
        person.get("/receivables", total="true")["total"]["open_amount"],
        person.get("/receivables/due", period="overdue")["total"]["open_amount"],
        person.get("/ageing", by="salesperson")["total"]["d1_30"],
        person.get("/credit", total="true")["total"]["open_receivables"],
        person.get("/commissions/summary")["total"]["amount"],
        person.get("/cash-flow")["total"]["in"],
    )


def test_a_receivable_follows_its_customer_and_its_commission_stays_with_the_performer(finance, zhou, ming, hua):
    customer = a_customer(finance, "C1", "ming")
    receivable = the_receivable(zhou, a_delivery(finance, "100.00", "C1", "ming"))
    a_receipt(zhou, customer, "10.00", {receivable["id"]: "10.00"})
    a_customer(finance, "C1", "hua", event="transferred", previous_owner_id=person_id("ming"))
    assert ming.get("/receivables")["items"] == ming.get("/receipts")["items"] == []
    [row] = hua.get("/receivables")["items"]
    assert (row["owner_id"], row["performer_id"]) == (str(person_id("hua")), str(person_id("ming")))
    assert len(hua.get("/receipts")["items"]) == 1
    assert finance.told("finance.receivable_changed.v1")[-1].data["owner_id"] == str(person_id("hua"))
    a_receipt(zhou, customer, "90.00", {receivable["id"]: "90.00"})
    assert ming.get("/commissions", total="true")["total"]["amount"] == "2.00"
    assert hua.get("/commissions")["items"] == []


def test_a_delivery_written_before_the_transfer_goes_to_the_owner_of_now(finance, ming, hua):
    a_customer(finance, "C1", "hua")
    a_delivery(finance, "100.00", "C1", "ming")
    assert ming.get("/receivables")["items"] == []
    assert len(hua.get("/receivables")["items"]) == 1


def test_a_delivery_may_arrive_before_its_customer(finance, ming, hua):
    a_delivery(finance, "100.00", "C1", "ming")
    a_customer(finance, "C1", "hua")
    assert ming.get("/receivables")["items"] == []
    assert hua.get("/credit")["items"][0]["open_receivables"] == "100.00"


@pytest.mark.parametrize("path", ["/receivables/x", "/receivables/018f0000-0000-7000-8000-000000000000"])
def test_what_is_not_there_is_not_found(finance, zhou, path):
    assert zhou.refused("GET", path)["code"] == "not_found"


def facts(finance, name):
    return finance.person("operator", {"*": "all"}).get(f"/system/facts/{name}")
