"""Orders in lists: what is due, what is found, who sees which."""

import pytest

from chassis.testing import person_id

from .builders import (
    a_company,
    a_customer,
    an_order,
    confirmed,
    shipped,
)


@pytest.fixture(autouse=True)
def company(sales):
    a_company(sales)


def test_what_is_due_is_listed_with_what_remains(sales, ming):
    late = confirmed(ming, ordered_on="2026-11-10", deliver_on="2026-11-20")
    soon = confirmed(ming, deliver_on="2026-11-30")
    confirmed(ming, deliver_on="2026-12-01")
    done = confirmed(ming, ordered_on="2026-11-10", deliver_on="2026-11-21")
    shipped(sales, ming, done)
    shipped(sales, ming, late, lines=[{"order_line_id": late["lines"][0]["id"], "quantity": "4"}])
    due = ming.get("/orders/due", days=7)
    found = [(row["id"], row["days_left"], row["remaining"], row["delivery_state"]) for row in due["rows"]]
    assert found == [(late["id"], -3, "6", "partial"), (soon["id"], 7, "10", "none")]
    assert due["total"] == {"count": 2, "remaining_amount": "160.00"}


def test_orders_are_found_by_state_customer_day_and_number(sales, ming):
    other = a_customer(sales, "MALL")
    order = confirmed(ming)
    ming.post("/orders", an_order(customer=other, ordered_on="2026-10-01"))
    assert ming.get("/orders", total="true")["total"] == {"count": 2, "total": "200.00"}
    assert [each["id"] for each in ming.get("/orders", state="confirmed")["items"]] == [order["id"]]
    assert [each["customer_code"] for each in ming.get("/orders", to="2026-10-31")["items"]] == ["MALL"]
    assert len(ming.get("/orders", customer_id=other, delivery_state="none")["items"]) == 1
    assert len(ming.get("/orders", number="so2026")["items"]) == 1


def test_late_orders_are_those_that_left_in_full_after_the_day_agreed(sales, ming):
    late = confirmed(ming, deliver_on="2026-11-23")
    in_time = confirmed(ming, deliver_on="2026-11-24")
    confirmed(ming, ordered_on="2026-11-10", deliver_on="2026-11-20")  # overdue, but nothing has left
    some = [{"order_line_id": late["lines"][0]["id"], "quantity": "4"}]
    shipped(sales, ming, late, lines=some, on="2026-11-23")
    assert ming.get("/orders", late="true")["items"] == []
    shipped(sales, ming, late, on="2026-11-24")
    shipped(sales, ming, in_time, on="2026-11-24")
    assert [(each["id"], each["shipped_on"]) for each in ming.get("/orders", late="true")["items"]] == [
        (late["id"], "2026-11-24")
    ]
    assert [each["id"] for each in ming.get("/orders", late="false")["items"]] == [in_time["id"]]


def test_orders_are_seen_by_owner_team_and_all_and_by_nobody_else(sales, ming, hua, fang, qian, li, assistant):
    order = confirmed(ming)
    assert hua.refused("GET", f"/orders/{order['id']}")["code"] == "not_found"
    assert hua.refused("POST", f"/orders/{order['id']}/cancel")["code"] == "not_found"
    assert hua.refused("POST", "/orders", an_order())["errors"][0]["field"] == "customer_id"
    assert hua.get("/orders", total="true")["total"] == {"count": 0, "total": "0.00"}
    assert [len(person.get("/orders")["items"]) for person in (fang, qian, assistant)] == [1, 1, 1]
    assert li.refused("GET", "/orders")["status"] == 403


def test_what_an_assistant_types_counts_for_the_salesperson(sales, assistant):
    order = confirmed(assistant)
    assert (order["performer_id"], order["owner_id"]) == (str(person_id("ming")), str(person_id("ming")))


def test_nobody_credits_a_sale_to_somebody_out_of_reach(ming):
    problem = ming.refused("POST", "/orders", an_order(performer_id=str(person_id("hua"))))
    assert problem["errors"][0]["field"] == "performer_id"
    unknown = ming.refused("POST", "/orders", an_order(performer_id=str(person_id("nobody"))))
    assert unknown | {"trace": ""} == problem | {"trace": ""}, "a person out of reach looks like none"


def test_orders_that_count_are_those_of_the_results(sales, ming):
    order, cancelled = confirmed(ming), confirmed(ming)
    ming.post("/orders", an_order())
    ming.post(f"/orders/{cancelled['id']}/cancel", {"expected_version": cancelled["version"]})
    assert [each["id"] for each in ming.get("/orders", counted="true")["items"]] == [order["id"]]
    assert ming.get("/performance", by="month")["total"]["orders"] == 1
    assert len(ming.get("/orders")["items"]) == 3


def test_orders_are_sorted_by_number_and_by_the_day_of_delivery(sales, ming):
    first, second = confirmed(ming, deliver_on="2026-12-02"), confirmed(ming, deliver_on="2026-12-01")
    draft = ming.post("/orders", an_order())

    def sorted_by(sort):
        return [each["id"] for each in ming.get("/orders", sort=sort)["items"]]

    assert sorted_by("deliver_on") == [second["id"], first["id"], draft["id"]]
    assert sorted_by("-number")[1:] == [second["id"], first["id"]]
