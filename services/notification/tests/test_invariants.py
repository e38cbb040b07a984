"""The checks that follow every test must be able to fail."""

import pytest
from sqlalchemy import update

from chassis.access import EVERYTHING
from chassis.testing import person_id
from notification import invariants
from notification.reminders.model import Reminder

from .builders import TODAY, a_customer, a_level, a_receivable, an_order

CHECKS = (
    invariants.one_reminder_per_source,
    invariants.closed_for_a_reason,
    invariants.nothing_done_is_open,
    invariants.with_the_present_owner,
)


@pytest.mark.parametrize(
    "damage",
    [
        {"state": "cleared"},
        {"reason": "settled"},
        {"amount": 0, "kind": "receivable_due"},
        {"side": "purchasing"},
        {"owner_id": person_id("hua")},
    ],
    ids=str,
)
def test_damage_is_found(notification, damage):
    notification.hear("crm.customer_registered.v1", **a_customer())
    notification.hear("finance.receivable_opened.v1", **a_receivable())
    with notification.host.database.read() as session:
        session.info["reach"] = EVERYTHING
        session.execute(update(Reminder).values(**damage))
        assert [problem for check in CHECKS for problem in check(session)]


def test_open_counts_are_told_as_texts(notification):
    notification.hear("sales.order_confirmed.v1", **an_order(deliver_on=TODAY))
    notification.hear("sales.order_confirmed.v1", **an_order("SO-2"))
    notification.hear("purchasing.stock_level_changed.v1", levels=[a_level("1", 1)])
    facts = notification.person("operator", {"*": "all"}).get("/system/facts/open")
    assert facts == {"delivery_due": "2", "low_stock": "1"}
