"""Contact persons of a customer (F2)."""

from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from chassis.model import Audited, Identified, Versioned
from crm.base import Base

_PRIMARY = text("is_primary")


class Contact(Identified, Versioned, Audited, Base):
    """Reached only through its customer, whose scope it shares. At most one of a customer is the primary one."""

    __tablename__ = "contact"
    __shown_by__ = "crm.customer.read"
    __table_args__ = (
        Index("uq_contact_primary", "customer_id", unique=True, sqlite_where=_PRIMARY, postgresql_where=_PRIMARY),
    )

    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customer.id"), index=True)
    name: Mapped[str] = mapped_column(String(60))
    title: Mapped[str] = mapped_column(String(60), default="")
    mobile: Mapped[str] = mapped_column(String(40), default="", info={"hide": "contact_phone"})
    phone: Mapped[str] = mapped_column(String(40), default="", info={"hide": "contact_phone"})
    wechat: Mapped[str] = mapped_column(String(60), default="", info={"hide": "contact_phone"})
    email: Mapped[str] = mapped_column(String(120), default="", info={"hide": "contact_phone"})
    is_primary: Mapped[bool] = mapped_column(default=False)
