"""Expenses: entered by category and item, for a person, never deleted (F49, F57, F60)."""

import pytest

from chassis.testing import person_id

from .builders import day


def spent(person, amount="30.00", category="selling", item="差旅", **more):
    return person.post("/expenses", {"category": category, "item": item, "amount": amount, "method": "cash", **more})


def test_an_expense_is_numbered_booked_and_told(finance, zhou):
    expense = spent(zhou, "1200.00", "rent", "办公室", person_id=str(person_id("ming")))
    assert (expense["number"], expense["person_name"]) == ("EX20261123-0001", "明")
    assert finance.told("finance.expense_posted.v1")[0].data["amount"] == "1200.00"
    sums = {row["account"]: row["balance"] for row in zhou.get("/trial-balance")["rows"]}
    assert sums == {"1001": "-1200.00", "6602.01": "1200.00"}


def test_a_salesperson_enters_and_sees_only_the_own(finance, zhou, ming, hua, fang):
    mine = spent(ming)
    spent(hua, "5.00")
    spent(zhou, "7.00", person_id=str(person_id("ming")))
    assert [ming.get("/expenses/summary")["total"], hua.get("/expenses/summary")["total"]] == [
        {"amount": "37.00"},
        {"amount": "5.00"},
    ]
    assert fang.get("/expenses", total="true")["total"] == {"count": 2, "amount": "37.00"}
    assert hua.refused("GET", f"/expenses/{mine['id']}")["code"] == "not_found"
    body = {"category": "other", "item": "x", "amount": "1.00", "method": "cash", "person_id": str(person_id("ming"))}
    assert hua.refused("POST", "/expenses", body)["code"] == "forbidden"
    assert ming.refused("POST", f"/expenses/{mine['id']}/void", {"reason": "x"})["status"] == 403


def test_sums_by_category_item_person_and_month_leave_voided_ones_out(finance, zhou):
    spent(zhou, "10.00", "selling", "差旅", person_id=str(person_id("ming")))
    spent(zhou, "20.00", "selling", "招待", person_id=str(person_id("hua")), spent_on=str(day(-30)))
    spent(zhou, "5.00", "office", "差旅", person_id=str(person_id("ming")))
    wrong = spent(zhou, "99.00")
    assert zhou.post(f"/expenses/{wrong['id']}/void", {"reason": "重复录入"})["state"] == "void"
    assert zhou.refused("POST", f"/expenses/{wrong['id']}/void", {"reason": "x"})["code"] == "illegal_transition"
    sums = {
        by: {row["name"]: row["amount"] for row in zhou.get("/expenses/summary", by=by)["rows"]}
        for by in ("category", "item", "person", "month")
    }
    assert sums == {
        "category": {"selling": "30.00", "office": "5.00"},
        "item": {"招待": "20.00", "差旅": "15.00"},
        "person": {"华": "20.00", "明": "15.00"},
        "month": {"2026-10": "20.00", "2026-11": "15.00"},
    }
    assert zhou.get("/expenses", item="差旅", total="true")["total"] == {"count": 3, "amount": "114.00"}
    assert zhou.get("/expenses/summary", item="差旅")["total"]["amount"] == "15.00"
    assert zhou.get("/expenses", method="cash", total="true")["total"]["count"] == 4
    assert zhou.get("/expenses/summary", method="bank")["rows"] == []
    november = zhou.get("/expenses/summary", **{"from": "2026-11-01", "category": "selling"})
    assert november["total"]["amount"] == "10.00"


def test_one_may_enter_expenses_for_those_within_reach(finance, zhou, ming, fang, li):
    assert [row["name"] for row in ming.get("/expenses/people")["rows"]] == ["明"]
    assert {row["name"] for row in fang.get("/expenses/people")["rows"]} == {"方", "明"}
    assert len(zhou.get("/expenses/people")["rows"]) == 5
    assert li.refused("GET", "/expenses/people")["status"] == 403


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"category": "bribes"}, "category"),
        ({"item": " "}, "item"),
        ({"amount": "0.00"}, "amount"),
        ({"spent_on": "2026-11-24"}, "spent_on"),
        ({"person_id": "018f0000-0000-7000-8000-000000000000"}, "person_id"),
        ({"account": "1122"}, "account"),
    ],
)
def test_bad_input_is_named_and_leaves_no_gap_in_the_numbers(finance, zhou, change, field):
    body = {"category": "office", "item": "纸", "amount": "3.00", "method": "cash", **change}
    assert zhou.refused("POST", "/expenses", body)["errors"][0]["field"] == field
    assert spent(zhou)["number"] == "EX20261123-0001"
