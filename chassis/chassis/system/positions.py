"""I8: positions run from 1 to the head without a gap."""

from collections.abc import Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from chassis.eventlog import EventRow, head_position


def misplaced_positions(session: Session) -> Iterator[str]:
    """A sentence when the event log has a gap, a repetition or an end that is not its head."""
    head = head_position(session)
    count, first, last = session.execute(
        select(func.count(), func.min(EventRow.position), func.max(EventRow.position))
    ).one()
    if (count, first or 1, last or 0) != (head, 1, head):
        yield f"the event log holds {count} events from {first} to {last}, its head says {head}"
