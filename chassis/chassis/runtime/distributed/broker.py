"""The broker as relay and consumer see it: names of our own, connections that never wait for ever."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import kombu
from amqp.exceptions import AMQPError
from kombu.exceptions import KombuError
from sqlalchemy.exc import SQLAlchemyError

from chassis.operations.transport import TransportError

BROKEN = (SQLAlchemyError, AMQPError, OSError, KombuError, TransportError)
"""What a loop outlives: the database, the broker or a sibling is away. TimeoutError is an OSError."""
EVENTS = kombu.Exchange("events", "topic", durable=True)
DEAD = kombu.Exchange("events.dead", "topic", durable=True)
DEAD_QUEUE = kombu.Queue(
    "events.dead",
    DEAD,
    routing_key="#",
    durable=True,
    queue_arguments={"x-queue-type": "quorum", "x-max-length": 100_000},
)
DELIVERY_LIMIT = 20
CONFIRM_SECONDS = 5.0

Limit = Callable[[float], AbstractContextManager[Any]]
"""A block that ends with TimeoutError after so many seconds; in threads the socket's own timeouts do that."""


def inbox_queue(service: str, producers: list[str]) -> kombu.Queue:
    """The one queue of a consuming service, bound to the producers it follows."""
    return kombu.Queue(
        f"inbox.{service}",
        bindings=[kombu.binding(EVENTS, routing_key=f"{producer}.#") for producer in producers],
        durable=True,
        queue_arguments={
            "x-queue-type": "quorum",
            "x-single-active-consumer": True,
            "x-delivery-limit": DELIVERY_LIMIT,
            "x-dead-letter-exchange": DEAD.name,
        },
    )


def open_connection(url: str) -> kombu.Connection:
    """A fresh connection, or an error soon."""
    timeouts = {"read_timeout": 15, "write_timeout": 15}
    connection = kombu.Connection(url, connect_timeout=3, heartbeat=10, transport_options=timeouts)
    # Not connect(): after a refusal that sleeps for two seconds.
    connection.ensure_connection(max_retries=1, interval_start=0, interval_step=0)
    return connection


def drop(connection: kombu.Connection) -> None:
    """Forget a connection. Without the closing handshake, which a blocked broker never answers."""
    try:
        connection.collect()
    except BROKEN:
        return


def breathe(connection: kombu.Connection, seconds: float) -> bool:
    """Take one frame, waiting so long for it; False when none came. Heartbeats are only seen and sent here."""
    try:
        connection.drain_events(timeout=seconds)
    except TimeoutError:
        connection.heartbeat_check()
        return False
    return True
