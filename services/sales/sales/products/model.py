"""Products, stock levels and warehouses as sales knows them: a projection of purchasing's."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import BigInteger, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from chassis.model import Identified, Quantity, UnitPrice, UtcDateTime
from sales.base import Base


class Product(Identified, Base):
    """What can be sold. Below `floor_price` an order needs a permission of its own (X8)."""

    __tablename__ = "product"

    code: Mapped[str] = mapped_column(String(200), index=True)
    name: Mapped[str] = mapped_column(String(200))
    model: Mapped[str] = mapped_column(String(200))
    spec: Mapped[str] = mapped_column(String(200))
    unit: Mapped[str] = mapped_column(String(200))
    category_code: Mapped[str] = mapped_column(String(200))
    category_name: Mapped[str] = mapped_column(String(200))
    list_price: Mapped[Decimal] = mapped_column(UnitPrice)
    floor_price: Mapped[Decimal | None] = mapped_column(UnitPrice, info={"hide": "floor_price"})
    active: Mapped[bool]
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class StockLevel(Base):
    """`version` grows with each change: an older level than the one known is ignored."""

    __tablename__ = "stock_level"

    product_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    warehouse_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    on_hand: Mapped[Decimal] = mapped_column(Quantity)
    reserved: Mapped[Decimal] = mapped_column(Quantity)
    version: Mapped[int] = mapped_column(BigInteger)

    @property
    def available(self) -> Decimal:
        """On hand less what is reserved."""
        return self.on_hand - self.reserved


class Warehouse(Identified, Base):
    __tablename__ = "warehouse"

    code: Mapped[str] = mapped_column(String(200), index=True)
    name: Mapped[str] = mapped_column(String(200))
    active: Mapped[bool]
    is_default: Mapped[bool]
