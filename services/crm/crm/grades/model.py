"""How a customer's grade went, day by day (F6)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from chassis.model import Identified, UtcDateTime
from crm.base import Base


class GradeChange(Identified, Base):
    """The grade before and after; `owner_id` is who looked after the customer then."""

    __tablename__ = "grade_change"

    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customer.id"), index=True)
    owner_id: Mapped[UUID] = mapped_column(Uuid)
    previous: Mapped[str | None] = mapped_column(String(1))
    grade: Mapped[str | None] = mapped_column(String(1))
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_by: Mapped[UUID] = mapped_column(Uuid)
