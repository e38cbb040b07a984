"""Who has which customer now: a projection of the crm's events."""

from uuid import UUID

from sqlalchemy import String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from notification.base import Base


class Customer(Base):
    """Its present owner decides whose reminders are about it, whatever an older document says."""

    __tablename__ = "customer"

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    owner_id: Mapped[UUID] = mapped_column(Uuid)
    org_path: Mapped[str] = mapped_column(String(200))
