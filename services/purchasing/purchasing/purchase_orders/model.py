"""Purchase orders: what was ordered from whom, and how much of it has come (F36, F40)."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from chassis.model import (
    ZERO,
    Audited,
    Identified,
    Money,
    Owned,
    Quantity,
    RuleError,
    Transitions,
    UnitPrice,
    UtcDateTime,
    Versioned,
    line_amount,
    next_state,
    plain,
)
from purchasing.base import Base

STATES = ("draft", "confirmed", "cancelled")
RECEIVED = ("none", "partial", "full")
TRANSITIONS: Transitions = {
    ("draft", "change"): "draft",
    ("draft", "confirm"): "confirmed",
    ("draft", "cancel"): "cancelled",
    ("confirmed", "receive"): "confirmed",
    ("confirmed", "cancel"): "cancelled",
}


class OverReceived(RuleError):
    code = "over_received"
    zh = "产品“{product}”收货数量 {quantity} 超过未收数量 {remaining}"
    en = "{quantity} of '{product}' is more than the {remaining} still to be received"


class ReceivedBeyondOrder(RuleError):
    """What the database says when the code has missed it."""

    code = "over_received"
    zh = "收货数量超过订购数量"
    en = "More would be received than was ordered"


class FullyReceived(RuleError):
    code = "fully_received"
    zh = "采购订单已全部收货，不能取消"
    en = "Everything of this purchase order was received; there is nothing to cancel"


class PurchaseOrder(Identified, Owned, Versioned, Audited, Base):
    """Owned by its buyer. Numbered when confirmed. After a cancellation nothing more may be received."""

    __tablename__ = "purchase_order"
    __shown_by__ = "purchasing.order.read"

    number: Mapped[str | None] = mapped_column(String(40), unique=True)
    supplier_id: Mapped[UUID] = mapped_column(ForeignKey("supplier.id"), index=True)
    supplier_name: Mapped[str] = mapped_column(String(200))
    warehouse_id: Mapped[UUID] = mapped_column(ForeignKey("warehouse.id"))
    expected_on: Mapped[date | None]
    ordered_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(String(10), default="draft", index=True)
    received: Mapped[str] = mapped_column(String(10), default="none")
    total: Mapped[Decimal] = mapped_column(Money, default=ZERO, info={"hide": "cost"})
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    lines: Mapped[list["PurchaseOrderLine"]] = relationship(
        order_by="PurchaseOrderLine.position", cascade="all, delete-orphan", lazy="selectin"
    )

    def move(self, action: str) -> None:
        """Go to the next state; raises IllegalTransition."""
        self.state = next_state(TRANSITIONS, self.state, action)

    def check_cancellable(self) -> None:
        """Raises FullyReceived."""
        if self.received == "full":
            raise FullyReceived

    def sum_up(self) -> None:
        """The total is the sum of the lines' rounded amounts."""
        self.total = sum((line.amount for line in self.lines), ZERO)

    def note_receipts(self) -> None:
        """Say how much has come: nothing, a part, or everything."""
        if all(line.remaining <= 0 for line in self.lines):
            self.received = "full"
        else:
            self.received = "partial" if any(line.received_quantity > 0 for line in self.lines) else "none"


class PurchaseOrderLine(Identified, Audited, Base):
    __tablename__ = "purchase_order_line"
    __table_args__ = (
        CheckConstraint("quantity > 0", name="quantity"),
        CheckConstraint("received_quantity >= 0 AND received_quantity <= quantity", name="received"),
    )

    purchase_order_id: Mapped[UUID] = mapped_column(ForeignKey("purchase_order.id"), index=True)
    position: Mapped[int]
    product_id: Mapped[UUID] = mapped_column(ForeignKey("product.id"), index=True)
    product_code: Mapped[str] = mapped_column(String(40))
    product_name: Mapped[str] = mapped_column(String(200))
    unit: Mapped[str] = mapped_column(String(20))
    quantity: Mapped[Decimal] = mapped_column(Quantity)
    unit_price: Mapped[Decimal] = mapped_column(UnitPrice, info={"hide": "cost"})
    amount: Mapped[Decimal] = mapped_column(Money, info={"hide": "cost"})
    received_quantity: Mapped[Decimal] = mapped_column(Quantity, default=Decimal(0))

    @property
    def remaining(self) -> Decimal:
        return self.quantity - self.received_quantity

    def price(self) -> None:
        self.amount = line_amount(self.quantity, self.unit_price)

    def receive(self, quantity: Decimal, field: str) -> None:
        """Count what has come; raises OverReceived naming the line."""
        if quantity > self.remaining:
            raise OverReceived(
                field=field, product=self.product_code, quantity=plain(quantity), remaining=plain(self.remaining)
            )
        self.received_quantity += quantity
