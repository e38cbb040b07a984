"""Double entry: accounts, and journal entries whose lines balance (I1)."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship

from chassis.model import ZERO, Identified, Invalid, Money, RuleError, UtcDateTime
from finance.base import Base

Amounts = Sequence[tuple[str, Decimal]]
"""(account, amount): positive amounts are debits, negative ones credits."""


class Unbalanced(RuleError):
    """A fault of ours, never of a person: the postings of one entry must add up to nothing."""

    code = "finance.unbalanced"
    status = 500
    zh = "凭证借贷不平衡"
    en = "The journal entry does not balance"


class UnknownAccount(Invalid):
    code = "finance.unknown_account"
    zh = "“{account}”不是现金或银行账户"
    en = "'{account}' is no cash or bank account"


class Account(Base):
    """An account of the chart. `is_money`: receipts, payments and expenses may go over it."""

    __tablename__ = "account"

    code: Mapped[str] = mapped_column(String(20), primary_key=True)
    name_zh: Mapped[str] = mapped_column(String(80))
    name_en: Mapped[str] = mapped_column(String(80))
    kind: Mapped[str] = mapped_column(String(10))
    is_money: Mapped[bool] = mapped_column(default=False)


class JournalEntry(Identified, Base):
    """What one step of one document did to the accounts. Never changed, never deleted: reversed (X1)."""

    __tablename__ = "journal_entry"

    posted_on: Mapped[date] = mapped_column(index=True)
    kind: Mapped[str] = mapped_column(String(30))
    source_id: Mapped[UUID] = mapped_column(Uuid, index=True)
    number: Mapped[str] = mapped_column(String(60))
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    lines: Mapped[list["JournalLine"]] = relationship(order_by="JournalLine.position", lazy="raise_on_sql")


class JournalLine(Base):
    """One account's part of an entry: a debit or a credit."""

    __tablename__ = "journal_line"
    __table_args__ = (
        CheckConstraint("debit >= 0 AND credit >= 0", name="no_negative_side"),
        CheckConstraint("(debit = 0) <> (credit = 0)", name="one_side"),
    )

    entry_id: Mapped[UUID] = mapped_column(ForeignKey("journal_entry.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    account: Mapped[str] = mapped_column(ForeignKey("account.code"), index=True)
    debit: Mapped[Decimal] = mapped_column(Money)
    credit: Mapped[Decimal] = mapped_column(Money)


def lines_of(amounts: Amounts) -> list[JournalLine]:
    """The lines of an entry, amounts of nothing left out; raises Unbalanced."""
    if sum((amount for _, amount in amounts), ZERO) != 0:
        raise Unbalanced
    parts = [(account, amount) for account, amount in amounts if amount]
    return [
        JournalLine(position=position, account=account, debit=max(amount, ZERO), credit=max(-amount, ZERO))
        for position, (account, amount) in enumerate(parts, start=1)
    ]
