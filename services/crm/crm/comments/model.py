"""What a superior says to a contact record, until its performer has taken note (F12)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from chassis.model import Audited, Identified, RuleError, UtcDateTime
from crm.base import Base


class OwnRecord(RuleError):
    code = "crm.own_record"
    zh = "不能批示自己的联系记录"
    en = "Nobody comments on a contact record of their own"


class NothingToAcknowledge(RuleError):
    code = "crm.nothing_to_acknowledge"
    zh = "没有待您确认的批示"
    en = "There is no comment for you to acknowledge"


class Comment(Identified, Audited, Base):
    """Reached through its contact record, whose scope it shares. `author` is who said it, for ever."""

    __tablename__ = "comment"
    __shown_by__ = "crm.record.read"

    contact_record_id: Mapped[UUID] = mapped_column(ForeignKey("contact_record.id"), index=True)
    author_id: Mapped[UUID] = mapped_column(Uuid)
    author_name: Mapped[str] = mapped_column(String(120))
    text: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)
    acknowledged_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
