"""The hash chain: each entry carries the hash of the one before, and a seal that only this service can make."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import UTC
from typing import Any

import orjson
from sqlalchemy import insert
from sqlalchemy.orm import Session

from chassis.audit.capture import Change
from chassis.audit.model import AuditEntry
from chassis.audit.seals import Seals
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


def append_entries(session: Session, head: LedgerHead, changes: Sequence[Change], seals: Seals) -> None:
    """Chain, seal and write one entry per change; the head must be locked."""
    rows = []
    for change in changes:
        head.audit_position += 1
        row = {**change, "position": head.audit_position, "previous_hash": head.audit_hash}
        head.audit_hash = row["hash"] = entry_hash(row)
        row["seal"] = seals.of_entry(row["hash"])
        rows.append(row)
    head.audit_seal = seals.of_head(head.audit_position, head.audit_hash)
    session.execute(insert(AuditEntry.__table__), rows)  # type: ignore[arg-type]


def entry_hash(row: Mapping[str, Any]) -> str:
    """SHA-256 over the previous hash, the time and the fields of an entry in canonical JSON."""
    content = [
        row["previous_hash"],
        row["occurred_at"].astimezone(UTC).isoformat(),
        {name: row[name] for name in _HASHED},
    ]
    return hashlib.sha256(orjson.dumps(content, option=orjson.OPT_SORT_KEYS)).hexdigest()
