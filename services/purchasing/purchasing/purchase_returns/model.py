"""Purchase returns: bought goods go back to the supplier."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from chassis.model import Audited, Identified, Money, Owned, Quantity, UnitPrice, UtcDateTime
from purchasing.base import Base


class PurchaseReturn(Identified, Owned, Audited, Base):
    """Done in one go and never changed: goods of one receipt, at its prices. Owned like the receipt."""

    __tablename__ = "purchase_return"
    __shown_by__ = "purchasing.return.read"

    number: Mapped[str] = mapped_column(String(40), unique=True)
    goods_receipt_id: Mapped[UUID] = mapped_column(ForeignKey("goods_receipt.id"), index=True)
    reason: Mapped[str] = mapped_column(String(500))
    sent_on: Mapped[date]
    total: Mapped[Decimal] = mapped_column(Money, info={"hide": "cost"})
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    lines: Mapped[list["PurchaseReturnLine"]] = relationship(order_by="PurchaseReturnLine.position", lazy="selectin")


class PurchaseReturnLine(Identified, Audited, Base):
    __tablename__ = "purchase_return_line"
    __table_args__ = (CheckConstraint("quantity > 0", name="quantity"),)

    purchase_return_id: Mapped[UUID] = mapped_column(ForeignKey("purchase_return.id"), index=True)
    goods_receipt_line_id: Mapped[UUID] = mapped_column(ForeignKey("goods_receipt_line.id"), index=True)
    position: Mapped[int]
    product_id: Mapped[UUID] = mapped_column(ForeignKey("product.id"))
    product_code: Mapped[str] = mapped_column(String(40))
    quantity: Mapped[Decimal] = mapped_column(Quantity)
    unit_price: Mapped[Decimal] = mapped_column(UnitPrice, info={"hide": "cost"})
    amount: Mapped[Decimal] = mapped_column(Money, info={"hide": "cost"})
