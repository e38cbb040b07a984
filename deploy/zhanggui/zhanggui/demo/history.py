"""The orders of the past 18 months: delivered, paid and forgotten, so they touch neither stock nor money (F87)."""

from collections import Counter
from datetime import date, timedelta

from .rhythm import LIVE_DAYS, SETTLED_DAYS, Habit, order_lines, purchase_days
from .rows import Row, chance

EVERY_OVERDUE_OWES = 4
EVERY_LOST_OWES = 5


def live_days(habits: list[Habit], today: date) -> dict[str, list[date]]:
    """Customer → the days of its orders that are still of concern: to deliver, to bill or to be paid.

    These are all of the last 45 days of the live accounts, and the very last order of a few who owe since then:
    without such old debts there would be no ageing buckets beyond 60 days (F52).
    """
    days: dict[str, list[date]] = {}
    turn: Counter[str] = Counter()
    for habit in habits:
        turn[habit.standing] += 1
        ordered = purchase_days(habit, today)
        if habit.standing == "live":
            days[habit.customer] = [day for day in ordered if (today - day).days <= LIVE_DAYS]
        elif _owes(habit, turn[habit.standing]):
            days[habit.customer] = ordered[-1:]
    return days


def past_orders(habits: list[Habit], today: date) -> tuple[list[Row], list[Row]]:
    """Order rows and line rows, by date. Dates are ISO; shipped before today; a tenth was shipped late.

    An order belongs either to the live plan or to the past, never to both: customers without live documents have a past
    until last week, for otherwise the sales charts would break down 45 days ago and everyone would look overdue.
    """
    live = live_days(habits, today)
    dated = [(day, habit) for habit in habits for day in _settled(habit, live.get(habit.customer, []), today)]
    dated.sort(key=lambda entry: (entry[0], entry[1].customer))
    orders, lines, of_the_day = [], [], Counter[date]()
    for day, habit in dated:
        of_the_day[day] += 1
        number = f"LS{day:%Y%m%d}-{of_the_day[day]:03d}"
        orders.append(_order(number, habit, day, today))
        lines += [{"number": number} | line for line in order_lines(habit, day, today)]
    return orders, lines


def _owes(habit: Habit, turn: int) -> bool:
    every = {"overdue": EVERY_OVERDUE_OWES, "lost": EVERY_LOST_OWES}.get(habit.standing, 0)
    return bool(every) and turn % every == 1


def _settled(habit: Habit, live: list[date], today: date) -> list[date]:
    latest = today - timedelta(days=SETTLED_DAYS)
    return [day for day in purchase_days(habit, today) if day <= latest and day not in live]


def _order(number: str, habit: Habit, day: date, today: date) -> Row:
    rng = chance(f"shipping {habit.customer} {(today - day).days}")
    required = day + timedelta(days=rng.randrange(3, 11))
    shipped = required + timedelta(days=rng.randrange(1, 6) if rng.randrange(10) == 0 else -rng.randrange(0, 3))
    return {
        "number": number,
        "customer": habit.customer,
        "employee": habit.employee,
        "order_date": day.isoformat(),
        "required_date": required.isoformat(),
        "shipped_date": min(shipped, today - timedelta(days=1)).isoformat(),
    }
