"""When customers ordered, and the rhythm that follows from it (N1)."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from chassis.model import Money
from crm.base import Base
from crm.rhythm.figures import Figures


class CustomerOrder(Base):
    """An order that was confirmed or imported and not cancelled: the day and the amount only."""

    __tablename__ = "customer_order"
    __table_args__ = (Index("ix_customer_order_day", "customer_id", "ordered_on"),)

    order_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    customer_id: Mapped[UUID] = mapped_column(Uuid)
    ordered_on: Mapped[date]
    total: Mapped[Decimal] = mapped_column(Money)


class Rhythm(Base):
    """The figures of a customer as of its latest order. Its scope is the customer's."""

    __tablename__ = "rhythm"

    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customer.id"), primary_key=True)
    last_order_on: Mapped[date] = mapped_column(index=True)
    interval_days: Mapped[int]
    expected_on: Mapped[date]
    lost_on: Mapped[date]
    orders: Mapped[int]
    average_order: Mapped[Decimal] = mapped_column(Money)

    def take(self, figures: Figures) -> bool:
        """Make the figures so; False when they were."""
        differing = {name: value for name, value in vars(figures).items() if getattr(self, name) != value}
        for name, value in differing.items():
            setattr(self, name, value)
        return bool(differing)
