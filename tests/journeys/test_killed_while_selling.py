"""I11: the company's only process is killed while four people enter orders: nothing is lost, nothing doubled."""

import threading
import time
from collections import Counter
from uuid import uuid4

import pytest

from tests.journeys.orders_again import no_longer_sold
from tests.northwind import BUCHANAN, FULLER, LEVERLING, PEACOCK, pages
from zhanggui.client import Refused

SELLERS = (PEACOCK, LEVERLING, BUCHANAN, FULLER)
EACH = 10
PATIENCE = 90.0

pytestmark = [pytest.mark.journey, pytest.mark.parametrize("northwind", ["embedded"], indirect=True)]


class Seller(threading.Thread):
    """Enters and confirms orders one after the other; sends each again, with its key, until it is answered."""

    def __init__(self, client, customer_id, products):
        super().__init__()
        self.client, self.customer_id, self.products = client, customer_id, products
        self.answered: dict[str, bytes] = {}
        self.retries = 0
        self.note = uuid4().hex

    def run(self):
        for number in range(EACH):
            key = f"{self.note}-{number}"
            self.answered[key] = self.enter(key)

    def enter(self, key):
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                return self.say(key).content
            except Refused:
                self.retries += 1
                time.sleep(0.1)
        raise TimeoutError(key)

    def say(self, key):
        lines = [{"product_id": product, "quantity": "1", "unit_price": "10"} for product in self.products]
        body = {"customer_id": self.customer_id, "lines": lines, "confirm": True, "note": key}
        return self.client.call("POST", "/sales/orders", json=body, headers={"Idempotency-Key": key})


@pytest.fixture
def sellers(northwind):
    products = [row["id"] for row in pages(northwind.operator, "/purchasing/products", active="true")]
    assert len(products) == 77 - len(no_longer_sold())
    people = [northwind.person(username) for username in SELLERS]
    return [Seller(person, pages(person, "/crm/customers")[0]["id"], products[:5]) for person in people]


def test_killed_at_any_moment(northwind, sellers):
    for seller in sellers:
        seller.start()
    while sum(len(seller.answered) for seller in sellers) < EACH:
        time.sleep(0.001)
    northwind.kill()
    before = [dict(seller.answered) for seller in sellers]
    assert EACH <= sum(map(len, before)) < EACH * len(sellers)
    northwind.start()
    assert_each_order_once(northwind, sellers)


def test_killed_between_an_effect_and_its_answer(northwind, sellers):
    """The worst moment: the order is there, and only the retry gets to know."""
    northwind.stop()
    northwind.start(ZHANGGUI_FAILPOINT="sales:after_commit:13")
    for seller in sellers:
        seller.start()
    assert northwind.process.wait(60) == -9
    northwind.start()
    assert_each_order_once(northwind, sellers)


def assert_each_order_once(company, sellers):
    for seller in sellers:
        seller.join(PATIENCE)
        assert len(seller.answered) == EACH
    assert any(seller.retries for seller in sellers)
    heads = company.heads()
    assert company.violations() == []
    notes = Counter(row["note"] for row in pages(company.operator, "/sales/orders", state="confirmed"))
    for seller in sellers:
        orders = {row["note"]: row for row in pages(seller.client, "/sales/orders", state="confirmed")}
        for key, answer in seller.answered.items():
            assert notes[key] == 1
            again = seller.say(key)
            assert (again.content, again.json()["number"]) == (answer, orders[key]["number"])
            assert orders[key]["stock_state"] != "pending"
    assert company.heads() == heads
