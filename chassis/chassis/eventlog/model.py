"""The tables of the event log and the heads of what is kept in order."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from chassis.model.columns import Document, UtcDateTime
from chassis.model.records import ChassisBase


class EventRow(ChassisBase):
    """One thing that happened, written in the transaction of the change. Positions are gap-free, in commit order."""

    __tablename__ = "event_log"

    position: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    id: Mapped[UUID] = mapped_column(Uuid, unique=True)
    type: Mapped[str] = mapped_column(String(80))
    subject: Mapped[str] = mapped_column(String(80))
    data: Mapped[dict[str, Any]] = mapped_column(Document)
    actor: Mapped[dict[str, Any]] = mapped_column(Document)
    trace: Mapped[str] = mapped_column(String(60))
    occurred_at: Mapped[datetime] = mapped_column(UtcDateTime)


class LedgerHead(ChassisBase):
    """One row: the last position of the event log, and the last position, hash and seal of the audit chain.

    Its lock is taken at the very end of a transaction, which makes positions gap-free and in commit order.
    """

    __tablename__ = "ledger_head"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    event_position: Mapped[int] = mapped_column(BigInteger, default=0)
    audit_position: Mapped[int] = mapped_column(BigInteger, default=0)
    audit_hash: Mapped[str] = mapped_column(String(64), default="")
    audit_seal: Mapped[str] = mapped_column(String(64), default="")


class RelayState(ChassisBase):
    """One row: up to which position the log was handed to the broker."""

    __tablename__ = "relay_state"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    position: Mapped[int] = mapped_column(BigInteger, default=0)
