"""Commission: earned by the performer when money settles a receivable (F61)."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from chassis.model import ZERO, Identified, Money, Owned, Rate, money
from finance.base import Base


class Commission(Identified, Owned, Base):
    """One line of somebody's statement: base × rate. Owned by the performer; negative when money was taken back."""

    __tablename__ = "commission"

    receivable_id: Mapped[UUID] = mapped_column(Uuid, index=True)
    receivable_number: Mapped[str] = mapped_column(String(60))
    customer_name: Mapped[str] = mapped_column(String(200))
    allocation_id: Mapped[UUID] = mapped_column(Uuid, unique=True)
    origin_id: Mapped[UUID] = mapped_column(Uuid, index=True)
    base: Mapped[Decimal] = mapped_column(Money)
    rate: Mapped[Decimal] = mapped_column(Rate)
    amount: Mapped[Decimal] = mapped_column(Money)
    earned_on: Mapped[date] = mapped_column(index=True)


def next_amount(rate: Decimal, remaining: Decimal, earned: Decimal) -> Decimal:
    """What is to be added so that rate × what still settles is earned: taking all back leaves nothing, to the cent."""
    return money(rate * remaining) - (earned or ZERO)
