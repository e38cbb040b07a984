"""Products and their categories (F42, X8)."""

from decimal import Decimal
from uuid import UUID

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from chassis.model import Audited, Identified, Invalid, Quantity, UnitPrice, Versioned, plain
from purchasing.base import Base


class FloorAbovePrice(Invalid):
    code = "floor_above_price"
    zh = "最低售价 {floor} 高于售价 {price}"
    en = "The floor price {floor} is above the list price {price}"


class ProductInactive(Invalid):
    code = "product_inactive"
    zh = "产品“{product}”已停用"
    en = "The product '{product}' is not active"


class Category(Identified, Versioned, Audited, Base):
    __tablename__ = "category"
    __shown_by__ = "purchasing.product.read"

    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(200))


class Product(Identified, Versioned, Audited, Base):
    """Prices are for one unit, without currency conversion; the code never changes, for files name products by it."""

    __tablename__ = "product"
    __shown_by__ = "purchasing.product.read"

    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(200), index=True)
    model: Mapped[str] = mapped_column(String(200), default="")
    spec: Mapped[str] = mapped_column(String(200), default="")
    unit: Mapped[str] = mapped_column(String(20), default="")
    category_id: Mapped[UUID] = mapped_column(ForeignKey("category.id"), index=True)
    supplier_id: Mapped[UUID | None] = mapped_column(ForeignKey("supplier.id"), index=True)
    list_price: Mapped[Decimal] = mapped_column(UnitPrice)
    floor_price: Mapped[Decimal | None] = mapped_column(UnitPrice, info={"hide": "floor_price"})
    cost: Mapped[Decimal | None] = mapped_column(UnitPrice, info={"hide": "cost"})
    safety_stock: Mapped[Decimal] = mapped_column(Quantity, default=Decimal(0))
    active: Mapped[bool] = mapped_column(default=True)

    category: Mapped[Category] = relationship(lazy="joined", innerjoin=True)

    def check_prices(self) -> None:
        """Raises FloorAbovePrice: a floor above the list price could never be kept."""
        if self.floor_price is not None and self.floor_price > self.list_price:
            raise FloorAbovePrice(field="floor_price", floor=plain(self.floor_price), price=plain(self.list_price))

    def check_active(self) -> None:
        """Raises ProductInactive: what is no longer traded is bought no more."""
        if not self.active:
            raise ProductInactive(field="product_id", product=self.code)
