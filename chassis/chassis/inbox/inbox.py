"""Taking events in: each exactly once and in order, whatever the delivery does.

The cursor moves in the transaction of the effect. At or below the cursor an event is dropped; beyond the next position
the gap is first fetched from the producer's log. So duplicates, reordering and loss in the broker are harmless.
"""

import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from chassis import failpoints
from chassis.eventlog import Envelope
from chassis.inbox.cursors import AlreadyTaken, cursor_before, locked_cursor, saved_position
from chassis.inbox.model import ParkedEvent
from chassis.inbox.parking import Parking, blocked_subjects, parked_row, stands_behind
from chassis.inbox.reaction import Reaction
from chassis.model import IllegalTransition
from chassis.observe import tracing
from chassis.observe.metrics import EVENT_DELAY, EVENTS_APPLIED
from chassis.operations.context import Context, system_work
from chassis.operations.problems import database_is_gone

if TYPE_CHECKING:
    from chassis.service import Host

BATCH = 100
ReadLog = Callable[[str, int, int], Sequence[Envelope]]
"""(producer, after position, limit) -> the following envelopes."""


class Inbox:
    """The consumer of one service. `read_log` fetches a producer's log from a position."""

    def __init__(self, host: "Host", reactions: Sequence[Reaction], read_log: ReadLog):
        self.host = host
        self.read_log = read_log
        self.reactions: dict[str, list[Reaction]] = {}
        for each in reactions:
            self.reactions.setdefault(each.event, []).append(each)
        self._schemas = {each.schema: each.schema() for each in reactions}
        self._parking = Parking(host)
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
                self._positions[producer] = saved_position(session, producer)
        return self._positions[producer]

    def save(self) -> None:
        """Write the cursors that moved past events which concern nobody here. Losing that is harmless."""
        with self._turn:
            if not self._unsaved:
                return
            with system_work(self.host, "inbox:save") as context:
                for producer in self._unsaved:
                    cursor = locked_cursor(context.session, producer)
                    # Another instance of this consumer may be further already.
                    cursor.position = max(cursor.position, self._positions[producer])
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
                if len(batch) < BATCH:
                    break  # that was the end of the log
        return taken

    def retry_due(self) -> int:
        """Try again what is due on the ladder; answers how many events went through."""
        went = 0
        with self._turn:
            # What went through makes the next of its subject due.
            while passed := sum(self.retry(producer, position) for producer, position in self._parking.due()):
                went += passed
        return went

    def retry(self, producer: str, position: int) -> bool:
        """Try now an event that is due or parked; those behind it are due once it went through. True when it did."""
        with self._turn:
            envelope = self._parking.load(producer, position)
            if envelope is None:
                return False
            try:
                self._apply_parked(envelope)
            except AlreadyTaken:
                return False
            except Exception as error:  # the edge of consumption: any failure is kept with its event
                if database_is_gone(error):
                    raise  # the event is not to blame: it keeps its rung
                self._parking.note_failure(envelope, error)
                return False
            return True

    def skip(self, context: Context, producer: str, position: int, reason: str) -> None:
        """Give an event up, with a reason; those behind it become due. Raises IllegalTransition for a second time."""
        parked = context.get(ParkedEvent, (producer, position))
        if parked.state == "skipped":
            raise IllegalTransition(state=parked.state, action="skip")
        parked.state, parked.reason = "skipped", reason

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
        # Until the outcome is known nothing is remembered: whatever happens, the cursor in the database is the truth.
        self._positions.pop(producer, None)
        self._unsaved.discard(producer)
        try:
            self._apply(envelopes)
        except AlreadyTaken:
            return 0
        except Exception as error:  # the edge of consumption: any failure is kept with its event
            if database_is_gone(error):
                raise  # no event is to blame: all of them are read again
            if len(envelopes) > 1:
                return sum(self._take(producer, [envelope]) for envelope in envelopes)
            if not self._parking.park(envelopes[0], error):
                return 0
        self._positions[producer] = envelopes[-1].sequence
        return len(envelopes)

    def _apply(self, envelopes: Sequence[Envelope]) -> None:
        first = envelopes[0]
        with system_work(self.host, f"reaction:{first.type}", first.actor) as context:
            cursor = cursor_before(context.session, first)
            blocked = blocked_subjects(context.session, first.source)
            for envelope in envelopes:
                self._apply_one(context, envelope, blocked)
            cursor.position = envelopes[-1].sequence
            failpoints.reached(self.host.name, "before_apply_commit")
        failpoints.reached(self.host.name, "after_apply")
        self._observe(envelopes)

    def _apply_parked(self, envelope: Envelope) -> None:
        with system_work(self.host, f"reaction:{envelope.type}", envelope.actor) as context:
            key = (envelope.source, envelope.sequence)
            parked = context.session.get(ParkedEvent, key, with_for_update=True)
            # The lock keeps a second instance from applying it too; meanwhile it may have been applied or skipped.
            if parked is None or parked.state == "skipped" or stands_behind(context.session, parked):
                raise AlreadyTaken(f"{envelope.source} {envelope.sequence}")
            self._apply_one(context, envelope, set())
            context.session.delete(parked)
            failpoints.reached(self.host.name, "before_apply_commit")
        failpoints.reached(self.host.name, "after_apply")
        self._observe([envelope])

    def _apply_one(self, context: Context, envelope: Envelope, blocked: set[str]) -> None:
        reactions = self.reactions.get(envelope.type, ())
        if reactions and envelope.subject in blocked:
            context.add(parked_row(envelope, "waiting"))
            return
        context.actor = envelope.actor
        for each in reactions:
            with tracing(envelope.traceparent):
                fields = self._schemas[each.schema].load(envelope.data)
                context.operation = f"reaction:{envelope.type}"
                each.handler(context, **fields)
                context.session.flush()

    def _observe(self, envelopes: Sequence[Envelope]) -> None:
        now = self.host.clock.now()
        for envelope in envelopes:
            EVENTS_APPLIED.labels(self.host.name, envelope.source).inc()
            EVENT_DELAY.labels(self.host.name).observe(max(0.0, (now - envelope.time).total_seconds()))
