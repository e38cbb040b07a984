"""Stock: what lies where and what it is worth, every move of it, and what is kept for orders (F41, I4).

Quantities are in the product's unit, values in the company's currency. The moving average cost is value / on hand;
cents are rounded half-up, and whoever takes the last piece takes the rest of the value with it.
"""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from chassis.model import ZERO, Identified, Invalid, Money, Quantity, RuleError, UnitPrice, UtcDateTime, money
from chassis.model import four_places as rounded
from purchasing.base import Base
from purchasing.products.model import Product

MOVE_KINDS = ("opening", "receipt", "issue", "return", "adjustment", "transfer", "send_back")
NOTHING = Decimal(0)


class NotEnoughStock(RuleError):
    code = "not_enough_stock"
    zh = "产品“{product}”库存不足：需要 {wanted}，可用 {available}"
    en = "Not enough of '{product}' in stock: {wanted} wanted, {available} available"


class StockBelowZero(RuleError):
    """What the database says when the code has missed it."""

    code = "stock_below_zero"
    zh = "库存不能为负，预留不能超过在库数量"
    en = "Stock never goes below zero, nor reservations above what is on hand"


class SameWarehouse(Invalid):
    code = "same_warehouse"
    zh = "调出仓库与调入仓库相同"
    en = "Goods cannot be transferred to the warehouse where they are"


class StockLevel(Identified, Base):
    """What lies of one product in one warehouse. `version` counts its changes, so that others drop an older state."""

    __tablename__ = "stock_level"
    __table_args__ = (
        UniqueConstraint("product_id", "warehouse_id"),
        CheckConstraint("on_hand >= 0", name="on_hand"),
        CheckConstraint("reserved >= 0 AND reserved <= on_hand", name="reserved"),
        CheckConstraint("value >= 0", name="value"),
    )

    product_id: Mapped[UUID] = mapped_column(ForeignKey("product.id"))
    warehouse_id: Mapped[UUID] = mapped_column(ForeignKey("warehouse.id"), index=True)
    product_code: Mapped[str] = mapped_column(String(40), index=True)
    on_hand: Mapped[Decimal] = mapped_column(Quantity, default=NOTHING)
    reserved: Mapped[Decimal] = mapped_column(Quantity, default=NOTHING)
    value: Mapped[Decimal] = mapped_column(Money, default=ZERO, info={"hide": "cost"})
    unit_cost: Mapped[Decimal] = mapped_column(UnitPrice, default=NOTHING, info={"hide": "cost"})
    version: Mapped[int] = mapped_column(default=0)

    product: Mapped[Product] = relationship()

    @property
    def place(self) -> tuple[UUID, UUID]:
        return self.product_id, self.warehouse_id

    @property
    def available(self) -> Decimal:
        """On hand and not reserved."""
        return self.on_hand - self.reserved

    def take_in(self, quantity: Decimal, value: Decimal) -> None:
        self.on_hand += quantity
        self.value += value
        self.unit_cost = rounded(self.value / self.on_hand)

    def give_out(self, quantity: Decimal) -> Decimal:
        """Take goods away; answers what they were worth. An empty level remembers its last unit cost."""
        value = self.worth(quantity)
        self.on_hand -= quantity
        self.value -= value
        return value

    def worth(self, quantity: Decimal) -> Decimal:
        """A quantity at the moving average cost, half-up to cents."""
        if quantity == self.on_hand:
            return self.value
        return money(self.value * quantity / self.on_hand if self.on_hand else self.unit_cost * quantity)


class StockMove(Identified, Base):
    """One line of the ledger, never changed: positive comes in, negative goes out; `balance` is on hand afterwards."""

    __tablename__ = "stock_move"
    __table_args__ = (
        CheckConstraint("quantity <> 0", name="quantity"),
        Index("ix_stock_move_place", "product_id", "warehouse_id"),
    )

    product_id: Mapped[UUID] = mapped_column(ForeignKey("product.id"))
    warehouse_id: Mapped[UUID] = mapped_column(ForeignKey("warehouse.id"))
    product_code: Mapped[str] = mapped_column(String(40))
    kind: Mapped[str] = mapped_column(String(12))
    quantity: Mapped[Decimal] = mapped_column(Quantity)
    value: Mapped[Decimal] = mapped_column(Money, info={"hide": "cost"})
    balance: Mapped[Decimal] = mapped_column(Quantity)
    source_kind: Mapped[str] = mapped_column(String(20))
    source_id: Mapped[UUID] = mapped_column(Uuid, index=True)
    source_line_id: Mapped[UUID | None] = mapped_column(Uuid)
    source_number: Mapped[str] = mapped_column(String(40))
    moved_on: Mapped[date] = mapped_column(index=True)
    moved_at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_name: Mapped[str] = mapped_column(String(200))


class Reservation(Identified, Base):
    """What one order line still needs and what of it is kept. Its identity is its place in the queue: older first."""

    __tablename__ = "reservation"
    __table_args__ = (
        CheckConstraint("reserved >= 0 AND reserved <= wanted", name="reserved"),
        CheckConstraint("issued >= 0", name="issued"),
        Index(
            "ix_reservation_waiting",
            "product_id",
            "warehouse_id",
            sqlite_where=text("reserved < wanted"),
            postgresql_where=text("reserved < wanted"),
        ),
    )

    order_id: Mapped[UUID] = mapped_column(Uuid, index=True)
    order_line_id: Mapped[UUID] = mapped_column(Uuid, unique=True)
    # No foreign keys: an order may name what is not known here; it is then short, never a parked event.
    product_id: Mapped[UUID] = mapped_column(Uuid)
    warehouse_id: Mapped[UUID] = mapped_column(Uuid)
    product_code: Mapped[str] = mapped_column(String(40))
    wanted: Mapped[Decimal] = mapped_column(Quantity)
    reserved: Mapped[Decimal] = mapped_column(Quantity)
    issued: Mapped[Decimal] = mapped_column(Quantity)

    @property
    def place(self) -> tuple[UUID, UUID]:
        return self.product_id, self.warehouse_id

    @property
    def missing(self) -> Decimal:
        return self.wanted - self.reserved


class StockDocument(Identified, Base):
    """An adjustment (with its reason) or a transfer: done in one go, never changed afterwards."""

    __tablename__ = "stock_document"

    kind: Mapped[str] = mapped_column(String(12))
    number: Mapped[str] = mapped_column(String(40), unique=True)
    warehouse_id: Mapped[UUID] = mapped_column(ForeignKey("warehouse.id"))
    to_warehouse_id: Mapped[UUID | None] = mapped_column(ForeignKey("warehouse.id"))
    reason: Mapped[str] = mapped_column(String(500))
    made_on: Mapped[date]
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    made_by: Mapped[UUID] = mapped_column(Uuid)
