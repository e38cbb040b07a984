"""Expenses: what the company spends, by category and item, for whom (F49)."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from chassis.model import (
    Audited,
    Identified,
    Money,
    Owned,
    Transitions,
    UtcDateTime,
    Versioned,
    next_state,
)
from finance.base import Base

STATES = ("posted", "void")
TRANSITIONS: Transitions = {("posted", "void"): "void"}


class Expense(Identified, Owned, Versioned, Audited, Base):
    """Money spent for one thing; owned by the person who spent it, so that each sees the own expenses (F60)."""

    __tablename__ = "expense"
    __shown_by__ = "finance.expense.read"
    __table_args__ = (CheckConstraint("amount > 0", name="amount_positive"),)

    number: Mapped[str] = mapped_column(String(60), unique=True)
    category: Mapped[str] = mapped_column(String(20), index=True)
    item: Mapped[str] = mapped_column(String(80))
    person_name: Mapped[str] = mapped_column(String(120))
    spent_on: Mapped[date] = mapped_column(index=True)
    amount: Mapped[Decimal] = mapped_column(Money)
    method: Mapped[str] = mapped_column(String(10))
    account: Mapped[str] = mapped_column(String(20))
    note: Mapped[str] = mapped_column(String(500), default="")
    state: Mapped[str] = mapped_column(String(10), index=True)
    entered_by_id: Mapped[UUID] = mapped_column(Uuid)
    posted_at: Mapped[datetime] = mapped_column(UtcDateTime)
    voided_on: Mapped[date | None]
    void_reason: Mapped[str] = mapped_column(String(500), default="")

    def void(self, day: date, reason: str) -> None:
        """Reverse instead of delete (X1); raises IllegalTransition."""
        self.state = next_state(TRANSITIONS, self.state, "void")
        self.voided_on, self.void_reason = day, reason
