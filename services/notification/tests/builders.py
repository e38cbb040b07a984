"""What the siblings tell, with sensible defaults. Today is Monday 2026-11-23."""

from datetime import date, timedelta

from chassis.model import derived_id
from chassis.testing import person_id

TODAY = date(2026, 11, 23)
ACME, DAWN = derived_id("customer", "Acme"), derived_id("customer", "Dawn")
PLACES = {"ming": "/hq/east/", "fang": "/hq/east/", "hua": "/hq/west/", "li": "/hq/purchasing/"}


def day(offset):
    """So many days from today."""
    return TODAY + timedelta(days=offset)


def of(owner):
    return {"owner_id": person_id(owner), "org_path": PLACES[owner]}


def about(owner="ming", customer=ACME, name="顶峰贸易"):
    return {"customer_id": customer, "customer_name": name, **of(owner)}


def a_customer(owner="ming", customer=ACME, name="顶峰贸易"):
    return {"subject": customer, "customer_id": customer, "name": name, **of(owner)}


def a_plan(due_on, topic="续约", **more):
    who = about(**more)
    return {"subject": who["customer_id"], **who, "due_on": due_on, "topic": topic}


def a_contact(next_on=None, **more):
    who = about(**more)
    return {"subject": who["customer_id"], **who, "next_contact_on": next_on}


def a_rhythm(expected_on, lost_on, last_order_on=date(2026, 10, 24), **more):
    who = about(**more)
    days = {"last_order_on": last_order_on, "expected_on": expected_on, "lost_on": lost_on}
    return {"subject": who["customer_id"], **who, **days, "average_order": "1200.00"}


def an_order(number="SO-1", deliver_on=TODAY, quantities=("10",), total="1000.00", **more):
    order_id = derived_id("order", number)
    lines = [{"line_id": derived_id(number, index), "quantity": each} for index, each in enumerate(quantities)]
    head = {"order_id": order_id, "number": number, "ordered_on": TODAY, "deliver_on": deliver_on, "total": total}
    return {"subject": order_id, **about(**more), **head, "lines": lines}


def a_delivery(number="SO-1", quantities=("10",), amounts=None, complete=False, **more):
    order_id = derived_id("order", number)
    amounts = amounts or ["100.00"] * len(quantities)
    lines = [
        {"order_id": order_id, "order_line_id": derived_id(number, index), "quantity": quantity, "amount": amount}
        for index, (quantity, amount) in enumerate(zip(quantities, amounts, strict=True))
    ]
    done = [order_id] if complete else []
    return {**about(**more), "shipped_on": TODAY, "lines": lines, "delivered_order_ids": done}


def a_receivable(number="AR-1", due_on=TODAY, open_amount="500.00", **more):
    who = about(**more)
    identity = derived_id("receivable", number)
    item = {"number": number, "due_on": due_on, "amount": "500.00", "open_amount": open_amount}
    return {"subject": identity, "receivable_id": identity, **who, **item}


def a_payable(number="AP-1", due_on=TODAY, open_amount="800.00", owner="li"):
    identity = derived_id("payable", number)
    supplier = {"supplier_id": derived_id("supplier"), "supplier_name": "华南五金"}
    item = {"number": number, "due_on": due_on, "amount": "800.00", "open_amount": open_amount}
    return {"subject": identity, "payable_id": identity, **supplier, **of(owner), **item}


def a_level(on_hand, version, reserved="0", safety_stock="10", product="P1"):
    return {
        "product_id": derived_id("product", product),
        "warehouse_id": derived_id("warehouse"),
        "on_hand": on_hand,
        "reserved": reserved,
        "version": version,
        "safety_stock": safety_stock,
        "product_code": product,
        "product_name": "螺丝刀",
    }


def a_purchase(buyer="li", product="P1"):
    return {"buyer_id": person_id(buyer), "lines": [{"product_id": derived_id("product", product)}]}


def a_task(due_on, assignee="ming", title="整理样品"):
    identity = derived_id("task", title)
    who = {"assignee_id": person_id(assignee), "org_path": PLACES[assignee]}
    return {"subject": identity, "task_id": identity, "title": title, "due_on": due_on, **who}


def naive_stage(due_on, as_of):
    """The stage by walking the calendar day by day: what the rule is held against."""
    if due_on < as_of:
        return "overdue"
    walked, stage = as_of, "today"
    sunday_passed = False
    while walked != due_on:
        sunday_passed = sunday_passed or walked.isoweekday() == 7
        walked += timedelta(days=1)
        stage = "tomorrow" if walked == as_of + timedelta(days=1) else ("upcoming" if sunday_passed else "this_week")
    return stage
