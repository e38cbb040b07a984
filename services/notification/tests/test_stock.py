"""Goods that run low (F46)."""

from .builders import a_level, a_purchase


def levels(notification, *levels):
    notification.hear("purchasing.stock_level_changed.v1", levels=list(levels))


def low(person):
    return [row["titles"]["zh"] for row in person.get("/purchasing-reminders", kind="low_stock")["items"]]


def test_what_is_reserved_is_not_available(notification, li):
    levels(notification, a_level("12", 1), a_level("20", 1, product="P2"))
    assert low(li) == []
    levels(notification, a_level("12", 2, reserved="2.5"))
    assert low(li) == ["P1 螺丝刀 可用 9.5，低于安全库存 10"]


def test_exactly_the_safety_stock_is_enough(notification, li):
    levels(notification, a_level("10", 1))
    assert low(li) == []


def test_a_receipt_clears_it_and_the_next_shortage_opens_the_same_one_again(notification, li, tick):
    levels(notification, a_level("5", 1))
    [first] = li.get("/purchasing-reminders")["items"]
    levels(notification, a_level("15", 2))
    assert low(li) == []
    tick(days=2)
    levels(notification, a_level("6", 3))
    [again] = li.get("/purchasing-reminders")["items"]
    assert (again["id"], again["due_on"], again["stage"]) == (first["id"], "2026-11-25", "today")


def test_it_is_due_since_the_day_it_fell_short(notification, li, tick):
    levels(notification, a_level("5", 1))
    tick(days=2)
    levels(notification, a_level("4", 2))
    [row] = li.get("/purchasing-reminders")["items"]
    assert (row["days_overdue"], row["due_on"]) == (2, "2026-11-23")


def test_an_older_level_that_comes_late_is_ignored(notification, li):
    levels(notification, a_level("5", 3))
    levels(notification, a_level("50", 2))
    assert len(low(li)) == 1
    levels(notification, a_level("50", 5))
    levels(notification, a_level("1", 4))
    assert low(li) == []


def test_what_nobody_has_bought_yet_is_every_buyers_and_then_the_last_buyers(notification, li, ming):
    grants = {"notification.purchasing_reminder.read": "own", "purchasing.stock.read": "own"}
    other = notification.person("wang", grants, org_path="/hq/purchasing/")
    levels(notification, a_level("5", 1))
    assert len(low(li)) == len(low(other)) == 1
    assert ming.get("/reminders")["items"] == []
    notification.hear("purchasing.purchase_order_confirmed.v1", **a_purchase("li"))
    assert (len(low(li)), len(low(other))) == (1, 0)
    levels(notification, a_level("4", 2))
    assert (len(low(li)), len(low(other))) == (1, 0)


def test_dismissed_is_not_repeated_while_it_stays_low(notification, li, tick):
    levels(notification, a_level("5", 1))
    [row] = li.get("/purchasing-reminders")["items"]
    dismissed = li.post(f"/purchasing-reminders/{row['id']}/dismiss", {"reason": "停产，不再补货"})
    assert (dismissed["state"], dismissed["reason"]) == ("dismissed", "停产，不再补货")
    levels(notification, a_level("4", 2))
    assert tick(days=1) == []
    assert low(li) == []
    levels(notification, a_level("20", 3))
    levels(notification, a_level("3", 4))
    assert len(low(li)) == 1


def test_what_never_lay_anywhere_is_low_until_it_comes_or_is_not_traded_any_more(notification, li):
    levels(notification, a_level("0", 1), a_level("0", 1, product="P2"))
    assert low(li) == ["P1 螺丝刀 可用 0，低于安全库存 10", "P2 螺丝刀 可用 0，低于安全库存 10"]
    levels(notification, a_level("10", 2), a_level("0", 2, safety_stock="0", product="P2"))
    assert low(li) == []
