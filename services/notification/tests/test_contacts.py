"""Contacts that are due, and customers who do not order (F70-F72, F75)."""

from chassis.model import derived_id
from chassis.testing import person_id

from .builders import ACME, TODAY, a_contact, a_customer, a_plan, a_rhythm, day


def stages(person, **query):
    return {row["kind"]: (row["stage"], row["days_overdue"]) for row in person.get("/reminders", **query)["items"]}


def test_a_planned_contact_is_shown_with_its_topic_in_both_languages(notification, ming):
    notification.hear("crm.followup_planned.v1", **a_plan(day(1)))
    [row] = ming.get("/reminders")["items"]
    assert (row["kind"], row["stage"], row["due_on"]) == ("contact_due", "tomorrow", "2026-11-24")
    assert row["titles"] == {"zh": "联系客户 顶峰贸易：续约", "en": "Contact 顶峰贸易: 续约"}


def test_an_overdue_contact_counts_its_days_until_a_contact_record_clears_it(notification, ming, tick):
    notification.hear("crm.followup_planned.v1", **a_plan(TODAY))
    tick(days=3)
    assert stages(ming) == {"contact_due": ("overdue", 3)}
    notification.hear("crm.contact_recorded.v1", **a_contact())
    assert stages(ming) == {}
    [cleared] = notification.told("notification.reminder_cleared.v1")
    assert cleared.data["reason"] == "contacted"


def test_a_contact_record_moves_the_reminder_to_the_next_contact_and_keeps_the_topic(notification, ming):
    notification.hear("crm.followup_planned.v1", **a_plan(day(-2)))
    notification.hear("crm.contact_recorded.v1", **a_contact(day(9)))
    [row] = ming.get("/reminders")["items"]
    assert (row["stage"], row["days_overdue"], row["due_on"]) == ("upcoming", 0, "2026-12-02")
    assert "续约" in row["titles"]["zh"]


def test_a_plan_without_a_day_is_no_plan(notification, ming):
    notification.hear("crm.followup_planned.v1", **a_plan(TODAY))
    notification.hear("crm.followup_planned.v1", **a_plan(None))
    notification.hear("crm.followup_planned.v1", **a_plan(None))
    assert stages(ming) == {}
    assert len(notification.told("notification.reminder_cleared.v1")) == 1


def test_a_contact_nobody_planned_leaves_no_reminder(notification, ming):
    notification.hear("crm.contact_recorded.v1", **a_contact())
    assert stages(ming) == {}
    assert notification.told() == []


def test_braces_in_a_topic_are_only_text(notification, ming):
    notification.hear("crm.followup_planned.v1", **a_plan(TODAY, "{0} {party} {x!r}"))
    assert ming.get("/reminders")["items"][0]["titles"]["en"] == "Contact 顶峰贸易: {0} {party} {x!r}"


def test_who_does_not_order_in_the_own_rhythm_is_listed_and_later_lost(notification, ming):
    notification.hear("crm.rhythm_changed.v1", **a_rhythm(day(-1), day(40)))
    assert stages(ming) == {"not_ordered": ("overdue", 1), "lost_customer": ("upcoming", 0)}
    assert stages(ming, as_of=day(41))["lost_customer"] == ("overdue", 1)
    assert ming.get("/reminders", kind="not_ordered")["items"][0]["amount"] == "1200.00"


def test_a_new_order_moves_the_rhythm(notification, ming, tick):
    notification.hear("crm.rhythm_changed.v1", **a_rhythm(day(-1), day(40)))
    tick()
    notification.hear("crm.rhythm_changed.v1", **a_rhythm(day(29), day(70), last_order_on=TODAY))
    assert stages(ming, stage="overdue") == {}
    [moved] = notification.told("notification.reminder_cleared.v1")
    assert moved.data["reason"] == "moved"


def test_who_has_no_order_any_more_is_neither_late_nor_lost_until_the_next_one(notification, ming):
    known = a_rhythm(day(-1), day(40))
    notification.hear("crm.rhythm_changed.v1", **known)
    notification.hear("crm.rhythm_ended.v1", **known)
    assert stages(ming) == {}
    notification.hear("crm.rhythm_changed.v1", **a_rhythm(day(29), day(70), last_order_on=TODAY))
    assert set(stages(ming)) == {"not_ordered", "lost_customer"}


def test_a_customer_with_a_new_name_has_it_on_the_open_reminders(notification, ming):
    notification.hear("crm.followup_planned.v1", **a_plan(TODAY))
    notification.hear("crm.customer_changed.v1", **a_customer(name="顶峰集团"))
    assert ming.get("/reminders")["items"][0]["party_name"] == "顶峰集团"


def test_a_comment_from_above_is_for_whoever_was_in_touch_until_acknowledged(notification, ming, fang):
    comment_id = derived_id("comment", 1)
    about = {"subject": ACME, "comment_id": comment_id, "customer_id": ACME, "customer_name": "顶峰贸易"}
    who = {"performer_id": person_id("ming"), "performer_org_path": "/hq/east/"}
    notification.hear("crm.record_commented.v1", **about, **who, author_name="方", text="先问账期")
    [row] = ming.get("/reminders", kind="comment", stage="today")["items"]
    assert row["titles"]["zh"] == "方 批示 顶峰贸易 的联系记录：先问账期"
    assert fang.get("/reminders", kind="comment")["items"] == []
    notification.hear("crm.comment_acknowledged.v1", subject=ACME, comment_id=comment_id)
    assert stages(ming) == {}
