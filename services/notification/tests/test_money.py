"""Receivables and payables that are due (F50-F52, F74, F76)."""

from collections import Counter

from notification.reminders.stages import STAGES

from .builders import TODAY, a_payable, a_receivable, day, naive_stage


def hear_receivables(notification, **due):
    for number, offset in due.items():
        notification.hear("finance.receivable_opened.v1", **a_receivable(number, day(offset), "100.10"))


def test_today_tomorrow_and_this_week_have_their_totals(notification, ming):
    hear_receivables(notification, today=0, tomorrow=1, wednesday=2, sunday=6, monday=7, late=-1)
    totals = {}
    for stage in ("today", "tomorrow", "this_week", "week", "upcoming", "overdue"):
        total = ming.get("/reminders", kind="receivable_due", stage=stage, total="true")["total"]
        totals[stage] = (total["count"], total["amount"])
    assert totals == {
        "today": (1, "100.10"),
        "tomorrow": (1, "100.10"),
        "this_week": (2, "200.20"),
        "week": (4, "400.40"),
        "upcoming": (1, "100.10"),
        "overdue": (1, "100.10"),
    }


def test_on_a_sunday_tomorrow_is_next_week(notification, ming):
    hear_receivables(notification, sunday=6, monday=7, tuesday=8)
    seen = {row["due_on"]: row["stage"] for row in ming.get("/reminders", as_of=day(6))["items"]}
    assert seen == {"2026-11-29": "today", "2026-11-30": "tomorrow", "2026-12-01": "upcoming"}
    assert len(ming.get("/reminders", as_of=day(6), stage="week")["items"]) == 1
    assert ming.get("/reminders", as_of=day(6), stage="this_week")["items"] == []


def test_the_counts_of_the_workbench_add_up_to_the_cent_by_bucket(notification, ming):
    hear_receivables(notification, a=-1, b=-30, c=-31, d=-61, e=-91, f=-180, g=-181, h=0, i=3)
    counts = ming.get("/reminders/counts")
    assert [(row["stage"], row["bucket"], row["count"], row["amount"]) for row in counts["rows"]] == [
        ("overdue", "1-30", 2, "200.20"),
        ("overdue", "31-60", 1, "100.10"),
        ("overdue", "61-90", 1, "100.10"),
        ("overdue", "91-180", 2, "200.20"),
        ("overdue", "181+", 1, "100.10"),
        ("today", None, 1, "100.10"),
        ("this_week", None, 1, "100.10"),
    ]
    assert counts["week"] == [{"kind": "receivable_due", "count": 2, "amount": "200.20"}]
    assert (counts["total"]["count"], counts["as_of"]) == (9, "2026-11-23")


def test_lists_and_counts_agree_with_the_calendar_on_every_day(notification, ming):
    """Seen from each day of a fortnight, across two Sundays."""
    offsets = sorted({*range(-35, 20, 3), -190, -95, 5, 6, 7, 12, 13, 14})
    hear_receivables(notification, **{f"AR{offset}": offset for offset in offsets})
    for today in range(14):
        as_of = day(today)
        expected = Counter(naive_stage(day(offset), as_of) for offset in offsets)
        counted = Counter()
        for row in ming.get("/reminders/counts", as_of=as_of)["rows"]:
            counted[row["stage"]] += row["count"]
        assert counted == expected
        for stage in STAGES:
            listed = ming.get("/reminders", as_of=as_of, stage=stage, total="true")
            assert {row["stage"] for row in listed["items"]} <= {stage}
            assert listed["total"]["count"] == len(listed["items"]) == expected[stage]


def test_a_part_payment_lowers_the_amount_and_the_last_one_clears_it(notification, ming):
    notification.hear("finance.receivable_opened.v1", **a_receivable())
    notification.hear("finance.receivable_changed.v1", **a_receivable(open_amount="120.55"))
    assert [row["amount"] for row in ming.get("/reminders")["items"]] == ["120.55"]
    notification.hear("finance.receivable_settled.v1", **a_receivable(open_amount="0.00"))
    assert ming.get("/reminders")["items"] == []
    assert notification.told("notification.reminder_cleared.v1")[0].data["reason"] == "settled"


def test_a_payment_taken_back_opens_it_again(notification, ming):
    notification.hear("finance.receivable_settled.v1", **a_receivable(open_amount="0.00"))
    notification.hear("finance.receivable_changed.v1", **a_receivable(due_on=day(-200), open_amount="10.00"))
    [row] = ming.get("/reminders")["items"]
    assert (row["bucket"], row["days_overdue"], row["reason"]) == ("181+", 200, None)


def test_money_is_not_argued_away(notification, ming, li):
    notification.hear("finance.receivable_opened.v1", **a_receivable())
    notification.hear("finance.payable_opened.v1", **a_payable())
    told = len(notification.told())
    for person, path in ((ming, "/reminders"), (li, "/purchasing-reminders")):
        [row] = person.get(path)["items"]
        assert row["dismissible"] is False
        problem = person.refused("POST", f"{path}/{row['id']}/dismiss", {"reason": "太忙"})
        assert (problem["code"], problem["status"]) == ("reminder_not_dismissible", 409)
        assert len(person.get(path)["items"]) == 1
    assert len(notification.told()) == told


def test_a_payable_reminds_its_buyer_until_it_is_paid(notification, li):
    notification.hear("finance.payable_opened.v1", **a_payable(due_on=TODAY))
    [row] = li.get("/purchasing-reminders")["items"]
    assert (row["kind"], row["stage"], row["amount"]) == ("payable_due", "today", "800.00")
    notification.hear("finance.payable_settled.v1", **a_payable(open_amount="0.00"))
    assert li.get("/purchasing-reminders")["items"] == []
