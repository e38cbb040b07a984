from collections import Counter, defaultdict
from decimal import Decimal
from itertools import pairwise


def open_plans(demo):
    """The next contact of each customer as its latest record plans it: days from today."""
    latest = {record["customer"]: record for record in demo.contact_records}
    return [int(record["next_contact_in_days"]) for record in latest.values() if record["next_contact_in_days"]]


def test_120_contact_records_come_by_every_channel(any_day):
    assert len(any_day.contact_records) == 120
    channels = Counter(record["channel"] for record in any_day.contact_records)
    assert channels.keys() == {"phone", "email", "im", "visit", "other"}


def test_contacts_are_due_today_and_tomorrow_and_some_are_overdue(any_day):
    plans = open_plans(any_day)
    assert plans.count(0) >= 3 and plans.count(1) >= 3
    assert sum(plan < 0 for plan in plans) >= 3 and sum(plan > 1 for plan in plans) >= 10


def test_a_plan_lies_after_its_record_and_an_answered_plan_on_the_day_of_the_answer(any_day):
    by_customer = defaultdict(list)
    for record in any_day.contact_records:
        by_customer[record["customer"]].append(record)
        if record["next_contact_in_days"]:
            assert int(record["next_contact_in_days"]) > -int(record["days_ago"])
    for records in by_customer.values():
        for earlier, later in pairwise(records):
            assert int(earlier["next_contact_in_days"]) == -int(later["days_ago"])


def test_the_owner_of_the_customer_writes_and_never_the_same_twice(any_day):
    owners = {row["code"]: row["owner"] for row in any_day.customers}
    assert all(record["employee"] == owners[record["customer"]] for record in any_day.contact_records)
    said = Counter((record["customer"], record["content"]) for record in any_day.contact_records)
    assert max(said.values()) == 1
    assert not any("{" in record["content"] for record in any_day.contact_records)


def test_forty_expenses_of_every_kind_belong_to_people_of_the_company(any_day):
    people = {row["code"] for row in any_day.employees}
    assert len(any_day.expenses) == 40
    assert {row["category"] for row in any_day.expenses} == {
        "房租",
        "水电",
        "员工工资",
        "提成奖金",
        "办公支出",
        "销售费用",
    }
    for expense in any_day.expenses:
        assert expense["person"] in people and Decimal(expense["amount"]) > 0
        assert 0 <= int(expense["days_ago"]) <= 45


def test_tasks_and_announcements_come_from_people_of_the_company(any_day):
    people = {row["code"] for row in any_day.employees}
    assert {row["author"] for row in any_day.announcements + any_day.tasks} <= people
    assert {row["assignee"] for row in any_day.tasks} <= people
    due = [int(task["due_in_days"]) for task in any_day.tasks]
    assert min(due) < 0 and 0 in due and 1 in due
