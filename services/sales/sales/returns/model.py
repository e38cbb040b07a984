"""Sales returns: goods that come back from a delivery (F35, X2)."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, ForeignKey, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship

from chassis.model import Audited, Identified, Money, Quantity, Transitions, next_state
from sales.base import Base
from sales.documents.model import SalesDocument

STATES = ("draft", "confirmed", "cancelled")
TRANSITIONS: Transitions = {
    ("draft", "confirm"): "confirmed",
    ("draft", "cancel"): "cancelled",
}


class SalesReturn(SalesDocument, Base):
    """Belongs to one delivery, whose receivable it reduces."""

    __tablename__ = "sales_return"
    __shown_by__ = "sales.return.read"

    state: Mapped[str] = mapped_column(String(10), default="draft", index=True)
    delivery_id: Mapped[UUID] = mapped_column(ForeignKey("delivery.id"), index=True)
    warehouse_id: Mapped[UUID] = mapped_column(Uuid)
    returned_on: Mapped[date | None] = mapped_column(Date)
    lines: Mapped[list["ReturnLine"]] = relationship(
        cascade="all, delete-orphan", lazy="selectin", order_by="ReturnLine.position"
    )

    def move(self, action: str) -> None:
        """Go to the next state; raises IllegalTransition."""
        self.state = next_state(TRANSITIONS, self.state, action)


class ReturnLine(Identified, Audited, Base):
    """`amount` is expected until the return is confirmed, and exact from then on."""

    __tablename__ = "return_line"
    __table_args__ = (CheckConstraint("quantity > 0", name="quantity"),)

    return_id: Mapped[UUID] = mapped_column(ForeignKey("sales_return.id"), index=True)
    position: Mapped[int]
    delivery_line_id: Mapped[UUID] = mapped_column(ForeignKey("delivery_line.id"), index=True)
    product_id: Mapped[UUID] = mapped_column(Uuid)
    product_code: Mapped[str] = mapped_column(String(40))
    product_name: Mapped[str] = mapped_column(String(200))
    quantity: Mapped[Decimal] = mapped_column(Quantity)
    amount: Mapped[Decimal] = mapped_column(Money)
