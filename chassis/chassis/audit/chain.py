"""The hash chain: each entry carries the hash of the one before, so that an edit, a deletion or a cut shows."""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import UTC
from typing import Any

import orjson
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from chassis.audit.capture import Change
from chassis.audit.model import AuditEntry
from chassis.eventlog.log import HEAD
from chassis.eventlog.model import LedgerHead

_HASHED = (
    "position",
    "actor_id",
    "actor_name",
    "device",
    "operation",
    "trace",
    "entity",
    "record_id",
    "action",
    "changes",
)


def append_entries(session: Session, head: LedgerHead, changes: Sequence[Change]) -> None:
    """Chain and write one entry per change; the head must be locked."""
    rows = []
    for change in changes:
        head.audit_position += 1
        row = {**change, "position": head.audit_position, "previous_hash": head.audit_hash}
        head.audit_hash = row["hash"] = entry_hash(row)
        rows.append(row)
    session.execute(insert(AuditEntry.__table__), rows)  # type: ignore[arg-type]


def entry_hash(row: dict[str, Any]) -> str:
    """SHA-256 over the previous hash, the time and the fields of an entry in canonical JSON."""
    content = [
        row["previous_hash"],
        row["occurred_at"].astimezone(UTC).isoformat(),
        {name: row[name] for name in _HASHED},
    ]
    return hashlib.sha256(orjson.dumps(content, option=orjson.OPT_SORT_KEYS)).hexdigest()


def broken_links(session: Session) -> Iterator[str]:
    """What is wrong with the chain, a sentence each (I10)."""
    position, previous = 0, ""
    for entry in session.scalars(select(AuditEntry).order_by(AuditEntry.position)).yield_per(500):
        position += 1
        row = {column.key: getattr(entry, column.key) for column in AuditEntry.__table__.columns}
        if entry.position != position:
            yield f"audit entry {position} is missing"
            position = entry.position
        if entry.previous_hash != previous or entry.hash != entry_hash(row):
            yield f"audit entry {entry.position} was changed"
        previous = entry.hash
    head = session.get(LedgerHead, HEAD)
    if head is None or (head.audit_position, head.audit_hash) != (position, previous):
        yield f"the audit trail ends at {position}, not where its head says"
