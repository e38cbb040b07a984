"""Warehouses (F44)."""

from sqlalchemy import Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from chassis.model import Audited, Identified, Invalid, Versioned, derived_id
from purchasing.base import Base

MAIN_WAREHOUSE = derived_id("warehouse", "MAIN")
"""The warehouse that every installation is born with."""


class WarehouseInactive(Invalid):
    code = "warehouse_inactive"
    zh = "仓库“{warehouse}”已停用"
    en = "The warehouse '{warehouse}' is not active"


class DefaultStaysActive(Invalid):
    code = "default_stays_active"
    zh = "默认仓库不能停用，请先指定另一个默认仓库"
    en = "The default warehouse stays active; make another one the default first"


class DefaultNeedsAnother(Invalid):
    code = "default_needs_another"
    zh = "必须有一个默认仓库，请改为指定另一个仓库为默认"
    en = "There is always a default warehouse; make another one the default instead"


class Warehouse(Identified, Versioned, Audited, Base):
    """Exactly one is the default: where an order that names none is reserved."""

    __tablename__ = "warehouse"
    __shown_by__ = "purchasing.warehouse.read"
    __table_args__ = (
        Index(
            "uq_warehouse_default",
            "is_default",
            unique=True,
            sqlite_where=text("is_default"),
            postgresql_where=text("is_default"),
        ),
    )

    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    active: Mapped[bool] = mapped_column(default=True)
    is_default: Mapped[bool] = mapped_column(default=False)

    def check_active(self) -> None:
        """Raises WarehouseInactive: nothing more is put there."""
        if not self.active:
            raise WarehouseInactive(field="warehouse_id", warehouse=self.code)

    def check_default(self) -> None:
        """Raises DefaultStaysActive."""
        if self.is_default and not self.active:
            raise DefaultStaysActive(field="active")
