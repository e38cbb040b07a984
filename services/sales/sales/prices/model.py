"""The price list: a price for everybody, and prices for customers of a grade (X8)."""

from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, String, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from chassis.model import Audited, Identified, RuleError, UnitPrice, Versioned
from sales.base import Base


class BelowFloor(RuleError):
    code = "sales.below_floor"
    zh = "“{product}”的折后价 {price} 低于最低限价 {floor}"
    en = "The price {price} of '{product}' after discount is below its floor price {floor}"


class BelowHiddenFloor(BelowFloor):
    """The same for somebody whose roles hide the floor price."""

    zh = "“{product}”的折后价 {price} 低于最低限价"
    en = "The price {price} of '{product}' after discount is below its floor price"


class FreeOfCharge(RuleError):
    """A product without a floor price is not therefore given away by everybody."""

    code = "sales.free_of_charge"
    zh = "“{product}”的折后价为零，需要“低于限价或免费销售”权限"
    en = "'{product}' is sold for nothing: that needs the right to sell below the floor price"


class ListedPrice(Identified, Versioned, Audited, Base):
    """`grade` is empty for the price of everybody: a null would not be unique."""

    __tablename__ = "listed_price"
    __shown_by__ = "sales.price.read"
    __table_args__ = (
        UniqueConstraint("product_id", "grade"),
        CheckConstraint("unit_price >= 0", name="unit_price"),
    )

    product_id: Mapped[UUID] = mapped_column(Uuid)
    grade: Mapped[str] = mapped_column(String(200), default="")
    unit_price: Mapped[Decimal] = mapped_column(UnitPrice)
