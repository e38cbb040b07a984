"""The audit trail of a service: one row per changed record, chained by hashes."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Index, String
from sqlalchemy.orm import Mapped, mapped_column, synonym

from chassis.model.columns import Document, UtcDateTime
from chassis.model.records import ChassisBase


class AuditEntry(ChassisBase):
    """Who did what to which record, when, from which device; `changes` maps a field to its old and new value (X9).

    `action` is create, update or delete for changed records; a word such as sign_in, refused or export for what was
    noted (chassis.audit.note).
    """

    __tablename__ = "audit_entry"
    __table_args__ = (
        Index("ix_audit_entry_record", "entity", "record_id"),
        Index("ix_audit_entry_actor", "actor_id", "position"),
        Index("ix_audit_entry_action", "action", "position"),
        Index("ix_audit_entry_occurred_at", "occurred_at", "position"),
    )

    position: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    id = synonym("position")
    """What breaks ties in a list of entries."""
    occurred_at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_id: Mapped[str] = mapped_column(String(36))
    actor_name: Mapped[str] = mapped_column(String(120))
    device: Mapped[str | None] = mapped_column(String(80))
    operation: Mapped[str] = mapped_column(String(120))
    trace: Mapped[str] = mapped_column(String(60))
    entity: Mapped[str] = mapped_column(String(60))
    record_id: Mapped[str] = mapped_column(String(80))
    action: Mapped[str] = mapped_column(String(20))
    changes: Mapped[dict[str, Any]] = mapped_column(Document)
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))
    seal: Mapped[str] = mapped_column(String(64), default="")
