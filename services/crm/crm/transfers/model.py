"""Customers that went from one salesperson to another (F18)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from chassis.model import Identified, RuleError, UtcDateTime
from crm.base import Base


class AlreadyOwner(RuleError):
    code = "crm.already_owner"
    zh = "客户“{name}”已归该业务员所有"
    en = "The customer '{name}' is looked after by this person already"


class Transfer(Identified, Base):
    """Who gave which customer to whom, and why. Seen by those who see the customer now."""

    __tablename__ = "transfer"

    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customer.id"), index=True)
    customer_name: Mapped[str] = mapped_column(String(120))
    previous_owner_id: Mapped[UUID] = mapped_column(Uuid)
    owner_id: Mapped[UUID] = mapped_column(Uuid)
    reason: Mapped[str] = mapped_column(String(500))
    transferred_at: Mapped[datetime] = mapped_column(UtcDateTime)
    transferred_by: Mapped[UUID] = mapped_column(Uuid)
