"""Contact records of every channel (F7)."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship

from chassis.model import Audited, Identified, Invalid, Owned, UtcDateTime
from crm.base import Base
from crm.comments.model import Comment

CHANNELS = ("phone", "email", "im", "visit", "other")
"""电话 | 邮件 | 即时通讯 | 上门拜访 | 其他."""


class ContactInFuture(Invalid):
    code = "crm.contact_in_future"
    zh = "联系时间不能晚于现在"
    en = "A contact cannot be recorded before it has happened"


class ContactRecord(Identified, Owned, Audited, Base):
    """Owned by the customer's owner of now; `performer` is who was in touch, for ever.

    The names of customer and contact person are those of then.
    """

    __tablename__ = "contact_record"
    __shown_by__ = "crm.record.read"
    __table_args__ = (Index("ix_contact_record_performed", "performer_id", "contacted_at"),)

    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customer.id"), index=True)
    customer_name: Mapped[str] = mapped_column(String(120))
    contact_id: Mapped[UUID | None] = mapped_column(Uuid)
    contact_name: Mapped[str] = mapped_column(String(60), default="")
    performer_id: Mapped[UUID] = mapped_column(Uuid)
    performer_name: Mapped[str] = mapped_column(String(120))
    performer_org_path: Mapped[str] = mapped_column(String(200))
    channel: Mapped[str] = mapped_column(String(10))
    contacted_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    content: Mapped[str] = mapped_column(Text)
    result: Mapped[str] = mapped_column(String(500), default="")
    next_contact_on: Mapped[date | None]
    topic: Mapped[str] = mapped_column(String(500), default="")
    comments: Mapped[list[Comment]] = relationship(lazy="selectin", order_by=Comment.written_at)
