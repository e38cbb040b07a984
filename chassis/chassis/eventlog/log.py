"""Appending to the log within the transaction, and reading it from a position."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import insert, select, text
from sqlalchemy.orm import Session

from chassis.eventlog.event import Envelope
from chassis.eventlog.model import EventRow, LedgerHead

HEAD = 1
"""The id of the single row of ledger_head."""
_FIRST_HEAD = text(
    f"INSERT INTO ledger_head (id, event_position, audit_position, audit_hash, audit_seal) "
    f"VALUES ({HEAD}, 0, 0, '', '') "
    "ON CONFLICT (id) DO NOTHING"
)

_COLUMNS = tuple(EventRow.__table__.columns)


def lock_head(session: Session) -> LedgerHead:
    """Take the lock that orders commits. Call it last in a transaction: others wait from here to the commit."""
    return session.execute(
        select(LedgerHead).where(LedgerHead.id == HEAD).with_for_update().execution_options(populate_existing=True)
    ).scalar_one()


def append(session: Session, head: LedgerHead, events: Sequence[EventRow]) -> None:
    """Give the events the next positions and write them; the head must be locked."""
    rows = []
    for offset, row in enumerate(events, start=1):
        row.position = head.event_position + offset
        rows.append({column.key: getattr(row, column.key) for column in _COLUMNS})
    session.execute(insert(EventRow.__table__), rows)  # type: ignore[arg-type]
    head.event_position += len(rows)


def read_after(session: Session, service: str, position: int, limit: int = 200) -> list[Envelope]:
    """The envelopes that follow a position, in order."""
    # Columns rather than entities: every consumer reads every event, and none of them changes one.
    rows = session.execute(
        select(*_COLUMNS).where(EventRow.position > position).order_by(EventRow.position).limit(limit)
    )
    return [envelope_of(service, row) for row in rows]


def envelope_of(service: str, row: Any) -> Envelope:
    """The envelope of a row of the event log."""
    return Envelope(
        id=row.id,
        source=service,
        type=row.type,
        subject=row.subject,
        time=row.occurred_at,
        sequence=row.position,
        data=row.data,
        actor=row.actor,
        traceparent=row.trace,
    )


def head_position(session: Session) -> int:
    """The position of the newest event; 0 for an empty log."""
    return session.scalar(select(LedgerHead.event_position).where(LedgerHead.id == HEAD)) or 0


def ensure_head(session: Session) -> None:
    """Create the single row of an empty database, once, although several processes start at the same moment."""
    session.execute(_FIRST_HEAD)
