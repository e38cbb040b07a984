"""What finance knows of a supplier: its name. Its row is the lock under which its payables change."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from chassis.model import Identified, Invalid
from finance.base import Base


class UnknownSupplier(Invalid):
    code = "finance.unknown_supplier"
    zh = "没有编码为“{supplier}”的供应商"
    en = "There is no supplier '{supplier}'"


class Supplier(Identified, Base):
    """A projection of purchasing's supplier."""

    __tablename__ = "supplier"

    code: Mapped[str] = mapped_column(String(40), default="", index=True)
    name: Mapped[str] = mapped_column(String(200))
