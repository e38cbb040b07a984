"""One database per service: SQLite in the embedded runtime, PostgreSQL in the distributed one."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from typing import Any

import orjson
from sqlalchemy import Engine, create_engine, event, make_url
from sqlalchemy.orm import Session, sessionmaker

from chassis.access.scope import install_scope_filter
from chassis.model.records import Owned

POSTGRES_TIMEOUTS = "-c statement_timeout=30000 -c lock_timeout=10000 -c idle_in_transaction_session_timeout=60000"
SQLITE_BUSY_SECONDS = 30
SQLITE_PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "cache_size=-1000")
"""Durable at each commit; a small cache, because every connection has its own and the system keeps the pages anyway."""


def to_json(value: Any) -> str:
    """JSON text for documents kept in the database."""
    return orjson.dumps(value, default=str).decode()


class Database:
    """Opens sessions for reading and for writing; all sessions obey their reach (chassis.access.scope)."""

    def __init__(self, url: str, owned_classes: Sequence[type[Owned]] = (), pool_size: int = 10):
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.engine = _sqlite_engine(url, pool_size) if self.is_sqlite else _postgres_engine(url, pool_size)
        # SQLite allows one writer at a time: waiting for a lock in the process is fair, its busy handler is not.
        self._writer = threading.Lock() if self.is_sqlite else nullcontext()
        session_class = type("ServiceSession", (Session,), {})
        install_scope_filter(session_class, owned_classes)
        self._sessions: sessionmaker[Session] = sessionmaker(
            self.engine, class_=session_class, expire_on_commit=False, autoflush=True
        )

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that sees one state of the database; afterwards nothing is kept, what was loaded can be read."""
        with self._sessions() as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A session in one write transaction: committed at the end of the block, rolled back by any exception."""
        with self._writer, self._sessions() as session:
            session.connection(execution_options={"writes": True})
            yield session
            session.commit()

    def dispose(self) -> None:
        self.engine.dispose()


def _sqlite_engine(url: str, pool_size: int) -> Engine:
    engine = create_engine(
        url,
        json_serializer=to_json,
        json_deserializer=orjson.loads,
        hide_parameters=True,  # what people entered stays out of logs
        pool_size=pool_size,
        max_overflow=50,
        connect_args={"check_same_thread": False, "timeout": SQLITE_BUSY_SECONDS},
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # transactions begin where we say, not where the driver guesses
        for pragma in SQLITE_PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _postgres_engine(url: str, pool_size: int) -> Engine:
    return create_engine(
        url,
        json_serializer=to_json,
        json_deserializer=orjson.loads,
        hide_parameters=True,  # what people entered stays out of logs
        pool_size=pool_size,
        max_overflow=pool_size,
        pool_pre_ping=True,
        pool_timeout=10,
        connect_args={"connect_timeout": 5, "options": POSTGRES_TIMEOUTS},
    )
