"""Returns: no more comes back than has left, and each cent once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sales.deliveries.model import DeliveryLine

from .builders import a_company, a_line, confirmed, requested, shipped


@pytest.fixture(autouse=True)
def company(sales):
    a_company(sales)


def back(delivery, quantity=None, **more):
    lines = quantity and [{"delivery_line_id": delivery["lines"][0]["id"], "quantity": quantity}]
    return {"delivery_id": delivery["id"], "lines": lines, **more}


def test_a_confirmed_return_tells_stock_and_money(sales, ming):
    delivery = shipped(sales, ming, confirmed(ming, a_line(unit_price="9.99", quantity="3")))
    draft = ming.post("/returns", back(delivery, "1"))
    assert (draft["state"], draft["number"], sales.told("sales.goods_returned.v1")) == ("draft", None, [])
    done = ming.post(f"/returns/{draft['id']}/confirm", {"expected_version": draft["version"]})
    assert (done["number"], done["total"], done["returned_on"]) == ("SR20261123-0001", "9.99", "2026-11-23")
    [told] = sales.told("sales.goods_returned.v1")
    assert (told.data["delivery_id"], told.data["lines"][0]["quantity"]) == (delivery["id"], "1")
    assert ming.get("/performance", by="performer")["total"]["returned"] == "9.99"


def test_no_more_comes_back_than_was_shipped_less_returned(sales, ming):
    delivery = shipped(sales, ming, confirmed(ming))
    ming.post("/returns", back(delivery, "6", confirm=True))
    problem = ming.refused("POST", "/returns", back(delivery, "4.0001"))
    assert (problem["code"], problem["errors"][0]["field"]) == ("sales.exceeds_shipped", "lines.0.quantity")
    draft, other = (ming.post("/returns", back(delivery, "4")) for _ in range(2))
    ming.post(f"/returns/{draft['id']}/confirm")
    assert ming.refused("POST", f"/returns/{other['id']}/confirm")["code"] == "sales.exceeds_shipped"
    assert ming.refused("POST", "/returns", back(delivery))["code"] == "sales.exceeds_shipped"
    assert ming.post(f"/returns/{other['id']}/cancel")["state"] == "cancelled"


def test_what_was_not_shipped_does_not_come_back(sales, ming):
    delivery = requested(ming, confirmed(ming))
    assert ming.refused("POST", "/returns", back(delivery))["code"] == "sales.not_shipped"


def test_a_return_is_confirmed_once(sales, ming):
    done = ming.post("/returns", back(shipped(sales, ming, confirmed(ming)), confirm=True))
    assert ming.refused("POST", f"/returns/{done['id']}/confirm")["code"] == "illegal_transition"
    assert ming.refused("POST", f"/returns/{done['id']}/cancel")["code"] == "illegal_transition"


def test_a_stranger_neither_returns_nor_sees(sales, ming, hua):
    delivery = shipped(sales, ming, confirmed(ming))
    draft = ming.post("/returns", back(delivery))
    assert hua.refused("POST", "/returns", back(delivery))["code"] == "not_found"
    assert hua.refused("POST", f"/returns/{draft['id']}/confirm")["code"] == "not_found"
    assert hua.get("/returns")["items"] == []
    assert ming.get("/returns", delivery_id=delivery["id"], total="true")["total"] == {"count": 1, "total": "100.00"}


def test_wrong_lines_name_their_field(sales, ming):
    delivery = shipped(sales, ming, confirmed(ming))
    other = shipped(sales, ming, confirmed(ming))
    foreign = {"delivery_id": delivery["id"], "lines": back(other, "1")["lines"]}
    assert ming.refused("POST", "/returns", foreign)["code"] == "sales.foreign_line"
    twice = {"delivery_id": delivery["id"], "lines": back(delivery, "1")["lines"] * 2}
    assert ming.refused("POST", "/returns", twice)["code"] == "sales.repeated_line"
    assert ming.refused("POST", "/returns", back(delivery, "-1"))["errors"][0]["field"] == "lines.0.quantity"


@given(
    amount=st.decimals("0.00", "9999.99", places=2),
    parts=st.lists(st.decimals("0.0001", "9", places=4), min_size=1, max_size=9),
)
def test_returns_of_a_line_add_up_to_its_amount(amount, parts):
    line = DeliveryLine(quantity=sum(parts), amount=amount, returned=0, returned_amount=0)
    assert sum(line.take_back(part, field="quantity") for part in parts) == amount
    assert line.returnable == 0
