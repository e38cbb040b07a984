"""Orders that are not taken: bad input, what is no longer sold, the same order twice."""

from threading import Thread

import pytest

from .builders import (
    CAP,
    SHOE,
    a_company,
    a_customer,
    a_line,
    a_product,
    an_order,
)


@pytest.fixture(autouse=True)
def company(sales):
    a_company(sales)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"colour": "red"}, "colour"),
        ({"customer_id": "x"}, "customer_id"),
        ({"customer_id": CAP}, "customer_id"),
        ({"lines": []}, "lines"),
        ({"lines": [a_line(quantity="0")]}, "lines.0.quantity"),
        ({"lines": [a_line(quantity="-1")]}, "lines.0.quantity"),
        ({"lines": [a_line(quantity="1.00001")]}, "lines.0.quantity"),
        ({"lines": [a_line(quantity=1.5)]}, "lines.0.quantity"),
        ({"lines": [a_line(quantity="999999999999", unit_price="999999999999")]}, "lines.0.quantity"),
        ({"lines": [a_line(unit_price="-1")]}, "lines.0.unit_price"),
        ({"lines": [a_line(discount="1.1")]}, "lines.0.discount"),
        ({"lines": [a_line(SHOE), a_line("0192f0c0-0000-7000-8000-000000000000")]}, "lines.1.product_id"),
        ({"note": "长" * 501}, "note"),
        ({"deliver_on": "2026-13-01"}, "deliver_on"),
        ({"warehouse_id": CAP}, "warehouse_id"),
    ],
)
def test_bad_input_names_its_field_and_changes_nothing(sales, ming, wrong, field):
    problem = ming.refused("POST", "/orders", {**an_order(), "confirm": True, **wrong})
    assert field in [error["field"] for error in problem["errors"]]
    assert ming.get("/orders")["items"] == []
    assert sales.told() == []


def test_what_is_no_longer_sold_or_served_is_refused(sales, ming):
    a_product(sales, active=False)
    assert ming.refused("POST", "/orders", an_order())["code"] == "sales.inactive_product"
    a_customer(sales, active=False, event="changed")
    assert ming.refused("POST", "/orders", an_order())["code"] == "sales.inactive_customer"


def test_the_same_key_ten_times_at_once_is_one_order(sales, ming):
    statuses = []

    def enter():
        statuses.append(ming.call("POST", "/orders", an_order(confirm=True), key="k").status)

    retries = [Thread(target=enter) for _ in range(10)]
    for each in retries:
        each.start()
    for each in retries:
        each.join()
    assert statuses == [201] * 10
    assert len(sales.told("sales.order_confirmed.v1")) == 1


def test_an_id_given_by_the_client_makes_a_retry_find_its_first_try(ming):
    identity = "0192f0c0-0000-7000-8000-000000000001"
    ming.post("/orders", an_order(id=identity))
    assert ming.refused("POST", "/orders", an_order(id=identity))["code"] == "already_exists"
