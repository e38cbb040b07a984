"""Who sees which reminder: own, team, all; sales and purchasing apart (F91-F95); it follows the customer (F18)."""

import pytest

from chassis.testing import person_id

from .builders import ACME, DAWN, TODAY, a_customer, a_level, a_payable, a_plan, a_receivable, a_rhythm, a_task

LISTS = ("/reminders", "/purchasing-reminders")


@pytest.fixture
def both_sides(notification):
    notification.hear("crm.followup_planned.v1", **a_plan(TODAY))
    notification.hear("crm.followup_planned.v1", **a_plan(TODAY, owner="hua", customer=DAWN))
    notification.hear("finance.payable_opened.v1", **a_payable())
    notification.hear("purchasing.stock_level_changed.v1", levels=[a_level("1", 1)])


def seen(person, path="/reminders"):
    return len(person.get(path)["items"])


def test_own_team_and_all(both_sides, ming, hua, fang, qian):
    assert (seen(ming), seen(hua), seen(fang), seen(qian)) == (1, 1, 1, 2)
    counted = [person.get("/reminders/counts")["total"]["count"] for person in (ming, hua, fang, qian)]
    assert counted == [1, 1, 1, 2]


def test_sales_and_purchasing_do_not_see_each_other(both_sides, ming, li, qian):
    assert ming.refused("GET", "/purchasing-reminders")["status"] == 403
    assert ming.refused("GET", "/purchasing-reminders/counts")["status"] == 403
    assert li.refused("GET", "/reminders")["status"] == 403
    assert {row["kind"] for row in li.get("/purchasing-reminders")["items"]} == {"payable_due", "low_stock"}
    assert {row["kind"] for row in qian.get("/reminders")["items"]} == {"contact_due"}
    assert {row["kind"] for row in qian.get("/purchasing-reminders")["items"]} == {"payable_due", "low_stock"}


def test_even_all_on_one_side_is_nothing_on_the_other(both_sides, notification):
    director = notification.person("wei", {"notification.reminder.*": "all", "crm.*": "all"})
    assert seen(director) == 2
    assert {row["kind"] for row in director.get("/reminders/counts")["rows"]} == {"contact_due"}
    [low] = [row for row in _all_rows(notification) if row["kind"] == "low_stock"]
    assert director.refused("POST", f"/reminders/{low['id']}/dismiss", {"reason": "x"})["code"] == "not_found"


def test_the_tasks_of_buyers_are_no_business_of_sales(notification, li):
    notification.hear("office.task_assigned.v1", **a_task(TODAY, assignee="li", title="询价"))
    director = notification.person("wei", {"notification.reminder.*": "all", "office.task.read": "all"})
    anybody = notification.person("li", {"notification.reminder.read": "own", "office.task.read": "own"})
    assert (seen(director), seen(anybody), seen(li, "/purchasing-reminders")) == (0, 1, 0)


def test_who_may_not_see_the_thing_itself_is_not_told_of_it_by_a_reminder(both_sides, notification):
    """A buyer who once had customers, a cashier beside the stock: the reminder goes with the function at its source."""
    once_in_sales = notification.person("ming", {"notification.reminder.read": "own", "office.task.read": "own"})
    assert seen(once_in_sales) == 0
    assert once_in_sales.get("/reminders/counts")["total"]["count"] == 0
    grants = {"notification.purchasing_reminder.read": "all", "finance.payable.read": "all"}
    cashier = notification.person("cashier", grants)
    assert {row["kind"] for row in cashier.get("/purchasing-reminders")["items"]} == {"payable_due"}


def test_a_stranger_cannot_dismiss_what_he_cannot_see(notification, ming, hua):
    notification.hear("crm.rhythm_changed.v1", **a_rhythm(TODAY, TODAY))
    [row] = ming.get("/reminders", kind="not_ordered")["items"]
    assert hua.refused("POST", f"/reminders/{row['id']}/dismiss", {"reason": "别人的"})["code"] == "not_found"
    assert len(ming.get("/reminders", kind="not_ordered")["items"]) == 1


def test_whoever_lacks_the_function_is_refused(both_sides, notification):
    clerk = notification.person("clerk", {"office.*": "all"})
    for path in LISTS:
        assert clerk.refused("GET", path)["status"] == 403


def test_a_transferred_customer_takes_its_open_reminders_along(notification, ming, hua):
    notification.hear("crm.customer_registered.v1", **a_customer())
    notification.hear("crm.followup_planned.v1", **a_plan(TODAY))
    notification.hear("finance.receivable_opened.v1", **a_receivable())
    notification.hear("crm.customer_transferred.v1", **a_customer("hua"))
    assert (seen(ming), seen(hua)) == (0, 2)
    assert {row["version"] for row in hua.get("/reminders")["items"]} == {2}


def test_an_older_document_does_not_give_the_reminder_back(notification, ming, hua):
    """Finance has not heard of the transfer yet when it tells of a part payment."""
    notification.hear("crm.customer_registered.v1", **a_customer())
    notification.hear("finance.receivable_opened.v1", **a_receivable())
    notification.hear("crm.customer_transferred.v1", **a_customer("hua"))
    notification.hear("finance.receivable_changed.v1", **a_receivable(open_amount="1.00", owner="ming"))
    assert (seen(ming), seen(hua)) == (0, 1)


def test_a_reminder_that_came_before_its_customer_finds_its_owner(notification, ming, hua):
    notification.hear("finance.receivable_opened.v1", **a_receivable(owner="ming"))
    notification.hear("crm.customer_registered.v1", **a_customer("hua", ACME))
    assert (seen(ming), seen(hua)) == (0, 1)


def test_a_buyer_who_changes_the_team_takes_the_payables_along(notification):
    notification.hear("finance.payable_opened.v1", **a_payable())
    grants = {"notification.purchasing_reminder.read": "team", "finance.payable.read": "team"}
    lead = notification.person("chief", grants, teams=("/hq/south/",), org_path="/hq/south/")
    assert seen(lead, "/purchasing-reminders") == 0
    notification.hear_of("li", "/hq/south/")
    assert seen(lead, "/purchasing-reminders") == 1


def _all_rows(notification):
    boss = notification.person("qian", {"*": "all"})
    return [row for path in LISTS for row in boss.get(path)["items"]]


def test_who_leads_looks_at_one_persons_reminders(both_sides, qian, fang):
    ming, hua = str(person_id("ming")), str(person_id("hua"))
    assert [row["owner_name"] for row in qian.get("/reminders", owner_id=hua)["items"]] == ["华"]
    assert [row["owner_name"] for row in fang.get("/reminders", owner_id=ming)["items"]] == ["明"]
    assert fang.get("/reminders", owner_id=hua, total="true")["total"]["count"] == 0
