"""Purchase rhythm (N1, F16): each customer's own interval, from the orders that sales tells of."""

import time
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from statistics import median

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.eventlog import Envelope
from chassis.model import uuid7
from chassis.observe.trace import new_trace
from chassis.testing import person_id
from crm.rhythm.figures import LATEST, Rules, figures_of, months_after, own_interval, state_on

from .builders import a_customer, an_order, order_id

days = st.dates(date(2020, 1, 1), date(2026, 11, 23))


def ordered(crm, customer, *order_days, total="100.00", event="sales.past_order_imported.v1"):
    for day in order_days:
        crm.hear(event, order_id(day), **an_order(customer, day, day, total))


def rhythm(by, **query):
    return by.get("/rhythm", **query)


def test_four_orders_make_a_rhythm(crm, ming):
    customer = a_customer(ming)
    ordered(crm, customer, "2026-08-01", "2026-08-31", "2026-10-10", "2026-11-01")
    [row] = rhythm(ming)["rows"]
    assert (row["interval_days"], row["expected_on"], row["state"]) == (30, "2026-12-01", "normal")
    assert (row["orders"], row["average_order"], row["lost_on"]) == (4, "100.00", "2027-11-01")
    last = crm.told("crm.rhythm_changed.v1")[-1]
    assert (last.data["interval_days"], last.data["expected_on"]) == (30, "2026-12-01")


def test_fewer_orders_use_the_default_of_ninety_days(crm, ming):
    ordered(crm, a_customer(ming), "2026-08-01", "2026-08-05", "2026-08-09")
    assert rhythm(ming)["rows"][0]["interval_days"] == 90


@pytest.mark.parametrize(
    ("as_of", "state", "overdue"),
    [
        ("2026-11-23", "normal", 0),
        ("2026-11-24", "due_soon", 0),
        ("2026-12-01", "due_soon", 0),
        ("2026-12-02", "overdue", 1),
        ("2027-10-31", "overdue", 334),
        ("2027-11-01", "lost", 335),
        ("2026-10-15", "normal", 0),
    ],
)
def test_the_state_is_that_of_the_day_asked_for(crm, ming, as_of, state, overdue):
    ordered(crm, a_customer(ming), "2026-08-01", "2026-08-31", "2026-10-10", "2026-11-01")
    found = rhythm(ming, as_of=as_of, state=state)
    assert [row["days_overdue"] for row in found["rows"]] == [overdue]
    assert found["total"][state] == found["total"]["customers"] == 1


def test_a_past_day_knows_nothing_of_later_orders(crm, ming):
    ordered(crm, a_customer(ming), "2026-05-01", "2026-11-01")
    [row] = rhythm(ming, as_of="2026-08-05")["rows"]
    assert (row["orders"], row["state"], row["days_overdue"]) == (1, "overdue", 6)
    assert rhythm(ming, as_of="2026-04-30")["rows"] == []


def test_amended_and_cancelled_orders_are_followed(crm, ming):
    customer = a_customer(ming)
    ordered(crm, customer, "2026-10-01", "2026-11-01", event="sales.order_confirmed.v1")
    crm.hear("sales.order_amended.v1", **an_order(customer, "2026-11-01", "2026-11-01", "300.01"))
    assert rhythm(ming)["rows"][0]["average_order"] == "200.01"
    crm.hear("sales.order_cancelled.v1", **an_order(customer, "2026-11-01", "2026-11-01"))
    [row] = rhythm(ming)["rows"]
    assert (row["orders"], row["last_order_on"]) == (1, "2026-10-01")
    crm.hear("sales.order_cancelled.v1", **an_order(customer, "2026-10-01", "2026-10-01"))
    assert rhythm(ming)["rows"] == []
    assert len(crm.told("crm.rhythm_ended.v1")) == 1


def test_two_orders_of_one_day_are_one_interval_but_two_amounts(crm, ming):
    customer = a_customer(ming)
    for number, total in (("a", "100"), ("b", "50.01")):
        crm.hear("sales.order_confirmed.v1", **an_order(customer, number, "2026-11-01", total))
    [row] = rhythm(ming)["rows"]
    assert (row["orders"], row["average_order"]) == (2, "75.01")


def test_orders_of_a_customer_not_known_here_hurt_nobody(crm, ming):
    stranger = {"id": str(person_id("nobody")), "name": "?", "owner_id": str(person_id("ming")), "org_path": "/"}
    ordered(crm, stranger, "2026-11-01")
    assert rhythm(ming)["rows"] == []


def test_the_grades_default_is_a_setting_and_follows_the_grade(crm, ming):
    crm.host.settings["crm.interval_days"] = {"A": 30}
    customer = a_customer(ming)
    ordered(crm, customer, "2026-11-01")
    ming.put(f"/customers/{customer['id']}", {"grade": "A"})
    assert rhythm(ming)["rows"][0]["expected_on"] == "2026-12-01"


def test_rhythms_are_seen_with_the_customer(crm, ming, hua, fang, qian):
    customer = a_customer(ming)
    ordered(crm, customer, "2026-01-01")
    assert [len(rhythm(by)["rows"]) for by in (ming, hua, fang)] == [1, 0, 1]
    assert rhythm(hua, as_of="2026-11-01")["total"]["customers"] == 0
    qian.post(f"/customers/{customer['id']}/transfer", {"owner_id": str(person_id("hua")), "reason": "x"})
    assert [len(rhythm(by)["rows"]) for by in (ming, hua, fang)] == [0, 1, 0]


def test_the_longest_overdue_come_first(crm, ming):
    ordered(crm, a_customer(ming, "甲一"), "2026-06-01")
    ordered(crm, a_customer(ming, "乙二"), "2026-03-01")
    assert [row["customer_name"] for row in rhythm(ming, state="overdue", limit=1)["rows"]] == ["乙二"]
    assert rhythm(ming)["total"]["overdue"] == 2


def test_830_past_orders_are_taken_in_quickly(crm, ming):
    customers = [a_customer(ming, f"客户{letter}") for letter in "甲乙丙丁戊己庚辛壬癸"]
    first = date(2024, 1, 1)
    orders = [an_order(customers[at % 10], at, str(first + timedelta(days=at))) for at in range(830)]
    crm.logs["sales"] = [published(order, at) for at, order in enumerate(orders, 1)]
    began = time.process_time()
    assert crm.host.inbox.catch_up("sales") == 830
    assert time.process_time() - began < 15, "an import of Northwind's orders would be felt"
    assert {row["interval_days"] for row in rhythm(ming)["rows"]} == {10}


def published(order, position):
    data = orjson.loads(orjson.dumps(order, default=str))
    event = "sales.past_order_imported.v1"
    now = datetime.now(UTC)
    return Envelope(
        uuid7(), "sales", event, data["order_id"], now, position, data, {"id": "-", "name": "-"}, new_trace()
    )


@given(st.lists(days, min_size=1, max_size=30, unique=True))
def test_the_interval_is_the_median_of_the_latest_ones(order_days):
    falling = sorted(order_days, reverse=True)
    latest = falling[: LATEST + 1]
    gaps = [(latest[at] - latest[at + 1]).days for at in range(len(latest) - 1)]
    found = own_interval(falling)
    if len(gaps) < 3:
        assert found is None
    else:
        assert found is not None
        assert 0 <= found - median(gaps) <= 0.5
        assert min(gaps) <= found <= max(gaps)


@given(days, st.integers(0, 500), st.integers(1, 200))
def test_states_follow_each_other_and_never_go_back(last, waited, interval):
    figures = figures_of([last], 1, Decimal("10"), Rules(default_days=interval))
    order = ["normal", "due_soon", "overdue", "lost"]
    asked = [last + timedelta(days=waited), last + timedelta(days=waited + 1)]
    before, after = (order.index(state_on(day, figures.expected_on, figures.lost_on, 7)) for day in asked)
    assert before <= after


def test_a_year_after_the_leap_day_is_the_last_of_february():
    assert months_after(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert months_after(date(2026, 12, 31), 2) == date(2027, 2, 28)
