"""Notification alone, on a Monday morning: Ming and Hua sell, Fang leads Ming, Li buys, Zhou keeps the books."""

import pytest

from chassis.testing import ServiceUnderTest
from notification.reminders.moving import move_reminders
from notification.service import service

SALES_SIDE = {"notification.reminder.read", "notification.reminder.dismiss", "crm.customer.read", "sales.order.read",
              "finance.receivable.read", "office.task.read", "crm.record.read"}  # fmt: skip
BUYING_SIDE = {"notification.purchasing_reminder.read", "notification.purchasing_reminder.dismiss",
               "finance.payable.read", "purchasing.stock.read"}  # fmt: skip
SELLING = dict.fromkeys(SALES_SIDE, "own")
BUYING = dict.fromkeys(BUYING_SIDE, "own")


@pytest.fixture
def notification(tmp_path):
    running = ServiceUnderTest(service, tmp_path)
    running.hear_of("fang", "/hq/east/")
    running.hear_of("ming", "/hq/east/", superior="fang")
    running.hear_of("hua", "/hq/west/")
    running.hear_of("li", "/hq/purchasing/")
    yield running
    assert running.violations() == []
    assert running.parked() == []
    running.close()


@pytest.fixture
def ming(notification):
    return notification.person("ming", SELLING, org_path="/hq/east/")


@pytest.fixture
def hua(notification):
    return notification.person("hua", SELLING, org_path="/hq/west/")


@pytest.fixture
def fang(notification):
    grants = dict.fromkeys(SELLING, "team")
    return notification.person("fang", grants, org_path="/hq/east/", teams=("/hq/east/",))


@pytest.fixture
def li(notification):
    return notification.person("li", BUYING, org_path="/hq/purchasing/")


@pytest.fixture
def qian(notification):
    return notification.person("qian", {"*": "all"})


@pytest.fixture
def tick(notification):
    """Let the clock run: answers the kinds and stages announced by it."""

    def run(**advance):
        notification.clock.advance(**advance)
        before = len(notification.told("notification.reminder_raised.v1"))
        move_reminders(notification.host)
        raised = notification.told("notification.reminder_raised.v1")[before:]
        return [(event.data["kind"], event.data["stage"]) for event in raised]

    return run
