"""Orders to be delivered (F28, F73)."""

import itertools

import pytest

from .builders import TODAY, a_delivery, an_order, day


def open_rows(person):
    return person.get("/reminders", kind="delivery_due")["items"]


def test_a_confirmed_order_is_due_on_its_day_and_gone_when_delivered(notification, ming):
    notification.hear("sales.order_confirmed.v1", **an_order(deliver_on=day(2)))
    [row] = open_rows(ming)
    assert (row["stage"], row["amount"], row["titles"]["zh"]) == ("this_week", "1000.00", "顶峰贸易 订单 SO-1 应交货")
    notification.hear("sales.delivery_shipped.v1", **a_delivery(complete=True))
    assert open_rows(ming) == []


def test_a_partly_delivered_order_stays_with_what_is_left(notification, ming):
    notification.hear("sales.order_confirmed.v1", **an_order())
    notification.hear("sales.delivery_shipped.v1", **a_delivery(quantities=("4",), amounts=("400.00",)))
    assert [row["amount"] for row in open_rows(ming)] == ["600.00"]


def test_an_order_cut_down_to_what_was_delivered_is_done(notification, ming):
    notification.hear("sales.order_confirmed.v1", **an_order())
    notification.hear("sales.delivery_shipped.v1", **a_delivery(quantities=("4",), amounts=("400.00",)))
    notification.hear("sales.order_amended.v1", **an_order(quantities=("4",), total="400.00"))
    assert open_rows(ming) == []


def test_an_order_extended_after_its_delivery_is_due_again(notification, ming):
    notification.hear("sales.order_confirmed.v1", **an_order())
    notification.hear("sales.delivery_shipped.v1", **a_delivery(amounts=("1000.00",), complete=True))
    notification.hear("sales.order_amended.v1", **an_order(quantities=("12",), total="1200.00", deliver_on=day(5)))
    assert [(row["amount"], row["due_on"]) for row in open_rows(ming)] == [("200.00", "2026-11-28")]


def test_a_cancelled_order_needs_no_delivery(notification, ming):
    order = an_order()
    notification.hear("sales.order_confirmed.v1", **order)
    notification.hear("sales.order_cancelled.v1", **order)
    assert open_rows(ming) == []


def test_an_order_without_a_day_reminds_nobody_until_it_gets_one(notification, ming):
    notification.hear("sales.order_confirmed.v1", **an_order(deliver_on=None))
    assert open_rows(ming) == []
    assert notification.told() == []
    notification.hear("sales.order_amended.v1", **an_order(deliver_on=TODAY))
    assert len(open_rows(ming)) == 1


STEPS = {
    "confirmed": ("sales.order_confirmed.v1", an_order(quantities=("10", "5"))),
    "first part": ("sales.delivery_shipped.v1", a_delivery(quantities=("4", "5"))),
    "second part": ("sales.delivery_shipped.v1", a_delivery(quantities=("6", "0"))),
}


@pytest.mark.parametrize("steps", list(itertools.permutations(STEPS)), ids="-".join)
def test_a_late_event_leads_to_the_same_end(notification, ming, steps):
    """An event that was parked and retried comes after those it should have preceded."""
    for step in steps:
        event, told = STEPS[step]
        notification.hear(event, **told)
    assert open_rows(ming) == []
    assert notification.person("operator", {"*": "all"}).get("/system/facts/open") == {}
