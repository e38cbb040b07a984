"""What finance knows of a customer: who has it, how much it may owe, and how much it owes (X5)."""

from datetime import date
from decimal import Decimal

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from chassis.model import Identified, Invalid, Money, Owned
from finance.base import Base


class UnknownCustomer(Invalid):
    code = "finance.unknown_customer"
    zh = "没有编码为“{customer}”的客户"
    en = "There is no customer '{customer}'"


class Customer(Identified, Owned, Base):
    """A projection of crm's customer with its open receivables. Its row is the lock under which its debts change.

    A customer of whom only a delivery told so far has no code yet. `credit_told` and `told_limit`:
    whether, and with which limit, its credit was published.
    """

    __tablename__ = "customer"

    code: Mapped[str] = mapped_column(String(40), default="", index=True)
    name: Mapped[str] = mapped_column(String(200))
    credit_limit: Mapped[Decimal | None] = mapped_column(Money)
    credit_days: Mapped[int] = mapped_column(default=0)
    open_receivables: Mapped[Decimal] = mapped_column(Money, default=Decimal("0.00"))
    oldest_due: Mapped[date | None]
    credit_told: Mapped[bool] = mapped_column(default=False)
    told_limit: Mapped[Decimal | None] = mapped_column(Money)
