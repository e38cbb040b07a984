"""Quotes: what was offered, until when, and what became of it (F21, F25)."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, ForeignKey, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship

from chassis.model import RuleError, Transitions, next_state
from sales.base import Base
from sales.documents.model import PricedLine, SalesDocument

STATES = ("draft", "issued", "ordered", "cancelled")
"""ordered: every line has become part of an order; until then an issued quote can be ordered from again."""
QUOTED = ("issued", "ordered")
TRANSITIONS: Transitions = {
    ("draft", "edit"): "draft",
    ("draft", "issue"): "issued",
    ("draft", "cancel"): "cancelled",
    ("issued", "order"): "issued",
    ("issued", "finish"): "ordered",
    ("issued", "cancel"): "cancelled",
}


class AlreadyOrdered(RuleError):
    code = "sales.already_ordered"
    zh = "报价行已转为订单"
    en = "The line of the quote was ordered already"


class Quote(SalesDocument, Base):
    """An offer to a customer. `valid_until` None: until it is withdrawn."""

    __tablename__ = "quote"
    __shown_by__ = "sales.quote.read"

    state: Mapped[str] = mapped_column(String(10), default="draft", index=True)
    contact: Mapped[str] = mapped_column(String(200), default="")
    quoted_on: Mapped[date] = mapped_column(Date, index=True)
    valid_until: Mapped[date | None] = mapped_column(Date)
    lines: Mapped[list["QuoteLine"]] = relationship(
        cascade="all, delete-orphan", lazy="selectin", order_by="QuoteLine.position"
    )

    def move(self, action: str) -> None:
        """Go to the next state; raises IllegalTransition."""
        self.state = next_state(TRANSITIONS, self.state, action)

    def order(self, lines: list["QuoteLine"], order_id: UUID) -> None:
        """Link lines to the order that they became; raises IllegalTransition, AlreadyOrdered."""
        self.move("order")
        if any(line.order_id for line in lines):
            raise AlreadyOrdered
        for line in lines:
            line.order_id = order_id
        if all(line.order_id for line in self.lines):
            self.move("finish")


class QuoteLine(PricedLine, Base):
    __tablename__ = "quote_line"
    __table_args__ = (
        CheckConstraint("quantity > 0", name="quantity"),
        CheckConstraint("amount >= 0", name="amount"),
    )

    quote_id: Mapped[UUID] = mapped_column(ForeignKey("quote.id"), index=True)
    order_id: Mapped[UUID | None] = mapped_column(Uuid)
