"""How an amount is spread over what is open: pure rules, any amounts (F47)."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from chassis.model import uuid7
from finance.commission.model import next_amount
from finance.open_items.model import newest_first, oldest_first
from finance.receipts.model import ReceiptAllocation
from finance.receivables.model import Receivable

from .builders import day

cents = st.integers(1, 10_000_000).map(lambda n: Decimal(n).scaleb(-2))


def receivables(rows):
    return [
        Receivable(amount=amount, due_on=day(due), opened_on=day(due - 30), number=str(index))
        for index, (amount, due) in enumerate(rows)
    ]


@given(amount=cents, rows=st.lists(st.tuples(cents, st.integers(-99, 99)), max_size=8))
def test_the_oldest_are_settled_whole_before_the_next_gets_anything(amount, rows):
    items = receivables(rows)
    planned = oldest_first(amount, items)
    assert sum(planned.values()) == min(amount, sum(item.open_amount for item in items))
    assert all(0 < planned[item.id] <= item.open_amount for item in items if item.id in planned)
    whole = [planned.get(item.id, 0) == item.open_amount for item in sorted(items, key=lambda each: each.due_on)]
    assert whole.count(False) == sum(planned.get(item.id, 0) < item.open_amount for item in items)
    settled_until = max((item.due_on for item in items if item.id in planned), default=None)
    assert all(
        planned.get(item.id) == item.open_amount for item in items if settled_until and item.due_on < settled_until
    )


@given(share=st.integers(0, 100), rows=st.lists(st.tuples(cents, st.integers(-99, 99)), min_size=1, max_size=8))
def test_the_youngest_allocations_are_given_back_first(share, rows):
    allocations = [ReceiptAllocation(id=uuid7(), amount=amount, allocated_on=day(when)) for amount, when in rows]
    amount = (sum(each.amount for each in allocations) * share / 100).quantize(Decimal("0.01"), "ROUND_DOWN")
    taken = newest_first(amount, allocations)
    assert sum(part for _, part in taken) == amount
    days = [allocation.allocated_on for allocation, _ in taken]
    assert days == sorted(days, reverse=True)
    assert all(part == allocation.remaining for allocation, part in taken[:-1])


@given(amount=cents, rate=st.integers(0, 10_000), shares=st.lists(st.integers(1, 99), max_size=6))
def test_taking_an_allocation_back_in_any_parts_leaves_no_commission(amount, rate, shares):
    rate, remaining = Decimal(rate).scaleb(-4), amount
    lines = [next_amount(rate, remaining, Decimal(0))]
    for share in [*shares, 100]:
        remaining -= (remaining * share / 100).quantize(Decimal("0.01"))
        lines.append(next_amount(rate, remaining, sum(lines)))
    assert (remaining, sum(lines)) == (0, 0)
