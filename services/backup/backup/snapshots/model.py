"""The record of a backup: what was taken when, and whether the file was found sound."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Float, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from backup.base import Base
from chassis.model import Audited, Document, Identified, Transitions, UtcDateTime, next_state

STATES = ("taking", "verified", "failed")
TRANSITIONS: Transitions = {
    ("taking", "verify"): "verified",
    ("taking", "fail"): "failed",
    ("verified", "verify"): "verified",
    ("verified", "fail"): "failed",
    ("failed", "verify"): "verified",
    ("failed", "fail"): "failed",
}


class Backup(Identified, Audited, Base):
    """One file of one day; `held_ms` is how long consumption stood still."""

    __tablename__ = "backup"
    __shown_by__ = "backup.backup.read"

    taken_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    file: Mapped[str] = mapped_column(String(200), default="")
    bytes: Mapped[int] = mapped_column(BigInteger, default=0)
    held_ms: Mapped[float] = mapped_column(Float, default=0.0)
    state: Mapped[str] = mapped_column(String(10), default="taking")
    verified_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    heads: Mapped[dict[str, Any]] = mapped_column(Document, default=dict)
    error: Mapped[str] = mapped_column(Text, default="")

    def move(self, action: str) -> None:
        self.state = next_state(TRANSITIONS, self.state, action)
