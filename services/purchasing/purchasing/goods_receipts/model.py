"""Goods receipts: bought goods come in, from a purchase order or without one (F39, F40, F45)."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from chassis.model import (
    ZERO,
    Audited,
    Identified,
    Invalid,
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
TRANSITIONS: Transitions = {
    ("draft", "confirm"): "confirmed",
    ("draft", "cancel"): "cancelled",
    ("confirmed", "send_back"): "confirmed",
}


class NothingToReceive(Invalid):
    code = "nothing_to_receive"
    zh = "没有可收货的行"
    en = "There is nothing to receive"


class SupplierMissing(Invalid):
    code = "required"
    zh = "没有采购订单时必须填写供应商"
    en = "Without a purchase order the supplier must be named"


class ReceivedInFuture(Invalid):
    code = "received_in_future"
    zh = "收货日期不能晚于今天"
    en = "Goods cannot have been received after today"


class NotOfThisOrder(Invalid):
    code = "not_of_this_order"
    zh = "该行不属于此采购订单"
    en = "This is no line of the purchase order"


class PriceMissing(Invalid):
    code = "required"
    zh = "必须填写产品和单价"
    en = "The product and its price are needed"


class SentBackBeyondReceipt(RuleError):
    code = "over_returned"
    zh = "退货数量 {quantity} 超过可退数量 {remaining}（产品“{product}”）"
    en = "{quantity} of '{product}' is more than the {remaining} that can go back"


class ReturnedBeyondReceipt(RuleError):
    """What the database says when the code has missed it."""

    code = "over_returned"
    zh = "退货数量超过收货数量"
    en = "More would go back than was received"


class GoodsReceipt(Identified, Owned, Versioned, Audited, Base):
    """Owned by the buyer. Numbered when confirmed; due `payment_days` of the supplier after `received_on`."""

    __tablename__ = "goods_receipt"
    __shown_by__ = "purchasing.receipt.read"

    number: Mapped[str | None] = mapped_column(String(40), unique=True)
    purchase_order_id: Mapped[UUID | None] = mapped_column(ForeignKey("purchase_order.id"), index=True)
    supplier_id: Mapped[UUID] = mapped_column(ForeignKey("supplier.id"), index=True)
    supplier_name: Mapped[str] = mapped_column(String(200))
    warehouse_id: Mapped[UUID] = mapped_column(ForeignKey("warehouse.id"))
    received_on: Mapped[date]
    due_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(String(10), default="draft", index=True)
    total: Mapped[Decimal] = mapped_column(Money, default=ZERO, info={"hide": "cost"})
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    lines: Mapped[list["GoodsReceiptLine"]] = relationship(
        order_by="GoodsReceiptLine.position", cascade="all, delete-orphan", lazy="selectin"
    )

    def move(self, action: str) -> None:
        """Go to the next state; raises IllegalTransition."""
        self.state = next_state(TRANSITIONS, self.state, action)

    def check(self, today: date) -> None:
        """Raises NothingToReceive or ReceivedInFuture."""
        if not self.lines:
            raise NothingToReceive(field="lines")
        if self.received_on > today:
            raise ReceivedInFuture(field="received_on")

    def sum_up(self) -> None:
        """The total is the sum of the lines' rounded amounts."""
        self.total = sum((line.amount for line in self.lines), ZERO)


class GoodsReceiptLine(Identified, Audited, Base):
    __tablename__ = "goods_receipt_line"
    __table_args__ = (
        CheckConstraint("quantity > 0", name="quantity"),
        CheckConstraint("returned_quantity >= 0 AND returned_quantity <= quantity", name="returned"),
    )

    goods_receipt_id: Mapped[UUID] = mapped_column(ForeignKey("goods_receipt.id"), index=True)
    purchase_order_line_id: Mapped[UUID | None] = mapped_column(ForeignKey("purchase_order_line.id"), index=True)
    position: Mapped[int]
    product_id: Mapped[UUID] = mapped_column(ForeignKey("product.id"), index=True)
    product_code: Mapped[str] = mapped_column(String(40))
    product_name: Mapped[str] = mapped_column(String(200))
    unit: Mapped[str] = mapped_column(String(20))
    quantity: Mapped[Decimal] = mapped_column(Quantity)
    unit_price: Mapped[Decimal] = mapped_column(UnitPrice, info={"hide": "cost"})
    amount: Mapped[Decimal] = mapped_column(Money, info={"hide": "cost"})
    returned_quantity: Mapped[Decimal] = mapped_column(Quantity, default=Decimal(0))
    returned_amount: Mapped[Decimal] = mapped_column(Money, default=ZERO, info={"hide": "cost"})

    @property
    def returnable(self) -> Decimal:
        return self.quantity - self.returned_quantity

    def price(self) -> None:
        self.amount = line_amount(self.quantity, self.unit_price)

    def send_back(self, quantity: Decimal, field: str) -> Decimal:
        """Count what goes back; answers its amount. The last of it takes what is left of the line's amount."""
        if quantity > self.returnable:
            details = {
                "quantity": plain(quantity),
                "remaining": plain(self.returnable),
                "product": self.product_code,
            }
            raise SentBackBeyondReceipt(field=field, **details)
        left = self.amount - self.returned_amount
        amount = left if quantity == self.returnable else min(line_amount(quantity, self.unit_price), left)
        self.returned_quantity += quantity
        self.returned_amount += amount
        return amount
