"""Customers as sales knows them: a projection of crm's archive and of finance's credit."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from chassis.model import ZERO, Identified, Money, Owned
from sales.base import Base


class Customer(Identified, Owned, Base):
    """`credit_limit` None: no limit. `credit_days` after shipping a receivable is due."""

    __tablename__ = "customer"

    code: Mapped[str] = mapped_column(String(40), index=True)
    name: Mapped[str] = mapped_column(String(200), index=True)
    grade: Mapped[str | None] = mapped_column(String(200))
    area: Mapped[str | None] = mapped_column(String(200))
    credit_limit: Mapped[Decimal | None] = mapped_column(Money)
    credit_days: Mapped[int]
    active: Mapped[bool]


class CustomerCredit(Base):
    """What a customer owes. Apart from the customer, because finance may be heard before crm."""

    __tablename__ = "customer_credit"

    customer_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    open_receivables: Mapped[Decimal] = mapped_column(Money, default=ZERO)
    overdue_since: Mapped[date | None]
