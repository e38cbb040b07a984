"""The clock announces what is due, once, and nothing that was handled (F77)."""

import threading

import pytest

from chassis.operations import system_work
from notification.reminders import moving
from notification.reminders.following import clear
from notification.reminders.model import Reminder
from notification.reminders.moving import move_reminders

from .builders import TODAY, a_contact, a_plan, a_receivable, a_rhythm, a_task, day


def test_a_reminder_is_announced_on_its_day_and_again_when_overdue(notification, tick):
    notification.hear("finance.receivable_opened.v1", **a_receivable(due_on=day(2)))
    assert tick() == []
    assert tick(days=1) == []
    assert tick(days=1) == [("receivable_due", "today")]
    assert tick(seconds=60) == []
    assert tick(days=1) == [("receivable_due", "overdue")]
    assert tick(days=30) == []


def test_the_day_begins_at_midnight_in_the_company(notification, ming, tick):
    """It is 10:00 in Shanghai; the company's next day begins at 16:00 UTC."""
    notification.hear("crm.followup_planned.v1", **a_plan(day(1)))
    assert tick(hours=13, minutes=59) == []
    assert ming.get("/reminders")["items"][0]["stage"] == "tomorrow"
    assert tick(minutes=1) == [("contact_due", "today")]
    assert ming.get("/reminders")["items"][0]["stage"] == "today"


def test_what_was_missed_while_the_clock_stood_still_is_announced_as_it_is_now(notification, tick):
    notification.hear("finance.receivable_opened.v1", **a_receivable(due_on=day(1)))
    assert tick(days=10) == [("receivable_due", "overdue")]


def test_what_was_handled_is_not_announced(notification, tick):
    notification.hear("crm.followup_planned.v1", **a_plan(day(1)))
    notification.hear("office.task_assigned.v1", **a_task(day(1)))
    notification.hear("crm.contact_recorded.v1", **a_contact())
    notification.hear("office.task_closed.v1", task_id=a_task(None)["task_id"], state="done")
    assert tick(days=1) == []
    assert tick(days=1) == []


def test_the_same_event_again_announces_nothing_new(notification, tick):
    notification.hear("crm.followup_planned.v1", **a_plan(TODAY))
    assert tick() == [("contact_due", "today")]
    notification.hear("crm.followup_planned.v1", **a_plan(TODAY))
    assert tick() == []


def test_moved_to_another_day_it_is_announced_on_that_day(notification, tick):
    notification.hear("crm.followup_planned.v1", **a_plan(TODAY))
    tick()
    notification.hear("crm.followup_planned.v1", **a_plan(day(3)))
    assert notification.told("notification.reminder_cleared.v1")[0].data["reason"] == "moved"
    assert tick(days=1) == []
    assert tick(days=2) == [("contact_due", "today")]


def test_a_dismissed_reminder_is_quiet_until_its_day_changes(notification, ming, tick):
    notification.hear("crm.rhythm_changed.v1", **a_rhythm(TODAY, day(60)))
    [row] = ming.get("/reminders", kind="not_ordered")["items"]
    ming.post(f"/reminders/{row['id']}/dismiss", {"reason": "已停业"})
    notification.hear("crm.rhythm_changed.v1", **a_rhythm(TODAY, day(60)))
    assert tick(days=1) == []
    notification.hear("crm.rhythm_changed.v1", **a_rhythm(day(1), day(60)))
    assert tick() == [("not_ordered", "today")]


def test_more_than_one_batch_is_announced_in_one_go(notification, tick, monkeypatch):
    monkeypatch.setattr(moving, "BATCH", 2)
    for number in range(5):
        notification.hear("finance.receivable_opened.v1", **a_receivable(f"AR-{number}"))
    assert len(tick()) == 5


def test_a_task_is_due_for_its_assignee_alone(notification, ming, fang, tick):
    notification.hear("office.task_assigned.v1", **a_task(TODAY))
    assert tick() == [("task_due", "today")]
    assert [row["titles"]["zh"] for row in ming.get("/reminders")["items"]] == ["任务：整理样品"]
    assert fang.get("/reminders")["items"] == []


def test_a_task_that_lost_its_day_reminds_no_more(notification, ming):
    notification.hear("office.task_assigned.v1", **a_task(TODAY))
    notification.hear("office.task_assigned.v1", **a_task(None))
    assert ming.get("/reminders")["items"] == []


def test_two_clocks_at_once_announce_once(notification):
    for number in range(20):
        notification.hear("finance.receivable_opened.v1", **a_receivable(f"AR-{number}"))
    failures = []

    def run():
        try:
            move_reminders(notification.host)
        except Exception as error:  # noqa: BLE001 - the loser of a race may be refused; it must not announce twice
            failures.append(error)

    clocks = [threading.Thread(target=run) for _ in range(4)]
    for clock in clocks:
        clock.start()
    for clock in clocks:
        clock.join()
    move_reminders(notification.host)
    announced = [event.data["reminder_id"] for event in notification.told("notification.reminder_raised.v1")]
    assert len(announced) == len(set(announced)) == 20
    assert len(failures) < 4


@pytest.mark.postgres
def test_the_clock_and_an_event_about_the_same_reminders_do_not_wait_for_each_other(notification):
    """An event has changed the second reminder and is about to change the first when the clock comes along."""
    for number in range(2):
        notification.hear("finance.receivable_opened.v1", **a_receivable(f"AR-{number}"))
    clock = threading.Thread(target=move_reminders, args=(notification.host,))
    with system_work(notification.host, "reaction") as ctx:
        first, second = ctx.session.query(Reminder.id).order_by(Reminder.id).all()
        clear(ctx, ctx.session.get(Reminder, second.id), "settled")
        ctx.session.flush()
        clock.start()
        clock.join(5)
        assert not clock.is_alive()
        clear(ctx, ctx.session.get(Reminder, first.id), "settled")
    assert notification.told("notification.reminder_raised.v1")[0].data["reminder_id"] == str(first.id)
    assert len(notification.told("notification.reminder_cleared.v1")) == 2
    move_reminders(notification.host)
    assert len(notification.told("notification.reminder_raised.v1")) == 1


@pytest.mark.postgres
def test_what_the_clock_had_to_leave_is_announced_by_its_next_tick(notification, tick):
    notification.hear("finance.receivable_opened.v1", **a_receivable())
    with system_work(notification.host, "reaction") as ctx:
        ctx.session.query(Reminder).with_for_update().one()
        assert tick() == []
    assert tick() == [("receivable_due", "today")]
