"""Quotes: offered by Ming, remembered, and turned into orders without retyping."""

import pytest

from .builders import CAP, SHOE, SHOP, a_company, a_customer, a_line, confirmed


@pytest.fixture(autouse=True)
def company(sales):
    a_company(sales)


def a_quote(lines=None, **more):
    both = [a_line(unit_price="9.5"), a_line(SHOE, "2", unit_price="95")]
    return {"customer_id": SHOP, "contact": "王经理", "lines": lines or both, **more}


def test_a_quote_gets_its_number_when_it_is_issued(sales, ming):
    draft = ming.post("/quotes", a_quote(valid_until="2026-12-31"))
    assert (draft["number"], draft["state"], draft["total"]) == (None, "draft", "285.00")
    issued = ming.post(f"/quotes/{draft['id']}/issue", {"expected_version": draft["version"]})
    assert (issued["number"], issued["state"]) == ("QU20261123-0001", "issued")
    [told] = sales.told("sales.quote_issued.v1")
    assert (told.data["total"], told.data["valid_until"]) == ("285.00", "2026-12-31")


def test_an_issued_quote_is_not_edited(ming):
    quote = ming.post("/quotes", a_quote())
    edited = ming.put(f"/quotes/{quote['id']}", a_quote([a_line(unit_price="9")], expected_version=1))
    assert (edited["total"], edited["version"]) == ("90.00", 2)
    ming.post(f"/quotes/{quote['id']}/issue")
    assert ming.refused("PUT", f"/quotes/{quote['id']}", a_quote())["code"] == "illegal_transition"


def test_a_quote_becomes_an_order_linked_both_ways(ming):
    quote = ming.post("/quotes", a_quote(issue=True))
    order = ming.post(f"/quotes/{quote['id']}/order", {"deliver_on": "2026-12-01"})
    assert (order["quote_id"], order["total"], order["state"]) == (quote["id"], "285.00", "draft")
    assert [line["quote_line_id"] for line in order["lines"]] == [line["id"] for line in quote["lines"]]
    seen = ming.get(f"/quotes/{quote['id']}")
    assert (seen["state"], {line["order_id"] for line in seen["lines"]}) == ("ordered", {order["id"]})
    assert ming.post(f"/orders/{order['id']}/confirm")["number"] == "SO20261123-0001"


def test_chosen_lines_are_ordered_once_and_the_rest_later(ming):
    quote = ming.post("/quotes", a_quote(issue=True))
    first, second = (line["id"] for line in quote["lines"])
    assert ming.post(f"/quotes/{quote['id']}/order", {"line_ids": [second]})["total"] == "190.00"
    assert ming.get(f"/quotes/{quote['id']}")["state"] == "issued"
    problem = ming.refused("POST", f"/quotes/{quote['id']}/order", {"line_ids": [first, second]})
    assert problem["code"] == "sales.already_ordered"
    assert ming.post(f"/quotes/{quote['id']}/order")["total"] == "95.00"
    assert ming.refused("POST", f"/quotes/{quote['id']}/order")["code"] == "illegal_transition"


def test_a_draft_or_a_cancelled_quote_is_not_ordered(ming):
    quote = ming.post("/quotes", a_quote())
    assert ming.refused("POST", f"/quotes/{quote['id']}/order")["code"] == "illegal_transition"
    assert ming.post(f"/quotes/{quote['id']}/cancel")["state"] == "cancelled"
    assert ming.refused("POST", f"/quotes/{quote['id']}/issue")["code"] == "illegal_transition"


def test_quoted_prices_are_remembered_within_reach(sales, ming, hua, fang):
    ming.post("/quotes", a_quote(issue=True, quoted_on="2026-10-01"))
    ming.post("/quotes", a_quote([a_line(unit_price="9.2")], issue=True))
    ming.post("/quotes", a_quote([a_line(unit_price="1")]))
    mall = a_customer(sales, "MALL", owner="hua")
    hua.post("/quotes", a_quote([a_line(unit_price="9.9")], customer_id=mall, issue=True))
    prices = [row["unit_price"] for row in ming.get("/quoted-prices", product_id=CAP)["rows"]]
    assert prices == ["9.20", "9.50"]
    assert [row["unit_price"] for row in hua.get("/quoted-prices", product_id=CAP)["rows"]] == ["9.90"]
    assert hua.get("/quoted-prices", customer_id=SHOP)["rows"] == []
    assert len(fang.get("/quoted-prices", customer_id=SHOP, to="2026-10-31")["rows"]) == 2


def test_quotes_are_seen_by_the_owner_only(ming, hua):
    quote = ming.post("/quotes", a_quote(issue=True))
    assert hua.refused("GET", f"/quotes/{quote['id']}")["code"] == "not_found"
    assert hua.refused("POST", f"/quotes/{quote['id']}/order")["status"] == 404
    assert hua.get("/quotes")["items"] == []
    assert ming.get("/quotes", number="QU", state="issued", total="true")["total"] == {"count": 1, "total": "285.00"}


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"colour": "red"}, "colour"),
        ({"lines": []}, "lines"),
        ({"lines": [a_line(quantity="-2")]}, "lines.0.quantity"),
        ({"valid_until": "tomorrow"}, "valid_until"),
    ],
)
def test_bad_input_names_its_field(ming, wrong, field):
    problem = ming.refused("POST", "/quotes", a_quote() | wrong)
    assert field in [error["field"] for error in problem["errors"]]
    assert ming.get("/quotes")["items"] == []


def test_foreign_lines_are_refused(ming):
    quote = ming.post("/quotes", a_quote(issue=True))
    other = confirmed(ming)["lines"][0]["id"]
    problem = ming.refused("POST", f"/quotes/{quote['id']}/order", {"line_ids": [other]})
    assert problem["code"] == "sales.foreign_line"
