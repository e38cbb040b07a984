"""Whatever happens to stock in whatever order, the books agree (I4, I5): a model of a shelf beside the real one."""

from collections import defaultdict
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from chassis.testing import ServiceUnderTest
from purchasing.service import service

from .builders import (
    MAIN,
    a_product,
    a_purchase,
    a_supplier,
    a_warehouse,
    confirmed,
    delivered,
    facts,
    found,
    level,
    sent_back,
    worth_told,
)
from .builders import received as received_goods
from .builders import returned as returned_goods
from .conftest import BUYING

QUANTITIES = st.integers(1, 6)
PICK = st.integers(0, 50)
PRICES = st.sampled_from(["3.3333", "7"])


class Shelf(RuleBasedStateMachine):
    """Two products in two warehouses; the model knows what was ordered, what left and what lies where."""

    @initialize()
    def open_shop(self):
        self.folder = TemporaryDirectory()
        self.purchasing = ServiceUnderTest(service, Path(self.folder.name))
        self.purchasing.hear_of("li", "/hq/buying/")
        self.li = self.purchasing.person("li", BUYING, org_path="/hq/buying/")
        self.supplier = a_supplier(self.li)
        self.products = [a_product(self.li), a_product(self.li)]
        self.places = [MAIN, a_warehouse(self.li)["id"]]
        self.on_hand = defaultdict(int)
        self.orders = []
        self.receipts = []
        self.left = defaultdict(int)

    @rule(product=st.integers(0, 1), place=st.integers(0, 1), quantity=QUANTITIES, price=PRICES)
    def receive(self, product, place, quantity, price):
        goods = self.products[product]
        purchase = a_purchase(self.li, self.supplier, (goods, quantity, price), warehouse_id=self.places[place])
        self.receipts.append((goods, place, received_goods(self.li, purchase), quantity))
        self.on_hand[goods["id"], self.places[place]] += quantity

    @rule(wants=st.lists(st.tuples(st.integers(0, 1), QUANTITIES), min_size=1, max_size=3), place=st.integers(0, 1))
    def order(self, wants, place):
        wants = [(self.products[product], quantity) for product, quantity in wants]
        self.orders.append(confirmed(self.purchasing, *wants, warehouse=self.places[place]))

    @precondition(lambda self: self.orders)
    @rule(pick=PICK, place=st.integers(0, 1), share=st.integers(1, 6))
    def deliver(self, pick, place, share):
        order = self.orders[pick % len(self.orders)]
        quantities = [min(share, int(line["quantity"]) - self.left[line["line_id"]]) for line in order["lines"]]
        if not any(quantities):
            return
        delivery = delivered(self.purchasing, order, *quantities, warehouse=self.places[place])
        answer = [each for each in self.purchasing.told() if each.data.get("delivery_id") == delivery["delivery_id"]]
        assert len(answer) == 1
        if answer[0].type == "purchasing.stock_issued.v1":
            for line in delivery["lines"]:
                self.on_hand[line["product_id"], self.places[place]] -= int(line["quantity"])
                self.left[line["order_line_id"]] += int(line["quantity"])

    @precondition(lambda self: self.orders)
    @rule(pick=PICK, quantity=QUANTITIES)
    def amend(self, pick, quantity):
        order = self.orders[pick % len(self.orders)]
        for line in order["lines"]:
            line["quantity"] = str(max(quantity, self.left[line["line_id"]]))
        self.purchasing.hear("sales.order_amended.v1", order["order_id"], **order)

    @precondition(lambda self: self.orders)
    @rule(pick=PICK)
    def cancel(self, pick):
        order = self.orders.pop(pick % len(self.orders))
        self.purchasing.hear("sales.order_cancelled.v1", order["order_id"], order_id=order["order_id"])

    @rule(product=st.integers(0, 1), place=st.integers(0, 1), quantity=QUANTITIES)
    def take_back(self, product, place, quantity):
        returned_goods(self.purchasing, (self.products[product], quantity), warehouse=self.places[place])
        self.on_hand[self.products[product]["id"], self.places[place]] += quantity

    @rule(product=st.integers(0, 1), place=st.integers(0, 1), quantity=QUANTITIES)
    def lose(self, product, place, quantity):
        key = (self.products[product]["id"], self.places[place])
        lost = min(quantity, self.on_hand[key])
        if lost:
            found(self.li, self.products[product], -lost, warehouse=self.places[place])
            self.on_hand[key] -= lost

    @rule(product=st.integers(0, 1), place=st.integers(0, 1), quantity=QUANTITIES, cost=st.none() | PRICES)
    def find(self, product, place, quantity, cost):
        found(self.li, self.products[product], quantity, cost, warehouse=self.places[place])
        self.on_hand[self.products[product]["id"], self.places[place]] += quantity

    @rule(product=st.integers(0, 1), place=st.integers(0, 1), quantity=QUANTITIES)
    def transfer(self, product, place, quantity):
        goods, here, there = self.products[product], self.places[place], self.places[1 - place]
        on_hand, reserved = map(int, level(self.purchasing, goods, here))
        if moved := min(quantity, on_hand - reserved):
            line = {"product_id": goods["id"], "quantity": str(moved)}
            body = {"warehouse_id": here, "to_warehouse_id": there, "lines": [line]}
            self.li.post("/stock/transfers", body)
            self.on_hand[goods["id"], here] -= moved
            self.on_hand[goods["id"], there] += moved

    @precondition(lambda self: self.receipts)
    @rule(pick=PICK)
    def send_back(self, pick):
        goods, place, receipt, quantity = self.receipts.pop(pick % len(self.receipts))
        on_hand, reserved = map(int, level(self.purchasing, goods, self.places[place]))
        if quantity <= on_hand - reserved:
            sent_back(self.li, receipt, quantity)
            self.on_hand[goods["id"], self.places[place]] -= quantity

    @invariant()
    def the_events_tell_what_the_stock_is_worth(self):
        """To the cent: whoever adds up the money of the events has the value of the stock."""
        if hasattr(self, "places"):
            told = sum((worth_told(each) for each in self.purchasing.told()), Decimal(0))
            assert told == Decimal(facts(self.purchasing, "stock_value")["total"])

    @invariant()
    def the_books_agree(self):
        if not hasattr(self, "places"):
            return
        assert self.purchasing.violations() == []
        assert self.purchasing.parked() == []
        for product in self.products:
            for place in self.places:
                assert level(self.purchasing, product, place)[0] == str(self.on_hand[product["id"], place])

    @invariant()
    def nothing_is_kept_beyond_what_is_open(self):
        if not hasattr(self, "places"):
            return
        kept = facts(self.purchasing, "reservations")
        open_lines = {
            line["line_id"]: int(line["quantity"]) - self.left[line["line_id"]]
            for order in self.orders
            for line in order["lines"]
        }
        assert all(Decimal(quantity) <= open_lines[line] for line, quantity in kept.items())
        issued = sum(Decimal(quantity) for quantity in facts(self.purchasing, "issued_lines").values())
        assert issued == sum(self.left.values())

    def teardown(self):
        if hasattr(self, "purchasing"):
            self.purchasing.close()
            self.folder.cleanup()


TestShelf = Shelf.TestCase
TestShelf.settings = settings(
    max_examples=15, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)
