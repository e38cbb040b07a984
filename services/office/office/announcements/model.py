"""Announcements and who has read them (F64)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from chassis.model import Audited, Identified, UtcDateTime, Versioned
from office.base import Base


class Announcement(Identified, Versioned, Audited, Base):
    """Meant for everybody at or below `org_path`."""

    __tablename__ = "announcement"

    title: Mapped[str] = mapped_column(String(200))
    content: Mapped[str] = mapped_column(Text)
    org_path: Mapped[str] = mapped_column(String(200), index=True)
    author_id: Mapped[UUID] = mapped_column(Uuid)
    author_name: Mapped[str] = mapped_column(String(120))
    published_at: Mapped[datetime] = mapped_column(UtcDateTime)

    def concerns(self, org_path: str) -> bool:
        """Whether somebody placed at an org path is to read it."""
        return org_path.startswith(self.org_path)


class ReadReceipt(Base):
    """Somebody has read an announcement."""

    __tablename__ = "read_receipt"

    announcement_id: Mapped[UUID] = mapped_column(ForeignKey("announcement.id"), primary_key=True)
    reader_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    reader_name: Mapped[str] = mapped_column(String(120))
    read_at: Mapped[datetime] = mapped_column(UtcDateTime)
