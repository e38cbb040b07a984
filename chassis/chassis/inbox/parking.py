"""Where failed events wait: a ladder of retries, the order within a subject, and an operator at the end (ADR 0003)."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from marshmallow import ValidationError
from sqlalchemy import ColumnElement, Select, exists, or_, select
from sqlalchemy.orm import Session, aliased

from chassis.eventlog import Envelope
from chassis.inbox.cursors import AlreadyTaken, cursor_before
from chassis.inbox.model import ParkedEvent
from chassis.observe import logger
from chassis.operations.context import system_work

if TYPE_CHECKING:
    from chassis.service import Host

LADDER = (0, 1, 5, 30, 120, 600)
"""Seconds to wait before each further try; after the last one an event is parked for an operator."""
_log = logger("inbox")


class Parking:
    """The waiting events of one consumer."""

    def __init__(self, host: "Host"):
        self.host = host

    def park(self, envelope: Envelope, error: Exception) -> bool:
        """Let a failed event wait and move the cursor past it. False when another instance took the event meanwhile."""
        try:
            with system_work(self.host, "inbox:park") as context:
                cursor_before(context.session, envelope).position = envelope.sequence
                self._climb(context.add(parked_row(envelope, "retrying")), error)
        except AlreadyTaken:
            return False
        return True

    def note_failure(self, envelope: Envelope, error: Exception) -> None:
        """A further try failed, too."""
        with system_work(self.host, "inbox:retry") as context:
            self._climb(context.get(ParkedEvent, (envelope.source, envelope.sequence)), error)

    def due(self) -> list[tuple[str, int]]:
        """What the ladder says, and what waited behind events that are gone: seen from the rows, so a crash after the
        first of a subject went through does not leave the others waiting for ever."""
        earlier = aliased(ParkedEvent)
        on_rung = (ParkedEvent.state == "retrying") & (ParkedEvent.retry_at <= self.host.clock.now())
        released = (ParkedEvent.state == "waiting") & ~_before(ParkedEvent, earlier)
        order = (ParkedEvent.producer, ParkedEvent.position)
        statement = select(*order).where(or_(on_rung, released)).order_by(*order)
        with self.host.database.read() as session:
            return [(producer, position) for producer, position in session.execute(statement)]

    def load(self, producer: str, position: int) -> Envelope | None:
        """The envelope of a waiting event."""
        with self.host.database.read() as session:
            parked = session.get(ParkedEvent, (producer, position))
            return Envelope.from_json(parked.envelope) if parked else None

    def _climb(self, parked: ParkedEvent, error: Exception) -> None:
        """One rung up the ladder; a schema error, or the end of the ladder, parks for an operator."""
        parked.attempts += 1
        parked.error = f"{type(error).__name__}: {error}"
        hopeless = isinstance(error, ValidationError) or parked.attempts > len(LADDER)
        parked.state = "parked" if hopeless else "retrying"
        wait = 0 if hopeless else LADDER[parked.attempts - 1]
        parked.retry_at = None if hopeless else self.host.clock.now() + timedelta(seconds=wait)
        level = _log.error if hopeless else _log.warning
        level("event failed", service=self.host.name, type=parked.type, position=parked.position, error=parked.error)


def blocked_subjects(session: Session, producer: str) -> set[str]:
    """The subjects of a producer whose next events must wait."""
    statement = select(ParkedEvent.subject).where(ParkedEvent.producer == producer, ParkedEvent.state != "skipped")
    return set(session.scalars(statement))


def parked_row(envelope: Envelope, state: str) -> ParkedEvent:
    """The row of an event that waits."""
    return ParkedEvent(
        producer=envelope.source,
        position=envelope.sequence,
        subject=envelope.subject,
        type=envelope.type,
        envelope=envelope.to_json(),
        state=state,
        attempts=0,
    )


def stands_behind(session: Session, parked: ParkedEvent) -> bool:
    """Whether an earlier event of its subject is not done yet."""
    return bool(session.scalar(select(_before(parked, aliased(ParkedEvent)))))


def waiting_events() -> Select[ParkedEvent]:
    """Selects the events that were not applied yet; skipped ones are done."""
    return select(ParkedEvent).where(ParkedEvent.state != "skipped")


def _before(event: Any, earlier: Any) -> ColumnElement[bool]:
    """Whether an earlier event of the same subject is not done yet."""
    return exists().where(
        earlier.producer == event.producer,
        earlier.subject == event.subject,
        earlier.position < event.position,
        earlier.state != "skipped",
    )
