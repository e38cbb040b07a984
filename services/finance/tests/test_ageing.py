"""Ageing: the buckets of any day, to the cent, as a naive model of the same story says (F52)."""

from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from chassis.testing import ServiceUnderTest, person_id
from finance.ageing.buckets import NAMES, bucket_of
from finance.service import service

from .builders import TODAY, a_customer, a_delivery, a_receipt, a_return, day, the_receivable

ZERO = Decimal("0.00")


@pytest.mark.parametrize(
    ("overdue", "bucket"),
    [
        (-1, "not_due"),
        (0, "not_due"),
        (1, "d1_30"),
        (30, "d1_30"),
        (31, "d31_60"),
        (60, "d31_60"),
        (61, "d61_90"),
        (90, "d61_90"),
        (91, "d91_180"),
        (180, "d91_180"),
        (181, "d181_more"),
        (4000, "d181_more"),
    ],
)
def test_each_day_belongs_to_one_bucket(finance, zhou, overdue, bucket):
    assert bucket_of(TODAY - timedelta(days=overdue), TODAY) == bucket
    a_customer(finance)
    a_delivery(finance, "7.00", shipped=-5000, due=-overdue)
    [row] = zhou.get("/ageing")["rows"]
    assert {name: row[name] for name in NAMES} == {**dict.fromkeys(NAMES, "0.00"), bucket: "7.00"}


def test_rows_by_customer_salesperson_and_document_have_one_total(finance, zhou):
    for customer, owner, due in (("C1", "ming", -3), ("C1", "ming", -40), ("C2", "hua", 3), ("C3", "hua", -200)):
        a_customer(finance, customer, owner)
        a_delivery(finance, "10.00", customer, owner, shipped=-300, due=due, number=f"{customer}{due}")
    found = {by: zhou.get("/ageing", by=by) for by in ("customer", "salesperson", "document")}
    assert found["customer"]["total"] == found["salesperson"]["total"] == found["document"]["total"]
    assert found["customer"]["total"] == {
        "not_due": "10.00",
        "d1_30": "10.00",
        "d31_60": "10.00",
        "d61_90": "0.00",
        "d91_180": "0.00",
        "d181_more": "10.00",
        "total": "40.00",
    }
    assert {row["name"]: row["total"] for row in found["customer"]["rows"]} == {
        "客户C1": "20.00",
        "客户C2": "10.00",
        "客户C3": "10.00",
    }
    assert {row["name"]: row["total"] for row in found["salesperson"]["rows"]} == {"明": "20.00", "华": "20.00"}
    assert {row["name"] for row in found["document"]["rows"]} == {"C1-3", "C1-40", "C23", "C3-200"}


def test_what_is_behind_a_row_adds_up_to_it(finance, zhou, ming):
    for customer, owner, due in (("C1", "ming", -3), ("C1", "ming", -40), ("C2", "hua", 3), ("C3", "hua", -200)):
        a_customer(finance, customer, owner)
        a_delivery(finance, "10.00", customer, owner, shipped=-300, due=due, number=f"{customer}{due}")
    for by, key in (("customer", "customer_id"), ("salesperson", "owner_id")):
        for row in zhou.get("/ageing", by=by)["rows"]:
            behind = {each: zhou.get("/ageing", by=each, **{key: row["key"]}) for each in ("document", "salesperson")}
            for found in behind.values():
                assert found["total"] == {name: row[name] for name in (*NAMES, "total")}
    [first, second] = zhou.get("/ageing", by="document", owner_id=str(person_id("ming")))["rows"]
    assert (first["party_name"], second["party_name"]) == ("客户C1", "客户C1")
    assert ming.get("/ageing", by="document", owner_id=str(person_id("hua")))["rows"] == []


def test_a_past_day_is_seen_as_it_was(finance, zhou):
    customer = a_customer(finance)
    receivable = the_receivable(zhou, a_delivery(finance, "100.00", shipped=-20, due=-10))
    receipt = a_receipt(zhou, customer, "100.00", {receivable["id"]: "100.00"}, received_on=str(day(-5)))
    finance.clock.advance(days=2)
    zhou.post(f"/receipts/{receipt['id']}/void", {"reason": "退票"})
    seen = {offset: zhou.get("/ageing", as_of=str(day(offset)))["total"] for offset in (-21, -20, -10, -6, -5, 1, 2)}
    assert {offset: row["total"] for offset, row in seen.items()} == {
        -21: "0.00",
        -20: "100.00",
        -10: "100.00",
        -6: "100.00",
        -5: "0.00",
        1: "0.00",
        2: "100.00",
    }
    assert (seen[-10]["not_due"], seen[-6]["d1_30"]) == ("100.00", "100.00")


def test_a_return_that_is_told_late_counts_from_its_own_day(finance, zhou):
    """What was paid too much was an advance only from the day it was paid."""
    customer = a_customer(finance)
    delivery = a_delivery(finance, "100.00", shipped=-20)
    receivable = the_receivable(zhou, delivery)
    for amount, received in (("60.00", -15), ("40.00", -5)):
        a_receipt(zhou, customer, amount, {receivable["id"]: amount}, received_on=str(day(received)))
    a_return(finance, delivery, "70.00", returned=-18)
    seen = {offset: zhou.get("/ageing", as_of=str(day(offset)))["total"]["total"] for offset in (-19, -18, -15, -5, 0)}
    assert seen == {-19: "100.00", -18: "30.00", -15: "0.00", -5: "0.00", 0: "0.00"}
    assert zhou.get("/receipts", total="true")["total"]["unallocated"] == "70.00"


@dataclass
class Debt:
    """The naive model: a debt is a list of (day, change); its allocations can be taken back."""

    due: int
    opened: int
    changes: list = field(default_factory=list)

    def open_on(self, offset):
        return sum((amount for when, amount in self.changes if when <= offset), ZERO)


cents = st.integers(1, 50_000).map(lambda n: Decimal(n).scaleb(-2))
deliveries = st.tuples(st.just("deliver"), cents, st.integers(-250, 0), st.integers(-10, 90))
receipts = st.tuples(st.just("pay"), cents, st.integers(-250, 0), st.sampled_from(["oldest", "none", "half"]))
returns = st.tuples(st.just("return"), st.integers(0, 9), st.integers(1, 100), st.integers(-250, 0))
voids = st.tuples(st.just("void"), st.integers(0, 9))
advances = st.tuples(st.just("allocate"), st.integers(0, 9))
waits = st.tuples(st.just("wait"), st.integers(1, 20))
stories = st.lists(st.one_of(deliveries, deliveries, receipts, receipts, returns, voids, advances, waits), max_size=14)


class Books:
    """Tells a story to finance, and keeps what each step should have done in the naive model by its movements."""

    def __init__(self, finance):
        self.finance, self.waited = finance, 0
        self.zhou = finance.person("zhou", {"finance.*": "all"})
        self.customer = a_customer(finance, limit=None)
        self.deliveries, self.receipts = [], []

    def tell(self, step, *arguments):
        getattr(self, step)(*arguments)
        assert self.finance.violations() == []

    def deliver(self, amount, shipped, days):
        delivery = a_delivery(self.finance, str(amount), shipped=shipped, due=shipped + days)
        self.deliveries.append((delivery, amount, the_receivable(self.zhou, delivery)))

    def pay(self, amount, received, way):
        more = {"received_on": str(day(received))}
        if way == "oldest":
            more["allocate"] = "oldest"
        if way == "half" and self.deliveries:
            receivable = self.deliveries[-1][2]["id"]
            part = min(amount, Decimal(self.zhou.get(f"/receivables/{receivable}")["open_amount"]) / 2)
            part = part.quantize(Decimal("0.01"), "ROUND_DOWN")
            more["allocations"] = {receivable: str(part)} if part else {}
        self.receipts.append(a_receipt(self.zhou, self.customer, str(amount), **more)["id"])

    def give_back(self, index, percent, returned):
        delivery, amount, receivable = self.deliveries[index % len(self.deliveries)]
        left = amount - Decimal(self.zhou.get(f"/receivables/{receivable['id']}")["credited"])
        part = (left * percent / 100).quantize(Decimal("0.01"))
        if part:
            a_return(self.finance, delivery, str(part), returned=returned)

    def void(self, index):
        if self.receipts:
            self.zhou.call("POST", f"/receipts/{self.receipts[index % len(self.receipts)]}/void", {"reason": "x"})

    def allocate(self, index):
        if self.receipts:
            path = f"/receipts/{self.receipts[index % len(self.receipts)]}/allocate"
            self.zhou.call("POST", path, {"allocate": "oldest"})

    def wait(self, days):
        self.finance.clock.advance(days=days)
        self.waited += days

    def debts(self):
        """Each receivable from its opening and its movements, as the API shows them."""
        for _, amount, receivable in self.deliveries:
            opened, due = offset_of(receivable["opened_on"]), offset_of(receivable["due_on"])
            movements = self.zhou.get(f"/receivables/{receivable['id']}")["movements"]
            changes = [(offset_of(each["day"]), Decimal(each["amount"])) for each in movements]
            yield Debt(due, opened, [(opened, amount), *changes])


setattr(Books, "return", Books.give_back)


def offset_of(text):
    return (type(TODAY).fromisoformat(text) - TODAY).days


def expected(debts, offset):
    columns = dict.fromkeys((*NAMES, "total"), ZERO)
    for debt in debts:
        left = debt.open_on(offset)
        assert left >= 0, "no receivable was ever less than nothing"
        columns[bucket_of(day(debt.due), day(offset))] += left
        columns["total"] += left
    return {name: str(amount) for name, amount in columns.items()}


PAID_AGAIN = [
    ("deliver", Decimal("100.00"), -20, 10),
    ("pay", Decimal("100.00"), -15, "oldest"),
    ("void", 0),
    ("pay", Decimal("100.00"), -5, "oldest"),
]
RETURNED_LATE = [
    ("deliver", Decimal("100.00"), -20, 10),
    ("pay", Decimal("60.00"), -15, "oldest"),
    ("pay", Decimal("40.00"), -5, "oldest"),
    ("return", 0, 70, -18),
]


@example(story=PAID_AGAIN, offsets=[-16, -15, -5, -1])
@example(story=RETURNED_LATE, offsets=[-19, -18, -15, -5])
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(story=stories, offsets=st.lists(st.integers(-260, 200), min_size=3, max_size=6))
def test_any_story_ages_as_the_naive_model_says_and_as_the_ledger_says(tmp_path_factory, story, offsets):
    finance = ServiceUnderTest(service, tmp_path_factory.mktemp("story"))
    books = Books(finance)
    for step in story:
        if step[0] != "return" or books.deliveries:
            books.tell(*step)
    debts = list(books.debts())
    for offset in [*offsets, 0, books.waited]:
        as_of = str(day(offset))
        found = books.zhou.get("/ageing", as_of=as_of)["total"]
        assert found == expected(debts, offset)
        balances = {row["account"]: row for row in books.zhou.get("/trial-balance", as_of=as_of)["rows"]}
        assert balances.get("1122", {"balance": "0.00"})["balance"] == found["total"]
    open_now = books.zhou.get("/receivables", total="true")["total"]["open_amount"]
    assert books.zhou.get("/ageing")["total"]["total"] == open_now
    assert finance.parked() == []
    finance.close()
