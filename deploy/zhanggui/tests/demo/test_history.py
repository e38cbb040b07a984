from collections import Counter, defaultdict
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from statistics import median

from zhanggui.demo.rows import line_amount


def days_by_customer(demo):
    """All order days of a customer, the settled ones and the live ones together, oldest first."""
    days = defaultdict(list)
    for order in demo.orders:
        days[order["customer"]].append(date.fromisoformat(order["order_date"]))
    for order in demo.live_orders:
        days[order["customer"]].append(demo.today - timedelta(days=int(order["days_ago"])))
    return {customer: sorted(ordered) for customer, ordered in days.items()}


def test_18_months_hold_1500_to_2500_orders(any_day):
    assert 1500 <= len(any_day.orders) <= 2500
    assert 2 <= len(any_day.lines) / len(any_day.orders) <= 4


def test_history_begins_18_months_ago_and_what_is_going_on_ends_today(any_day):
    days = [day for ordered in days_by_customer(any_day).values() for day in ordered]
    assert timedelta(days=540) <= any_day.today - min(days) <= timedelta(days=549)
    assert any_day.today - max(days) <= timedelta(days=1)


def test_the_past_is_shipped_and_lies_in_the_past(any_day):
    for order in any_day.orders:
        ordered, shipped = order["order_date"], order["shipped_date"]
        assert ordered <= shipped < any_day.today.isoformat()
        assert ordered < order["required_date"]
    late = sum(order["shipped_date"] > order["required_date"] for order in any_day.orders)
    assert 0.05 < late / len(any_day.orders) < 0.15


def test_nobody_orders_on_a_sunday(any_day):
    assert all(day.isoweekday() != 7 for days in days_by_customer(any_day).values() for day in days)


def test_order_numbers_are_unique_and_every_line_has_its_order_product_and_customer(any_day):
    numbers = {order["number"] for order in any_day.orders}
    assert len(numbers) == len(any_day.orders)
    assert {line["number"] for line in any_day.lines} == numbers
    assert {line["product"] for line in any_day.lines} <= {row["code"] for row in any_day.products}
    owners = {row["code"]: row["owner"] for row in any_day.customers}
    assert all(order["employee"] == owners[order["customer"]] for order in any_day.orders)


def test_no_line_is_worth_nothing_no_product_comes_twice_and_nothing_is_sold_below_cost(any_day):
    cost = {row["code"]: Decimal(row["cost"]) for row in any_day.products}
    pairs = Counter((line["number"], line["product"]) for line in any_day.lines)
    assert max(pairs.values()) == 1
    for line in any_day.lines + [line for order in any_day.live_orders for line in order["lines"]]:
        assert int(line["quantity"]) > 0 and line_amount(line) > 0
        assert Decimal(line["unit_price"]) * (1 - Decimal(line["discount"])) > cost[line["product"]]


def test_an_order_is_either_settled_or_live(any_day):
    settled = [(order["customer"], order["order_date"]) for order in any_day.orders]
    ages = [(order["customer"], int(order["days_ago"])) for order in any_day.live_orders]
    live = {(customer, (any_day.today - timedelta(days=age)).isoformat()) for customer, age in ages}
    assert len(settled) == len(set(settled))
    assert not live & set(settled)


def test_most_customers_keep_their_own_rhythm_of_20_to_60_days(any_day):
    intervals = [
        median((later - earlier).days for earlier, later in pairwise(days))
        for days in days_by_customer(any_day).values()
        if len(days) > 5
    ]
    assert len(intervals) > 130
    assert sum(17 <= interval <= 66 for interval in intervals) / len(intervals) > 0.98
    assert min(intervals) < 25 and max(intervals) > 50


def test_some_customers_are_lost_some_overdue_and_most_are_well(any_day):
    """Lost: no order for 12 months (F15). Overdue: silent for twice the own interval and more (F16)."""
    lost = overdue = well = 0
    for days in days_by_customer(any_day).values():
        silent = (any_day.today - days[-1]).days
        gaps = [(later - earlier).days for earlier, later in pairwise(days)]
        if silent > 365:
            lost += 1
        elif silent > 2 * median(gaps):
            overdue += 1
        else:
            well += 1
    assert 8 <= lost <= 12
    assert 15 <= overdue <= 25
    assert well > 115


def test_forty_customers_have_never_bought(any_day):
    never = {row["code"] for row in any_day.customers} - days_by_customer(any_day).keys()
    assert never == {row["code"] for row in any_day.customers if row["credit_limit"] == "0"}


def test_the_spring_festival_empties_february(demo):
    month_of = {order["number"]: order["order_date"][:7] for order in demo.orders}
    turnover = Counter()
    for line in demo.lines:
        turnover[month_of[line["number"]]] += line_amount(line)
    assert turnover["2026-02"] < Decimal("0.7") * min(turnover["2025-12"], turnover["2026-03"])


def test_prices_have_drifted(demo):
    ordered = {order["number"]: order["order_date"] for order in demo.orders}
    prices = defaultdict(list)
    for line in demo.lines:
        prices[line["product"]].append((ordered[line["number"]], Decimal(line["unit_price"])))
    rise = [max(seen)[1] - min(seen)[1] for seen in prices.values()]
    assert sum(change > 0 for change in rise) > 60
    assert any(change < 0 for change in rise)
