"""Customers: known from crm, owing what finance says, followed by their documents when they change hands."""

import pytest

from chassis.testing import person_id

from .builders import SHOP, a_company, a_customer, an_order, confirmed, owing, shipped


@pytest.fixture(autouse=True)
def company(sales):
    a_company(sales)


def test_customers_are_found_by_code_or_name_within_reach(sales, ming, hua):
    a_customer(sales, "MALL", owner="hua")
    assert [each["code"] for each in ming.get("/customers", q="sho")["items"]] == ["SHOP"]
    assert ming.get("/customers", q="mall")["items"] == []
    assert [each["code"] for each in hua.get("/customers", q="商贸")["items"]] == ["MALL"]
    assert hua.refused("GET", f"/customers/{SHOP}")["code"] == "not_found"


def test_credit_counts_what_is_owed_and_what_is_promised(sales, ming):
    owing(sales, "300.00", limit="1000.00", since="2026-11-01")
    confirmed(ming)
    seen = ming.get(f"/customers/{SHOP}")
    assert (seen["open_receivables"], seen["unshipped"], seen["available_credit"]) == ("300.00", "100.00", "600.00")
    assert seen["overdue_since"] == "2026-11-01"


def test_finance_may_be_heard_before_crm(sales, ming):
    mall = "0192f0c0-0000-7000-8000-0000000000aa"
    owing(sales, "5.00", customer=mall)
    a_customer(sales, "MALL", customer_id=mall, credit_limit="10.00")
    assert ming.get(f"/customers/{mall}")["available_credit"] == "5.00"


def test_a_handover_moves_all_documents_but_no_result(sales, ming, hua):
    line = {"customer_id": SHOP, "lines": an_order()["lines"]}
    quote = ming.post("/quotes", {**line, "issue": True})
    order = confirmed(ming)
    delivery = shipped(sales, ming, order)
    back = ming.post("/returns", {"delivery_id": delivery["id"], "confirm": True})
    paths = [f"/quotes/{quote['id']}", f"/orders/{order['id']}"]
    paths += [f"/deliveries/{delivery['id']}", f"/returns/{back['id']}"]
    a_customer(sales, owner="hua", event="transferred", previous_owner_id=person_id("ming"))
    assert [hua.get(path)["owner_id"] for path in paths] == [str(person_id("hua"))] * 4
    assert [ming.refused("GET", path)["code"] for path in paths] == ["not_found"] * 4
    assert ming.get("/performance", by="performer")["total"]["shipped"] == "100.00"
    assert hua.get("/performance", by="performer")["rows"] == []


def test_the_new_owner_goes_on_with_the_old_order_and_the_performer_keeps_the_result(sales, ming, hua):
    order = confirmed(ming)
    a_customer(sales, owner="hua", event="transferred", previous_owner_id=person_id("ming"))
    change = {"lines": [{"line_id": order["lines"][0]["id"], "quantity": "20"}]}
    hua.post(f"/orders/{order['id']}/amend", change)
    delivery = shipped(sales, hua, order)
    assert (delivery["owner_id"], delivery["performer_id"]) == (str(person_id("hua")), str(person_id("ming")))
    total = ming.get("/performance", by="performer")["total"]
    assert (total["ordered"], total["shipped"]) == ("200.00", "200.00")
