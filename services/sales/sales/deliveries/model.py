"""Deliveries: goods asked to leave, and goods that left (F29, F30)."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship

from chassis.model import (
    ZERO,
    Audited,
    Document,
    Identified,
    Invalid,
    Money,
    Quantity,
    RuleError,
    Transitions,
    next_state,
)
from sales.base import Base
from sales.documents.model import SalesDocument
from sales.documents.portions import portion

STATES = ("draft", "requested", "shipped", "refused", "cancelled")
TRANSITIONS: Transitions = {
    ("draft", "request"): "requested",
    ("refused", "request"): "requested",
    ("requested", "ship"): "shipped",
    ("requested", "refuse"): "refused",
    ("draft", "cancel"): "cancelled",
    ("refused", "cancel"): "cancelled",
}


class MixedOrders(Invalid):
    """One delivery makes one receivable of one customer, whose commission goes to one salesperson."""

    code = "sales.mixed_orders"
    zh = "一张出货单的订单必须属于同一客户和同一业务员"
    en = "The orders of one delivery belong to one customer and one salesperson"


class OrderNotConfirmed(RuleError):
    code = "sales.order_not_confirmed"
    zh = "订单尚未确认或已取消，不能出货"
    en = "The order is not confirmed or was cancelled; nothing can be delivered from it"


class NotShipped(RuleError):
    code = "sales.not_shipped"
    zh = "出货单尚未出库，不能退货"
    en = "The delivery was not shipped; nothing of it can be returned"


class ExceedsShipped(RuleError):
    code = "sales.exceeds_shipped"
    zh = "退货数量超过已出货减已退货的数量"
    en = "The quantity exceeds what was shipped less what was returned"


class Delivery(SalesDocument, Base):
    """`refusal` names the lines that the warehouse was short of, as purchasing told them."""

    __tablename__ = "delivery"
    __shown_by__ = "sales.delivery.read"
    __table_args__ = (Index("ix_delivery_customer_id_state", "customer_id", "state"),)

    state: Mapped[str] = mapped_column(String(10), default="draft", index=True)
    warehouse_id: Mapped[UUID] = mapped_column(Uuid)
    shipped_on: Mapped[date | None] = mapped_column(Date)
    due_on: Mapped[date | None] = mapped_column(Date)
    refusal: Mapped[list[dict[str, Any]]] = mapped_column(Document, default=list)
    lines: Mapped[list["DeliveryLine"]] = relationship(
        cascade="all, delete-orphan", lazy="selectin", order_by="DeliveryLine.position"
    )

    def move(self, action: str) -> None:
        """Go to the next state; raises IllegalTransition."""
        self.state = next_state(TRANSITIONS, self.state, action)

    @property
    def order_ids(self) -> list[UUID]:
        """The orders it delivers, each once."""
        return list(dict.fromkeys(line.order_id for line in self.lines))


class DeliveryLine(Identified, Audited, Base):
    """`amount` is expected until the goods have left, and exact from then on."""

    __tablename__ = "delivery_line"
    __table_args__ = (
        CheckConstraint("quantity > 0", name="quantity"),
        CheckConstraint("returned >= 0 AND returned <= quantity", name="returned"),
        CheckConstraint("returned_amount >= 0 AND returned_amount <= amount", name="returned_amount"),
    )

    delivery_id: Mapped[UUID] = mapped_column(ForeignKey("delivery.id"), index=True)
    position: Mapped[int]
    order_id: Mapped[UUID] = mapped_column(Uuid, index=True)
    order_line_id: Mapped[UUID] = mapped_column(ForeignKey("order_line.id"), index=True)
    product_id: Mapped[UUID] = mapped_column(Uuid)
    product_code: Mapped[str] = mapped_column(String(40))
    product_name: Mapped[str] = mapped_column(String(200))
    unit: Mapped[str] = mapped_column(String(200), default="")
    quantity: Mapped[Decimal] = mapped_column(Quantity)
    amount: Mapped[Decimal] = mapped_column(Money)
    returned: Mapped[Decimal] = mapped_column(Quantity, default=ZERO)
    returned_amount: Mapped[Decimal] = mapped_column(Money, default=ZERO)

    __audit_ignore__ = frozenset({"version", "returned", "returned_amount"})

    @property
    def returnable(self) -> Decimal:
        """Shipped less returned (X2)."""
        return self.quantity - self.returned

    def next_portion(self, quantity: Decimal) -> Decimal:
        """The amount of the next pieces to come back; the last ones take the rest."""
        return portion(self.amount, self.quantity, self.returned, quantity, self.returned_amount)

    def take_back(self, quantity: Decimal, *, field: str) -> Decimal:
        """Pieces come back; answers their amount. Raises ExceedsShipped."""
        if quantity > self.returnable:
            raise ExceedsShipped(field=field, product=self.product_code, returnable=str(self.returnable))
        amount = self.next_portion(quantity)
        self.returned += quantity
        self.returned_amount += amount
        return amount
