"""From the broker to the inbox. The broker only hints: whatever goes wrong, the producer's log is asked again.

So a message may be acknowledged although its event could not be applied: its producer is then known to be ahead, and
read over HTTP each second until it is not. While the broker is away all producers are read that way.
"""

import threading
import time
from typing import Any

import kombu
import orjson

from chassis.eventlog import Envelope
from chassis.observe import logger
from chassis.runtime.distributed.broker import (
    BROKEN,
    CONFIRM_SECONDS,
    DEAD,
    DEAD_QUEUE,
    EVENTS,
    Limit,
    breathe,
    drop,
    inbox_queue,
    open_connection,
)
from chassis.runtime.distributed.loops import forever
from chassis.service import Host

BATCH = 100
IDLE_SECONDS = 1.0
MORE_SECONDS = 0.002
SILENT_SECONDS = 15.0
"""Producers announce themselves every 10 s: from one that does not, nothing may come through."""
NEVER = float("-inf")
_log = logger("consumer")


class Consumer:
    """Feeds the inbox of one service."""

    def __init__(self, host: Host, url: str, limit: Limit):
        self.host, self.url, self.limit = host, url, limit
        self.stop = threading.Event()
        self._heard: dict[str, float] = {}
        self._away: set[str] = set()
        self._looked = 0.0
        self._asked_everybody()

    def run(self) -> None:
        forever(f"consumer of {self.host.name}", self._work, self._without_broker, self.stop)

    def _asked_everybody(self) -> None:
        """From now on nobody counts as heard: each producer's log is read at the next look."""
        self._heard = dict.fromkeys(self.host.inbox.producers, NEVER)

    def _without_broker(self) -> None:
        self._asked_everybody()
        self._look_after()
        self.stop.wait(IDLE_SECONDS)

    def _work(self) -> None:
        with self.limit(CONFIRM_SECONDS):
            connection = open_connection(self.url)
        try:
            self._consume(connection)
        finally:
            drop(connection)

    def _consume(self, connection: kombu.Connection) -> None:
        batch: list[Any] = []
        with self.limit(2 * CONFIRM_SECONDS):
            channel = connection.channel()
            channel.basic_qos(0, BATCH, False)
            queue = inbox_queue(self.host.name, self.host.inbox.producers)
            for entity in (EVENTS, DEAD, DEAD_QUEUE, queue):
                entity(channel).declare()
            consumer = kombu.Consumer(channel, [queue], on_message=batch.append, auto_declare=False)
            consumer.consume()
        # Bound first, read afterwards: what was published in between is in the queue.
        self._asked_everybody()
        while not self.stop.is_set():
            self._look_after()
            _fill(connection, batch)
            if batch:
                self._take(batch)
                with self.limit(CONFIRM_SECONDS):
                    channel.basic_ack(batch[-1].delivery_tag, multiple=True)
                batch.clear()

    def _take(self, messages: list[Any]) -> None:
        envelopes: dict[str, list[Envelope]] = {}
        heads: dict[str, int] = {}
        for message in messages:
            try:
                document = orjson.loads(message.body)
                if "head" in document:
                    heads[document["source"]] = int(document["head"])
                else:
                    envelope = Envelope.from_json(document)
                    envelopes.setdefault(envelope.source, []).append(envelope)
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                _log.error("not an event", service=self.host.name, error=repr(error), body=bytes(message.body[:200]))
        for producer in self._heard:
            self._receive(producer, envelopes.get(producer, []), heads.get(producer, 0))

    def _receive(self, producer: str, envelopes: list[Envelope], head: int) -> None:
        try:
            if envelopes:
                self.host.inbox.receive(producer, envelopes)
                self._heard[producer] = time.monotonic()
            if head:
                if head > self.host.inbox.position(producer):
                    self.host.inbox.catch_up(producer)
                self._heard[producer] = time.monotonic()
        except BROKEN as broken:
            _log.warning("not applied", service=self.host.name, producer=producer, error=str(broken))
            self._heard[producer] = NEVER

    def _look_after(self) -> None:
        """Once a second: retries that are due, and producers of whom nothing was heard."""
        now = time.monotonic()
        if now - self._looked < IDLE_SECONDS:
            return
        self._looked = now
        for producer, heard in self._heard.items():
            if now - heard > SILENT_SECONDS:
                self._catch_up(producer)
        try:
            self.host.inbox.retry_due()
            self.host.inbox.save()
        except BROKEN as broken:
            _log.warning("database away", service=self.host.name, error=str(broken))

    def _catch_up(self, producer: str) -> None:
        try:
            missed = self.host.inbox.catch_up(producer)
        except BROKEN as broken:
            if producer not in self._away:
                _log.warning("producer away", service=self.host.name, producer=producer, error=str(broken))
            self._away.add(producer)
        else:
            # A broker that brought nothing of what there was, such as a blocked one, is not waited for again.
            self._heard[producer] = NEVER if missed else time.monotonic()
            self._away.discard(producer)


def _fill(connection: kombu.Connection, batch: list[Any]) -> None:
    breathe(connection, IDLE_SECONDS)
    while batch and len(batch) < BATCH and breathe(connection, MORE_SECONDS):
        """One more frame is in."""
