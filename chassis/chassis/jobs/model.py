"""Long work is a job: a row that says what, for whom, how far, and what came out."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Integer, String, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from chassis.model.columns import Document, UtcDateTime
from chassis.model.records import ChassisBase, Identified


class Job(Identified, ChassisBase):
    """States: queued, running, done, failed. `progress` of `total` units are finished, for good."""

    __tablename__ = "job"

    kind: Mapped[str] = mapped_column(String(80))
    arguments: Mapped[dict[str, Any]] = mapped_column(Document)
    requested_by: Mapped[UUID] = mapped_column(Uuid, index=True)
    principal: Mapped[dict[str, Any]] = mapped_column(Document)
    function: Mapped[str | None] = mapped_column(String(80))
    state: Mapped[str] = mapped_column(String(10), default="queued", index=True)
    progress: Mapped[int] = mapped_column(Integer, default=0)
    total: Mapped[int] = mapped_column(Integer, default=0)
    result: Mapped[dict[str, Any]] = mapped_column(Document, default=dict)
    error: Mapped[str] = mapped_column(Text, default="")
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    heartbeat_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
