"""The audit trail of a service: one row per changed record, chained by hashes."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from chassis.model.columns import Document, UtcDateTime
from chassis.model.records import ChassisBase


class AuditEntry(ChassisBase):
    """Who changed what, when, from which device; `changes` maps a field to its old and new value (X9)."""

    __tablename__ = "audit_entry"
    __table_args__ = (Index("ix_audit_entry_record", "entity", "record_id"),)

    position: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    occurred_at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_id: Mapped[str] = mapped_column(String(36))
    actor_name: Mapped[str] = mapped_column(String(120))
    device: Mapped[str | None] = mapped_column(String(80))
    operation: Mapped[str] = mapped_column(String(120))
    trace: Mapped[str] = mapped_column(String(60))
    entity: Mapped[str] = mapped_column(String(60))
    record_id: Mapped[str] = mapped_column(String(80))
    action: Mapped[str] = mapped_column(String(10))
    changes: Mapped[dict[str, Any]] = mapped_column(Document)
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))
