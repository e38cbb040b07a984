"""Goods and money tell the same story: purchasing and finance side by side, on any day's work in the warehouse."""

from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from hypothesis import given, settings
from hypothesis import strategies as st

from chassis.eventlog import read_after
from chassis.model import derived_id
from chassis.testing import ServiceUnderTest
from finance.service import service as finance_service
from purchasing.service import service as purchasing_service
from purchasing.warehouses.model import MAIN_WAREHOUSE
from zhanggui.invariants.across import inventory_is_what_the_stock_is_worth

QUANTITIES = st.decimals("0.0001", "40", places=4).map(str)
PRICES = st.decimals("0.0001", "99", places=4).map(str)
WORK = st.sampled_from(["receive", "find", "lose", "sell", "take_back", "send_back", "transfer"])
DAY = st.lists(st.tuples(WORK, st.integers(0, 1), QUANTITIES, PRICES), max_size=12)


class Company:
    """Li buys and keeps the warehouse; finance reads what purchasing tells."""

    def __init__(self, folder):
        self.purchasing = ServiceUnderTest(purchasing_service, folder / "purchasing")
        self.finance = ServiceUnderTest(finance_service, folder / "finance")
        self.finance.host.read_log = self._read_log
        self.purchasing.hear_of("li", "/hq/buying/")
        self.li = self.purchasing.person("li", {"purchasing.*": "all"}, org_path="/hq/buying/")
        category = self.li.post("/categories", {"code": "HAT", "name": "鞋帽"})
        self.products = [self._product(category, code) for code in ("CAP", "HAT")]
        self.supplier = self.li.post("/suppliers", {"code": "S1", "name": "一厂"})
        self.west = self.li.post("/warehouses", {"code": "WEST", "name": "西仓"})["id"]
        self.receipts = []
        self._open_stock()

    def of(self, service, name):
        """A fact, as `zhanggui check` asks for it."""
        asked = {"purchasing": self.purchasing, "finance": self.finance}[service]
        return asked.person("operator", {"*": "all"}).get(f"/system/facts/{name}")

    def settle(self):
        """Finance takes in what purchasing told."""
        self.finance.host.inbox.catch_up("purchasing")
        assert self.finance.parked() == self.purchasing.parked() == []

    def work(self, kind, product, quantity, price):
        getattr(self, kind)(self.products[product]["id"], quantity, price)

    def receive(self, product, quantity, price):
        line = {"product_id": product, "quantity": quantity, "unit_price": price}
        body = {"supplier_id": self.supplier["id"], "lines": [line], "confirm": True}
        self.receipts.append(self.li.post("/goods-receipts", body))

    def find(self, product, quantity, price):
        self._adjust({"product_id": product, "quantity": quantity, "unit_cost": price})

    def lose(self, product, quantity, price):
        self._adjust({"product_id": product, "quantity": f"-{quantity}"})

    def transfer(self, product, quantity, price):
        where = {"warehouse_id": str(MAIN_WAREHOUSE), "to_warehouse_id": self.west}
        self.li.call("POST", "/stock/transfers", {**where, "lines": [{"product_id": product, "quantity": quantity}]})

    def sell(self, product, quantity, price):
        line = {"line_id": uuid4(), "order_id": uuid4(), "order_line_id": uuid4(), "product_code": "X"}
        lines = [{**line, "product_id": product, "quantity": quantity}]
        self._ask("sales.delivery_requested.v1", delivery_id=uuid4(), number="DN", lines=lines)

    def take_back(self, product, quantity, price):
        lines = [{"line_id": uuid4(), "product_id": product, "quantity": quantity}]
        self._ask("sales.goods_returned.v1", return_id=uuid4(), number="SR", lines=lines)

    def send_back(self, product, quantity, price):
        if self.receipts:
            receipt = self.receipts.pop()
            lines = [{"goods_receipt_line_id": receipt["lines"][0]["id"], "quantity": quantity}]
            self.li.call("POST", f"/goods-receipts/{receipt['id']}/send-back", {"reason": "坏", "lines": lines})

    def close(self):
        self.purchasing.close()
        self.finance.close()

    def _product(self, category, code):
        body = {"code": code, "name": code, "category_id": category["id"], "list_price": "20", "cost": "3.3333"}
        return self.li.post("/products", body)

    def _open_stock(self):
        table = "编码,名称,类别,售价,成本,期初库存\nCAP,帽,HAT,20,3.3333,7\n"
        self.li.post("/imports/products", content=table.encode(), filename="p.csv")
        self.purchasing.run_jobs()

    def _adjust(self, line):
        # More than there is cannot be lost: a refusal changes nothing, and is part of the day.
        self.li.call("POST", "/stock/adjustments", {"reason": "盘点", "lines": [line]})

    def _ask(self, event, **data):
        self.purchasing.hear(event, derived_id(str(data)), warehouse_id=MAIN_WAREHOUSE, **data)

    def _read_log(self, producer, after, limit):
        if producer != "purchasing":
            return []
        with self.purchasing.host.database.read() as session:
            return read_after(session, "purchasing", after, limit)


@settings(max_examples=20, deadline=None)
@given(day=DAY)
def test_whatever_happens_in_the_warehouse_the_ledger_says_what_it_is_worth(day):
    with TemporaryDirectory() as folder:
        company = Company(Path(folder))
        try:
            for each in day:
                company.work(*each)
            company.settle()
            assert list(inventory_is_what_the_stock_is_worth(company)) == []
            assert company.purchasing.violations() == company.finance.violations() == []
        finally:
            company.close()


def test_opening_stock_is_in_the_ledger_and_a_difference_of_a_cent_is_seen(tmp_path):
    company = Company(tmp_path)
    assert len(list(inventory_is_what_the_stock_is_worth(company))) == 1
    company.settle()
    assert company.of("finance", "inventory") == {"balance": "23.33"}
    assert list(inventory_is_what_the_stock_is_worth(company)) == []
    told = company.of
    company.of = lambda service, name: {"balance": "23.34"} if service == "finance" else told(service, name)
    assert list(inventory_is_what_the_stock_is_worth(company)) == [
        "inventory is booked at 23.34, the stock is worth 23.33"
    ]
    company.close()
