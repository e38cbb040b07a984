"""From the event log to the broker: persistent, mandatory, confirmed; then, and only then, remembered.

A message that no queue takes is returned, and counts as published all the same: a consumer binds its queue first and
reads the log afterwards, so what came before the binding it finds there. Were a returned message to stop the relay, an
installation where nobody follows a service could never publish anything of it.
"""

import threading
import time

from sqlalchemy import text
from sqlalchemy.orm import Session

from chassis import failpoints
from chassis.eventlog import head_position, read_after
from chassis.observe.metrics import HEAD, RELAYED
from chassis.runtime.distributed.broker import CONFIRM_SECONDS, Limit, breathe, drop, open_connection
from chassis.runtime.distributed.confirmed import Confirmed
from chassis.runtime.distributed.loops import forever
from chassis.service import Host

BATCH = 200
IDLE_SECONDS = 1.0
ANNOUNCE_SECONDS = 10.0
LOCK = 7422
"""The advisory lock that lets one relay work in each database."""
_TAKE_LOCK = text("SELECT pg_try_advisory_lock(:key)")
_MARK = text("SELECT position FROM relay_state")
_MOVE_MARK = text(
    "INSERT INTO relay_state (id, position) VALUES (1, :position) "
    "ON CONFLICT (id) DO UPDATE SET position = excluded.position"
)


class Relay:
    """Publishes the log of one service. Several instances may run: the one that holds the lock works."""

    def __init__(self, host: Host, url: str, limit: Limit):
        self.host, self.url, self.limit = host, url, limit
        self.stop = threading.Event()
        self._grown = threading.Event()
        self._announced = 0.0

    def wake(self, service: str, position: int) -> None:
        """Told after each commit; returns at once."""
        self._grown.set()

    def run(self) -> None:
        forever(f"relay of {self.host.name}", self._work, self._pause, self.stop)

    def _pause(self) -> None:
        self.stop.wait(IDLE_SECONDS)

    def _work(self) -> None:
        # One connection holds the lock, reads the log and moves the mark: whoever loses it loses the right to publish.
        with self.host.database.engine.connect() as connection:
            session = Session(connection.execution_options(isolation_level="AUTOCOMMIT"))
            if not session.scalar(_TAKE_LOCK, {"key": LOCK}):
                return
            try:
                self._publish_for_ever(session)
            finally:
                connection.invalidate()  # the lock ends with its session: do not hand that to the pool

    def _publish_for_ever(self, session: Session) -> None:
        with self.limit(CONFIRM_SECONDS):
            connection = open_connection(self.url)
        try:
            with self.limit(CONFIRM_SECONDS):
                channel = Confirmed(connection)
            self._announced = 0.0
            while not self.stop.is_set():
                self._grown.clear()
                if not self._publish_batch(session, channel):
                    self._announce(session, channel)
                    self._grown.wait(IDLE_SECONDS)
                    with self.limit(CONFIRM_SECONDS):
                        breathe(connection, 0.001)
        finally:
            drop(connection)

    def _publish_batch(self, session: Session, channel: Confirmed) -> int:
        envelopes = read_after(session, self.host.name, session.scalar(_MARK) or 0, BATCH)
        if envelopes:
            with self.limit(CONFIRM_SECONDS):
                channel.publish(envelopes)
            failpoints.reached(self.host.name, "after_publish")
            session.execute(_MOVE_MARK, {"position": envelopes[-1].sequence})
            RELAYED.labels(self.host.name).set(envelopes[-1].sequence)
        return len(envelopes)

    def _announce(self, session: Session, channel: Confirmed) -> None:
        """Tell everybody how long the log is: by that a consumer notices that it missed something."""
        if time.monotonic() - self._announced < ANNOUNCE_SECONDS:
            return
        head = head_position(session)
        HEAD.labels(self.host.name).set(head)
        with self.limit(CONFIRM_SECONDS):
            channel.publish_head(self.host.name, head)
        self._announced = time.monotonic()
