"""A shop in the running company: people enter orders all the time, and here is what must have become of each."""

import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

from sqlalchemy import select

from chassis.eventlog.model import EventRow
from chassis.testing import today
from crm.rhythm.model import CustomerOrder
from notification.reminders.model import Reminder
from purchasing import events
from purchasing.stock.model import Reservation
from sales.events import OrderConfirmed
from tests.faults.company import Company
from tests.northwind import pages
from zhanggui.client import Refused

SCARCE, PIECES = "P9", 20
PRICE = 10
WANTED = {"P1": 3, "P2": 1, "P3": 2}
"""What every order wants, by product code; each third one wants two of the scarce product besides."""
PEOPLE = "code,username,name,role\nE1,fang,Fang,sales_director\n"
CUSTOMERS = "code,name,owner\n" + "".join(f"K{number},Customer {number},E1\n" for number in range(3))
STOCK = {**dict.fromkeys(WANTED, 1_000_000), SCARCE: PIECES}
PRODUCTS = "code,name,unit,category,price,opening_stock\n" + "".join(
    f"{code},Product {code},pc,C1,10,{pieces}\n" for code, pieces in STOCK.items()
)
IMPORTS = (
    ("gateway", "employees", PEOPLE),
    ("purchasing", "categories", "code,name\nC1,Things\n"),
    ("purchasing", "products", PRODUCTS),
    ("crm", "customers", CUSTOMERS),
)
PATIENCE = 10.0
PAUSE = 0.1


@dataclass(frozen=True)
class Sold:
    """An order that was answered: its identity, and pieces by product code."""

    id: str
    wanted: dict[str, int]


class Shop:
    """Customers and products of the company, as they were imported."""

    def __init__(self, company: Company):
        self.company = company
        for service, kind, rows in IMPORTS:
            job = company.operator.upload(f"/{service}/imports/{kind}", rows.encode(), filename=f"{kind}.csv")
            assert company.operator.wait_for_job(service, job["id"], 30)["result"]["bad"] == 0
            company.settle()
        self.products = {row["code"]: row["id"] for row in pages(company.operator, "/purchasing/products")}
        self.customers = [row["id"] for row in pages(company.operator, "/crm/customers")]

    @contextmanager
    def selling(self) -> Iterator[list["Seller"]]:
        """Within the block somebody enters orders for each customer; afterwards every one of them is answered."""
        sellers = [Seller(self, customer) for customer in self.customers]
        for seller in sellers:
            seller.start()
        try:
            yield sellers
        finally:
            for seller in sellers:
                seller.stop()

    def order(self, customer: str, wanted: dict[str, int]) -> dict[str, Any]:
        """What somebody types: entered and confirmed in one request."""
        lines = [
            {"product_id": self.products[code], "quantity": str(pieces), "unit_price": str(PRICE)}
            for code, pieces in wanted.items()
        ]
        deliver_on = (today() + timedelta(days=30)).isoformat()
        return {"id": str(uuid4()), "customer_id": customer, "deliver_on": deliver_on, "confirm": True, "lines": lines}

    def deliver(self, sold: list[Sold]) -> None:
        """All goods of these orders leave, and what each delivery is worth is owed exactly once."""
        operator, worth = self.company.operator, {}
        for each in sold:
            delivery = operator.post("/sales/deliveries", {"order_ids": [each.id], "request": True})
            worth[delivery["id"]] = PRICE * sum(each.wanted.values())
        self.company.settle()
        rows = [row for row in pages(operator, "/finance/receivables") if row["source_id"] in worth]
        assert len(rows) == len(worth)
        assert {row["source_id"]: Decimal(row["amount"]) for row in rows} == worth

    def assert_each_once(self, sold: list[Sold]) -> None:
        """Whatever follows from an order was done once by each service, although requests may have been sent again."""
        stock = [events.StockReserved.type, events.StockShort.type]
        for service, statement in (
            ("sales", select(EventRow.subject).where(EventRow.type == OrderConfirmed.type)),
            ("purchasing", select(EventRow.subject).where(EventRow.type.in_(stock))),
            ("crm", select(CustomerOrder.order_id)),
            ("notification", select(Reminder.source_id).where(Reminder.kind == "delivery_due")),
        ):
            counted = Counter(str(subject) for (subject,) in self.company.rows(service, statement))
            assert {counted[each.id] for each in sold} == {1}, service
        self._assert_shown(sold, self._assert_kept(sold))

    def _assert_kept(self, sold: list[Sold]) -> set[str]:
        """A reservation per line, and the levels are their sum; answers the orders of which something is missing."""
        rows = self.company.rows("purchasing", select(Reservation.__table__))
        kept: Counter[str] = Counter()
        for row in rows:
            kept[row.product_code] += row.reserved
        levels = pages(self.company.operator, "/purchasing/stock")
        assert kept == {level["product_code"]: Decimal(level["reserved"]) for level in levels}
        assert kept[SCARCE] == PIECES

        wanted = Counter((each.id, code, pieces) for each in sold for code, pieces in each.wanted.items())
        mine = {each.id for each in sold}
        lines = Counter((str(row.order_id), row.product_code, row.wanted) for row in rows)
        assert {line: times for line, times in lines.items() if line[0] in mine} == wanted
        missing = [row for row in rows if row.reserved < row.wanted]
        assert {row.product_code for row in missing} == {SCARCE}
        return {str(row.order_id) for row in missing}

    def _assert_shown(self, sold: list[Sold], short: set[str]) -> None:
        """Each order says in sales whether it has everything."""
        expected = {each.id: "short" if each.id in short else "reserved" for each in sold}
        orders = pages(self.company.operator, "/sales/orders", state="confirmed")
        assert {row["id"]: row["stock_state"] for row in orders if row["id"] in expected} == expected


class Seller(threading.Thread):
    """Enters orders until told to stop; whatever is not answered by a success is sent again, with its key."""

    def __init__(self, shop: Shop, customer: str):
        super().__init__(daemon=True)
        self.shop, self.customer, self.client = shop, customer, shop.company.operator
        self.sold: list[Sold] = []
        self.refusals: list[str] = []
        self.longest = 0.0
        self._told = threading.Event()

    def run(self) -> None:
        while not self._told.wait(PAUSE):
            self._enter(WANTED if len(self.sold) % 3 else {**WANTED, SCARCE: 2})

    def stop(self) -> None:
        """After the order at hand was answered; AssertionError when that takes too long."""
        self._told.set()
        self.join(2 * PATIENCE)
        assert not self.is_alive(), self.refusals[-1:]

    def _enter(self, wanted: dict[str, int]) -> None:
        body, key, began = self.shop.order(self.customer, wanted), uuid4().hex, time.monotonic()
        while not self._answered(body, key):
            time.sleep(PAUSE)
        self.longest = max(self.longest, time.monotonic() - began)
        self.sold.append(Sold(body["id"], wanted))

    def _answered(self, body: dict[str, Any], key: str) -> bool:
        try:
            self.client.call("POST", "/sales/orders", json=body, headers={"Idempotency-Key": key})
        except Refused as refusal:
            self.refusals.append(str(refusal))
            return False
        return True
