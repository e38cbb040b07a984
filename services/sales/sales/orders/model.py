"""Orders: what a customer is promised, and how much of it has left (F26, F30)."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship

from chassis.model import ZERO, Invalid, Money, Quantity, RuleError, Transitions, next_state
from sales.base import Base
from sales.documents.model import PricedLine, SalesDocument
from sales.documents.portions import portion

STATES = ("draft", "confirmed", "closed", "cancelled", "past")
"""closed: partly shipped, the rest cancelled. past: imported history, which touches neither stock nor money (F87)."""
BINDING = ("confirmed", "closed", "past")
"""The states that count as a deal: in statistics and in the price memory."""
PROGRESS = ("reserved", "requested", "shipped", "cancelled", "shipped_amount")
STOCK_STATES = ("pending", "reserved", "short")
DELIVERY_STATES = ("none", "partial", "full")
TRANSITIONS: Transitions = {
    ("draft", "edit"): "draft",
    ("draft", "confirm"): "confirmed",
    ("draft", "cancel"): "cancelled",
    ("confirmed", "amend"): "confirmed",
    ("confirmed", "deliver"): "confirmed",
    ("confirmed", "cancel"): "cancelled",
    ("confirmed", "close"): "closed",
}


class BelowRequested(Invalid):
    code = "sales.below_shipped"
    zh = "数量不能小于已出库或正在出库的数量 {requested}"
    en = "The quantity cannot be below the {requested} that were shipped or are being shipped"


class ExceedsRemaining(RuleError):
    code = "sales.exceeds_remaining"
    zh = "数量超过订单未交数量"
    en = "The quantity exceeds what is left of the order"


class DeliveryUnderWay(RuleError):
    code = "sales.delivery_under_way"
    zh = "有出货单正在出库，暂时不能取消"
    en = "A delivery of the order is under way; it cannot be cancelled now"


class NothingLeft(RuleError):
    code = "sales.nothing_left"
    zh = "订单已全部出库"
    en = "Nothing of the order is left to deliver"


class OrderedInFuture(Invalid):
    """Results count on the day of the order: nobody sells ahead of time."""

    code = "sales.ordered_in_future"
    zh = "下单日期不能晚于今天 {today}"
    en = "The order cannot be dated after today, {today}"


class DatedLongAgo(Invalid):
    """Results of months that people were paid for do not change behind their backs."""

    code = "sales.dated_long_ago"
    zh = "下单日期早于 {days} 天前，需要“补录较早日期的订单”权限"
    en = "The order is dated more than {days} days ago: that needs a right of its own"


class DeliveredBeforeOrdered(Invalid):
    code = "sales.delivered_before_ordered"
    zh = "交货日期不能早于下单日期 {ordered_on}"
    en = "The goods cannot be due before the day of the order, {ordered_on}"


def check_days(ordered_on: date, deliver_on: date | None, today: date) -> None:
    """Raises OrderedInFuture, DeliveredBeforeOrdered."""
    if ordered_on > today:
        raise OrderedInFuture(field="ordered_on", today=today.isoformat())
    if deliver_on is not None and deliver_on < ordered_on:
        raise DeliveredBeforeOrdered(field="deliver_on", ordered_on=ordered_on.isoformat())


class SalesOrder(SalesDocument, Base):
    """Stock and delivery state follow events of others and leave the version alone: it counts people's changes.

    `shipped_on` is the day on which goods last left.
    """

    __tablename__ = "sales_order"
    __shown_by__ = "sales.order.read"
    __table_args__ = (
        Index("ix_sales_order_customer_id_state", "customer_id", "state"),
        Index("ix_sales_order_ordered_on", "ordered_on"),
    )

    state: Mapped[str] = mapped_column(String(10), default="draft", index=True)
    stock_state: Mapped[str] = mapped_column(String(10), default="pending")
    delivery_state: Mapped[str] = mapped_column(String(10), default="none")
    ordered_on: Mapped[date] = mapped_column(Date)
    deliver_on: Mapped[date | None] = mapped_column(Date)
    shipped_on: Mapped[date | None] = mapped_column(Date)
    warehouse_id: Mapped[UUID | None] = mapped_column(Uuid)
    payment_terms: Mapped[str] = mapped_column(String(200), default="")
    quote_id: Mapped[UUID | None] = mapped_column(Uuid, index=True)
    credit_reason: Mapped[str | None] = mapped_column(String(500))
    cancel_reason: Mapped[str | None] = mapped_column(String(500))
    lines: Mapped[list["OrderLine"]] = relationship(
        cascade="all, delete-orphan", lazy="selectin", order_by="OrderLine.position"
    )

    __audit_ignore__ = frozenset({"version", "stock_state", "delivery_state", "shipped_on"})

    def move(self, action: str) -> None:
        """Go to the next state; raises IllegalTransition."""
        self.state = next_state(TRANSITIONS, self.state, action)

    def cancel(self, reason: str | None = None) -> None:
        """Cancel what is not shipped. Raises DeliveryUnderWay, NothingLeft, IllegalTransition."""
        if any(line.requested > line.shipped for line in self.lines):
            raise DeliveryUnderWay
        if self.state == "confirmed" and not any(line.remaining for line in self.lines):
            raise NothingLeft
        self.move("close" if any(line.shipped for line in self.lines) else "cancel")
        for line in self.lines:
            line.cancelled = line.quantity - line.shipped
        self.cancel_reason = reason

    @property
    def unshipped_amount(self) -> Decimal:
        """What the order still takes of the customer's credit."""
        return sum((line.amount - line.shipped_amount for line in self.lines), ZERO)

    def reached(self) -> str:
        """How far the delivery has come: none, partial or full."""
        if not any(line.shipped for line in self.lines):
            return "none"
        return "partial" if any(line.unshipped for line in self.lines) else "full"


class OrderLine(PricedLine, Base):
    """`requested` counts what deliveries under way or shipped take of the line, `shipped` only the latter.

    quantity = shipped + open + cancelled. `shipped_amount` is the part of `amount` that deliveries have taken.
    """

    __tablename__ = "order_line"
    __table_args__ = (
        CheckConstraint("quantity > 0", name="quantity"),
        CheckConstraint("amount >= 0", name="amount"),
        CheckConstraint("reserved >= 0", name="reserved"),
        CheckConstraint("shipped >= 0 AND shipped <= requested", name="shipped"),
        CheckConstraint("cancelled >= 0 AND requested + cancelled <= quantity", name="requested"),
    )

    order_id: Mapped[UUID] = mapped_column(ForeignKey("sales_order.id"), index=True)
    quote_line_id: Mapped[UUID | None] = mapped_column(Uuid)
    reserved: Mapped[Decimal] = mapped_column(Quantity, default=ZERO)
    requested: Mapped[Decimal] = mapped_column(Quantity, default=ZERO)
    shipped: Mapped[Decimal] = mapped_column(Quantity, default=ZERO)
    cancelled: Mapped[Decimal] = mapped_column(Quantity, default=ZERO)
    shipped_amount: Mapped[Decimal] = mapped_column(Money, default=ZERO)

    __audit_ignore__ = frozenset({"version", "reserved", "requested", "shipped", "shipped_amount"})

    def __init__(self, **values: Any) -> None:
        # The rules below count before the first flush.
        super().__init__(**dict.fromkeys(PROGRESS, ZERO) | values)

    @property
    def remaining(self) -> Decimal:
        """What a new delivery may take."""
        return self.quantity - self.cancelled - self.requested

    @property
    def unshipped(self) -> Decimal:
        """What was promised and has not left."""
        return self.quantity - self.cancelled - self.shipped

    @property
    def ordered_amount(self) -> Decimal:
        """What the line counts for in statistics: all of it, or what was shipped when the rest was cancelled."""
        return self.shipped_amount if self.cancelled else self.amount

    def claim(self, quantity: Decimal, *, field: str | None = None) -> None:
        """A delivery takes part of what is left; raises ExceedsRemaining."""
        if quantity > self.remaining:
            raise ExceedsRemaining(field=field, product=self.product_code, remaining=str(self.remaining))
        self.requested += quantity

    def release(self, quantity: Decimal) -> None:
        """A delivery was refused: what it took is left again."""
        self.requested -= quantity

    def next_portion(self, quantity: Decimal) -> Decimal:
        """The amount of the next pieces to leave, to the cent (see documents/portions.py)."""
        return portion(self.amount, self.quantity, self.shipped, quantity, self.shipped_amount)

    def ship(self, quantity: Decimal) -> Decimal:
        """Pieces have left; answers their amount."""
        amount = self.next_portion(quantity)
        self.shipped += quantity
        self.shipped_amount += amount
        self.reserved = max(ZERO, self.reserved - quantity)
        return amount

    def amend(self, quantity: Decimal, amount: Decimal, *, field: str) -> None:
        """Change the quantity of a confirmed line; raises BelowRequested. What was shipped keeps its amount."""
        if quantity < self.requested:
            raise BelowRequested(field=field, requested=str(self.requested))
        self.quantity = quantity
        self.amount = self.shipped_amount if quantity == self.shipped else max(amount, self.shipped_amount)
        self.reserved = min(self.reserved, quantity)
