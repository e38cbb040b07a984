"""Taking events in: each exactly once and in order, whatever the delivery does.

The cursor moves in the transaction of the effect. At or below the cursor an event is dropped; beyond the next position
the gap is first fetched from the producer's log. So duplicates, reordering and loss in the broker are harmless.
"""

import threading
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from marshmallow import ValidationError
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from chassis import failpoints
from chassis.eventlog import Envelope
from chassis.inbox.model import Cursor, ParkedEvent
from chassis.inbox.reaction import Reaction
from chassis.observe import logger, tracing
from chassis.observe.metrics import EVENT_DELAY, EVENTS_APPLIED
from chassis.operations.context import Context, system_work

if TYPE_CHECKING:
    from chassis.service import Host

LADDER = (0, 1, 5, 30, 120, 600)
"""Seconds to wait before each further try; after the last one an event is parked for an operator."""
BATCH = 100
ReadLog = Callable[[str, int, int], Sequence[Envelope]]
"""(producer, after position, limit) -> the following envelopes."""
_log = logger("inbox")


class Inbox:
    """The consumer of one service. `read_log` fetches a producer's log from a position."""

    def __init__(self, host: "Host", reactions: Sequence[Reaction], read_log: ReadLog):
        self.host = host
        self.read_log = read_log
        self.reactions: dict[str, list[Reaction]] = {}
        for each in reactions:
            self.reactions.setdefault(each.event, []).append(each)
        self._schemas = {each.schema: each.schema() for each in reactions}
        self._turn = threading.RLock()
        self._positions: dict[str, int] = {}
        self._unsaved: set[str] = set()

    @property
    def producers(self) -> list[str]:
        """The services whose logs are followed."""
        return sorted({each.producer for group in self.reactions.values() for each in group})

    @property
    def hold(self) -> threading.RLock:
        """While somebody holds this lock (`with inbox.hold:`) nothing is consumed; users go on writing."""
        return self._turn

    def position(self, producer: str) -> int:
        """Up to where the producer's log was taken. Events nobody reacts to are counted in memory until `save`."""
        if producer not in self._positions:
            with self.host.database.read() as session:
                self._positions[producer] = _position(session, producer)
        return self._positions[producer]

    def save(self) -> None:
        """Write the cursors that moved past events which concern nobody here. Losing that is harmless."""
        with self._turn:
            if not self._unsaved:
                return
            with system_work(self.host, "inbox:save") as context:
                for producer in self._unsaved:
                    _move_cursor(context.session, producer, self._positions[producer])
            self._unsaved.clear()

    def receive(self, producer: str, envelopes: Sequence[Envelope]) -> int:
        """Take what a delivery brought, in whatever order; answers how many events were new."""
        with self._turn:
            return self._receive_sorted(producer, sorted(envelopes, key=lambda each: each.sequence))

    def catch_up(self, producer: str) -> int:
        """Read the producer's log to its end; answers how many events were new."""
        taken = 0
        with self._turn:
            while batch := self.read_log(producer, self.position(producer), BATCH):
                taken += self._take(producer, batch)
        return taken

    def retry_due(self) -> int:
        """Try again what is due on the ladder; answers how many events went through."""
        with self._turn:
            return sum(self.retry(producer, position) for producer, position in self._due())

    def retry(self, producer: str, position: int) -> bool:
        """Try a parked event now, and on success those that waited behind it. True when it went through."""
        with self._turn:
            parked = self._load(producer, position)
            if parked is None:
                return False
            envelope = Envelope.from_json(parked.envelope)
            try:
                self._apply([envelope], retried=True)
            except Exception as error:  # noqa: BLE001 - the edge of consumption: any failure is kept with its event
                self._note_failure(envelope, error)
                return False
            self._release_next(producer, parked.subject)
            return True

    def skip(self, context: Context, producer: str, position: int, reason: str) -> None:
        """Give an event up, with a reason; those behind it become due. The caller's unit of work audits it."""
        parked = context.get(ParkedEvent, (producer, position))
        parked.state, parked.reason = "skipped", reason
        _make_next_due(context, producer, parked.subject)

    def _receive_sorted(self, producer: str, envelopes: Sequence[Envelope]) -> int:
        position = self.position(producer)
        fresh: list[Envelope] = []
        for envelope in envelopes:
            if envelope.sequence == position + len(fresh) + 1:
                fresh.append(envelope)
        taken = self._take(producer, fresh) if fresh else 0
        behind = envelopes and envelopes[-1].sequence > position + len(fresh)
        return taken + (self.catch_up(producer) if behind else 0)

    def _take(self, producer: str, envelopes: Sequence[Envelope]) -> int:
        """Apply consecutive events in one transaction; when one of them fails, each in its own."""
        if not any(envelope.type in self.reactions for envelope in envelopes):
            self._positions[producer] = envelopes[-1].sequence
            self._unsaved.add(producer)
            return len(envelopes)
        self._positions.pop(producer, None)
        try:
            self._apply(envelopes)
        except AlreadyTaken:
            return 0
        except Exception as error:  # noqa: BLE001 - the edge of consumption: any failure is kept with its event
            if len(envelopes) == 1:
                self._park(envelopes[0], error)
            else:
                return sum(self._take(producer, [envelope]) for envelope in envelopes)
        self._positions[producer] = envelopes[-1].sequence
        self._unsaved.discard(producer)
        return len(envelopes)

    def _apply(self, envelopes: Sequence[Envelope], *, retried: bool = False) -> None:
        first = envelopes[0]
        with system_work(self.host, f"reaction:{first.type}", first.actor) as context:
            blocked = _blocked_subjects(context.session, first.source) if not retried else set()
            for envelope in envelopes:
                self._apply_one(context, envelope, blocked)
            if retried:
                context.session.delete(context.get(ParkedEvent, (first.source, first.sequence)))
            else:
                _move_cursor(context.session, first.source, envelopes[-1].sequence)
            failpoints.reached(self.host.name, "before_apply_commit")
        failpoints.reached(self.host.name, "after_apply")
        self._observe(envelopes)

    def _apply_one(self, context: Context, envelope: Envelope, blocked: set[str]) -> None:
        reactions = self.reactions.get(envelope.type, ())
        if reactions and envelope.subject in blocked:
            context.add(_parked(envelope, "waiting"))
            return
        context.actor = envelope.actor
        for each in reactions:
            with tracing(envelope.traceparent):
                fields = self._schemas[each.schema].load(envelope.data)
                context.operation = f"reaction:{envelope.type}"
                each.handler(context, **fields)
        if reactions:
            context.session.flush()

    def _park(self, envelope: Envelope, error: Exception) -> None:
        with system_work(self.host, "inbox:park") as context:
            _move_cursor(context.session, envelope.source, envelope.sequence)
            parked = context.add(_parked(envelope, "retrying"))
            self._climb(parked, error)

    def _note_failure(self, envelope: Envelope, error: Exception) -> None:
        with system_work(self.host, "inbox:retry") as context:
            self._climb(context.get(ParkedEvent, (envelope.source, envelope.sequence)), error)

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

    def _due(self) -> list[tuple[str, int]]:
        statement = (
            select(ParkedEvent.producer, ParkedEvent.position)
            .where(ParkedEvent.state == "retrying", ParkedEvent.retry_at <= self.host.clock.now())
            .order_by(ParkedEvent.producer, ParkedEvent.position)
        )
        with self.host.database.read() as session:
            return [(producer, position) for producer, position in session.execute(statement)]

    def _load(self, producer: str, position: int) -> ParkedEvent | None:
        with self.host.database.read() as session:
            return session.get(ParkedEvent, (producer, position))

    def _release_next(self, producer: str, subject: str) -> None:
        with system_work(self.host, "inbox:release") as context:
            _make_next_due(context, producer, subject)

    def _observe(self, envelopes: Sequence[Envelope]) -> None:
        now = self.host.clock.now()
        for envelope in envelopes:
            EVENTS_APPLIED.labels(self.host.name, envelope.source).inc()
            EVENT_DELAY.labels(self.host.name).observe(max(0.0, (now - envelope.time).total_seconds()))


def _position(session: Session, producer: str) -> int:
    return session.scalar(select(Cursor.position).where(Cursor.producer == producer)) or 0


def _move_cursor(session: Session, producer: str, position: int) -> None:
    cursor = session.get(Cursor, producer, with_for_update=True)
    if cursor is None:
        cursor = Cursor(producer=producer, position=0)
        session.add(cursor)
    if position <= cursor.position:
        raise AlreadyTaken(f"{producer} {position}")
    cursor.position = position


class AlreadyTaken(Exception):
    """Another instance of this consumer took the event first: this transaction must not count."""


def _blocked_subjects(session: Session, producer: str) -> set[str]:
    statement = select(ParkedEvent.subject).where(ParkedEvent.producer == producer, ParkedEvent.state != "skipped")
    return set(session.scalars(statement))


def _parked(envelope: Envelope, state: str) -> ParkedEvent:
    return ParkedEvent(
        producer=envelope.source,
        position=envelope.sequence,
        subject=envelope.subject,
        type=envelope.type,
        envelope=envelope.to_json(),
        state=state,
        attempts=0,
    )


def _make_next_due(context: Context, producer: str, subject: str) -> None:
    waiting = context.session.scalars(
        select(ParkedEvent)
        .where(ParkedEvent.producer == producer, ParkedEvent.subject == subject, ParkedEvent.state == "waiting")
        .order_by(ParkedEvent.position)
        .limit(1)
    ).first()
    if waiting is not None:
        waiting.state, waiting.retry_at = "retrying", context.now()


def waiting_events() -> Select[ParkedEvent]:
    """Selects the events that were not applied yet; skipped ones are done."""
    return select(ParkedEvent).where(ParkedEvent.state != "skipped")
