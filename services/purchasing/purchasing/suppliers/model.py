"""Suppliers (F43)."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from chassis.model import Audited, Identified, Invalid, Versioned
from purchasing.base import Base


class SupplierInactive(Invalid):
    code = "supplier_inactive"
    zh = "供应商“{supplier}”已停用"
    en = "The supplier '{supplier}' is not active"


class Supplier(Identified, Versioned, Audited, Base):
    """`payment_days` are calendar days from the receipt of goods to the day the payable is due (F45)."""

    __tablename__ = "supplier"
    __shown_by__ = "purchasing.supplier.read"

    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(200), index=True)
    contact_name: Mapped[str] = mapped_column(String(200), default="")
    contact_title: Mapped[str] = mapped_column(String(200), default="")
    address: Mapped[str] = mapped_column(String(500), default="")
    phone: Mapped[str] = mapped_column(String(60), default="")
    payment_days: Mapped[int] = mapped_column(default=30)
    active: Mapped[bool] = mapped_column(default=True)

    def check_active(self) -> None:
        """Raises SupplierInactive: nothing more is bought there."""
        if not self.active:
            raise SupplierInactive(field="supplier_id", supplier=self.name)
