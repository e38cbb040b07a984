"""How far a consumer got in each producer's log, and the events that wait."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from chassis.model.columns import Document, UtcDateTime
from chassis.model.records import ChassisBase


class Cursor(ChassisBase):
    """The position up to which a producer's log was taken: applied, or parked."""

    __tablename__ = "cursor"

    producer: Mapped[str] = mapped_column(String(40), primary_key=True)
    position: Mapped[int] = mapped_column(BigInteger, default=0)


class ParkedEvent(ChassisBase):
    """An event that failed, or that waits behind one of the same subject which did.

    States: `retrying` (tried again by itself at `retry_at`), `parked` (an operator must retry or skip), `waiting`
    (behind another of its subject), `skipped` (an operator gave it up, with a reason).
    """

    __tablename__ = "parked_event"
    __table_args__ = (Index("ix_parked_event_subject", "producer", "subject"),)

    producer: Mapped[str] = mapped_column(String(40), primary_key=True)
    position: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    subject: Mapped[str] = mapped_column(String(80))
    type: Mapped[str] = mapped_column(String(80))
    envelope: Mapped[dict[str, Any]] = mapped_column(Document)
    state: Mapped[str] = mapped_column(String(10))
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    retry_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    error: Mapped[str] = mapped_column(Text, default="")
    reason: Mapped[str] = mapped_column(Text, default="")
