"""What receivables and payables have in common: an amount owed by a day, settled by allocations of money.

Allocations are never changed or deleted: taking one back is a further row with a negative amount. So the open amount
of every item on any past day is the sum of what is dated up to it.
"""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, String, Uuid
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from chassis.model import (
    ZERO,
    Audited,
    Identified,
    Invalid,
    Money,
    Owned,
    RuleError,
    Transitions,
    UtcDateTime,
    Versioned,
    next_state,
)

METHODS = ("cash", "bank", "wechat", "alipay", "draft", "other")
STATES = ("posted", "void", "credit")
TRANSITIONS: Transitions = {("posted", "void"): "void"}


class OverAllocated(RuleError):
    code = "finance.over_allocated"
    zh = "核销金额超过可用余额：{number} 只余 {left}"
    en = "The allocation exceeds what is left: {number} has only {left} left"


class OverAllocatedMeanwhile(OverAllocated):
    """The database refused what two people did at the same moment."""

    zh = "核销金额超过未结金额"
    en = "The allocation exceeds the open amount"


class OtherParty(Invalid):
    code = "finance.other_party"
    zh = "{number} 属于另一往来单位"
    en = "{number} belongs to somebody else"


class NothingToAllocate(RuleError):
    code = "finance.nothing_to_allocate"
    zh = "没有可核销的单据或余额"
    en = "There is nothing to allocate"


class OpeningInUse(RuleError):
    code = "finance.opening_in_use"
    zh = "{number} 已有核销，不能再改期初金额"
    en = "{number} was settled in part already; its opening amount cannot be changed any more"


class FutureDate(Invalid):
    code = "finance.future_date"
    zh = "日期不能晚于今天"
    en = "The date must not be later than today"


class OpenItem(Identified, Owned, Versioned, Audited):
    """Something owed: amount = credited + allocated + open (I3). All amounts in company currency, two places."""

    kind: Mapped[str] = mapped_column(String(20))
    number: Mapped[str] = mapped_column(String(60), index=True)
    source_id: Mapped[UUID] = mapped_column(Uuid, unique=True)
    party_id: Mapped[UUID] = mapped_column(Uuid)
    party_name: Mapped[str] = mapped_column(String(200))
    opened_on: Mapped[date] = mapped_column(index=True)
    due_on: Mapped[date] = mapped_column(index=True)
    amount: Mapped[Decimal] = mapped_column(Money)
    credited: Mapped[Decimal] = mapped_column(Money, default=ZERO)
    allocated: Mapped[Decimal] = mapped_column(Money, default=ZERO)
    open_amount: Mapped[Decimal] = mapped_column(Money)
    reopened_on: Mapped[date | None]

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Any, ...]:
        return (
            CheckConstraint("open_amount >= 0", name="open_not_negative"),
            CheckConstraint("credited >= 0 AND allocated >= 0", name="settled_not_negative"),
            CheckConstraint("amount = credited + allocated + open_amount", name="adds_up"),
            Index(f"ix_{cls.__tablename__}_party_open", "party_id", "open_amount"),  # type: ignore[attr-defined]
        )

    def __init__(self, **values: Any) -> None:
        values.setdefault("open_amount", values["amount"])
        super().__init__(credited=ZERO, allocated=ZERO, **values)

    def settle(self, amount: Decimal) -> None:
        """Allocate money to the item; raises OverAllocated."""
        if amount > self.open_amount:
            raise OverAllocated(field="allocations", number=self.number, left=str(self.open_amount))
        self.allocated += amount
        self.open_amount -= amount

    def reopen(self, amount: Decimal, day: date) -> None:
        """Take allocated money back."""
        self.allocated -= amount
        self.open_amount += amount
        self.reopened_on = max(day, self.reopened_on or day)

    def credit(self, amount: Decimal) -> None:
        """Reduce what is owed; what is open must suffice."""
        self.credited += amount
        self.open_amount -= amount

    def earliest_change(self, day: date) -> date:
        """The first day from `day` on which less may be open without making any past day negative."""
        return max(day, self.opened_on, self.reopened_on or day)


class CreditNote(Identified, Owned):
    """Goods that came back (or went back) make an item smaller. `applied`: the part that the item could take (F35)."""

    number: Mapped[str] = mapped_column(String(60), index=True)
    source_id: Mapped[UUID] = mapped_column(Uuid, unique=True)
    item_id: Mapped[UUID] = mapped_column(Uuid, index=True)
    party_id: Mapped[UUID] = mapped_column(Uuid, index=True)
    party_name: Mapped[str] = mapped_column(String(200))
    credited_on: Mapped[date] = mapped_column(index=True)
    amount: Mapped[Decimal] = mapped_column(Money)
    applied: Mapped[Decimal] = mapped_column(Money)


class MoneyDocument(Identified, Owned, Versioned, Audited):
    """Money that changed hands; what is not allocated yet is an advance (X16).

    The state `credit` is no money: it is what a credit note exceeds its item by, kept to be allocated elsewhere.
    """

    number: Mapped[str] = mapped_column(String(60), unique=True)
    party_id: Mapped[UUID] = mapped_column(Uuid, index=True)
    party_name: Mapped[str] = mapped_column(String(200))
    paid_on: Mapped[date] = mapped_column(index=True)
    amount: Mapped[Decimal] = mapped_column(Money)
    unallocated: Mapped[Decimal] = mapped_column(Money)
    method: Mapped[str] = mapped_column(String(10))
    account: Mapped[str] = mapped_column(String(20))
    note: Mapped[str] = mapped_column(String(500), default="")
    state: Mapped[str] = mapped_column(String(10), index=True)
    entered_by_id: Mapped[UUID] = mapped_column(Uuid)
    entered_by_name: Mapped[str] = mapped_column(String(120))
    posted_at: Mapped[datetime] = mapped_column(UtcDateTime)
    voided_on: Mapped[date | None]
    void_reason: Mapped[str] = mapped_column(String(500), default="")

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Any, ...]:
        return (
            CheckConstraint("amount > 0", name="amount_positive"),
            CheckConstraint("unallocated >= 0 AND unallocated <= amount", name="unallocated_within"),
        )

    @property
    def allocated(self) -> Decimal:
        """What was allocated; nothing of a void document is."""
        return self.amount - self.unallocated

    def spend(self, amount: Decimal) -> None:
        """Use a part of the money; raises OverAllocated, or IllegalTransition when the document is void."""
        if self.state == "void":
            next_state(TRANSITIONS, self.state, "allocate")
        if amount > self.unallocated:
            raise OverAllocated(field="allocations", number=self.number, left=str(self.unallocated))
        self.unallocated -= amount

    def give_back(self, amount: Decimal) -> None:
        """A part of the money is free again."""
        self.unallocated += amount

    def void(self, day: date, reason: str) -> None:
        """Reverse instead of delete (X1); raises IllegalTransition."""
        self.state = next_state(TRANSITIONS, self.state, "void")
        self.voided_on, self.void_reason = day, reason


class Allocation(Identified):
    """Money of one document settling one item; negative: taken back from `origin_id`, whose `released` grows."""

    document_id: Mapped[UUID] = mapped_column(Uuid, index=True)
    item_id: Mapped[UUID] = mapped_column(Uuid, index=True)
    origin_id: Mapped[UUID | None] = mapped_column(Uuid)
    amount: Mapped[Decimal] = mapped_column(Money)
    released: Mapped[Decimal] = mapped_column(Money, default=ZERO)
    allocated_on: Mapped[date] = mapped_column(index=True)
    allocated_at: Mapped[datetime] = mapped_column(UtcDateTime)

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Any, ...]:
        return (
            CheckConstraint("(amount > 0) = (origin_id IS NULL)", name="negative_takes_back"),
            CheckConstraint("released = 0 OR (released > 0 AND released <= amount)", name="released_within"),
        )

    def __init__(self, **values: Any) -> None:
        super().__init__(released=ZERO, **values)

    @property
    def remaining(self) -> Decimal:
        """What of it still settles the item."""
        return self.amount - self.released


def oldest_first(amount: Decimal, items: Iterable[OpenItem]) -> dict[UUID, Decimal]:
    """How an amount settles items in the order of their due days; what exceeds them is left over."""
    planned: dict[UUID, Decimal] = {}
    for item in sorted(items, key=lambda each: (each.due_on, each.opened_on, each.number)):
        part = min(amount, item.open_amount)
        if part > 0:
            planned[item.id] = part
            amount -= part
    return planned


def newest_first(amount: Decimal, allocations: Iterable[Allocation]) -> list[tuple[Allocation, Decimal]]:
    """Which allocations give an amount back: the youngest first, so that no past day is left with less than nothing."""
    taken = []
    for allocation in sorted(allocations, key=lambda each: (each.allocated_on, each.id), reverse=True):
        part = min(amount, allocation.remaining)
        if part > 0:
            taken.append((allocation, part))
            amount -= part
    return taken
