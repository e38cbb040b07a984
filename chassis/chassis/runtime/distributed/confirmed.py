"""Publishing with confirms, counted a batch at a time: kombu's own way waits for each message alone."""

import time
from collections.abc import Sequence
from typing import Any

import kombu
import orjson
from kombu.exceptions import KombuError

from chassis.eventlog import Envelope
from chassis.runtime.distributed.broker import CONFIRM_SECONDS, EVENTS


class NotConfirmed(KombuError):
    """The broker refused a message; the batch must be published again."""


class Confirmed:
    """A channel on which the confirms of a whole batch are awaited together."""

    def __init__(self, connection: kombu.Connection):
        self._connection = connection
        channel: Any = connection.default_channel
        channel.confirm_select()
        EVENTS(channel).declare()
        self._producer = kombu.Producer(channel, EVENTS, auto_declare=False)
        self._tag = 0
        self._waiting: set[int] = set()
        self._refused = False
        channel.events["basic_ack"].add(self._acked)
        channel.events["basic_nack"].add(self._nacked)
        # Told of a message that no queue takes; without a listener that would be an error.
        channel.events["basic_return"].add(self._returned)

    def publish(self, envelopes: Sequence[Envelope]) -> None:
        """Returns once the broker has stored all of them; raises TimeoutError or NotConfirmed."""
        for envelope in envelopes:
            self._send(envelope.type, envelope.type, envelope.to_json())
        self._await_confirms()

    def publish_head(self, service: str, head: int) -> None:
        """How long the log is, for those who follow it."""
        self._send(f"{service}.head", f"{service}.head.v1", {"source": service, "head": head})
        self._await_confirms()

    def _send(self, routing_key: str, kind: str, document: dict[str, Any]) -> None:
        self._tag += 1
        self._waiting.add(self._tag)
        self._producer.publish(
            orjson.dumps(document, default=str),
            routing_key=routing_key,
            type=kind,
            content_type="application/json",
            content_encoding="utf-8",
            delivery_mode=2,
            mandatory=True,
        )

    def _await_confirms(self) -> None:
        until = time.monotonic() + CONFIRM_SECONDS
        while self._waiting:
            self._connection.drain_events(timeout=max(0.001, until - time.monotonic()))
        if self._refused:
            raise NotConfirmed("the broker refused a message")

    def _returned(self, *_message: Any) -> None:
        """Nobody follows yet: whoever begins to reads the log (see relay.py)."""

    def _acked(self, tag: int, multiple: bool) -> None:
        self._waiting.difference_update([each for each in self._waiting if each <= tag] if multiple else [tag])

    def _nacked(self, tag: int, multiple: bool) -> None:
        self._refused = True
        self._acked(tag, multiple)
