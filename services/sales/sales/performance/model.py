"""Sales results: what each line of each document counts for, whom, and when (F32, F33)."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import Date, Index, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from chassis.model import Money, Owned, Quantity
from sales.base import Base

KINDS = ("ordered", "shipped", "returned")


class SalesResult(Owned, Base):
    """One line of an order (ordered), a delivery (shipped) or a return (returned), on the day it happened.

    Owned by its performer, so that the one filter shows each salesperson the own results and each manager the team's;
    a handover of the customer changes nothing here.
    """

    __tablename__ = "sales_result"
    __table_args__ = (Index("ix_sales_result_kind_happened_on", "kind", "happened_on"),)

    line_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    kind: Mapped[str] = mapped_column(String(10), primary_key=True)
    happened_on: Mapped[date] = mapped_column(Date)
    month: Mapped[str] = mapped_column(String(7))
    document_id: Mapped[UUID] = mapped_column(Uuid, index=True)
    performer_name: Mapped[str] = mapped_column(String(120))
    customer_id: Mapped[UUID] = mapped_column(Uuid, index=True)
    customer_code: Mapped[str] = mapped_column(String(40))
    customer_name: Mapped[str] = mapped_column(String(200))
    area: Mapped[str] = mapped_column(String(200))
    product_id: Mapped[UUID] = mapped_column(Uuid, index=True)
    product_code: Mapped[str] = mapped_column(String(40))
    product_name: Mapped[str] = mapped_column(String(200))
    category_code: Mapped[str] = mapped_column(String(200))
    category_name: Mapped[str] = mapped_column(String(200))
    quantity: Mapped[Decimal] = mapped_column(Quantity)
    amount: Mapped[Decimal] = mapped_column(Money)


class Team(Base):
    """The name of an org path, for the statistics by team."""

    __tablename__ = "team"

    path: Mapped[str] = mapped_column(String(200), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
