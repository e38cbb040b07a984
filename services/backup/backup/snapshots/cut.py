"""One consistent cut over all databases: no cursor of any consumer can be ahead of the log that it follows.

Consumers are held for as long as it takes to open a snapshot in every database (milliseconds), by locking what their
cursors are written to; then everybody goes on, and the dumps are taken from the snapshots at leisure. If the backup
dies in between, its locks die with its connections.
"""

import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field

from sqlalchemy import Connection, Engine, create_engine, make_url
from sqlalchemy.pool import NullPool


@dataclass
class Cut:
    """Open snapshots, one connection per service; `held_ms` is how long consumption stood still."""

    connections: dict[str, Connection] = field(default_factory=dict)
    exported: dict[str, str] = field(default_factory=dict)
    held_ms: float = 0.0


@contextmanager
def consistent_cut(urls: Mapping[str, str]) -> Iterator[Cut]:
    """Snapshots of all databases (service -> URL) as they were at one moment; they stay open within the block."""
    cut = Cut()
    with ExitStack() as snapshots:
        engines = {service: _engine(url) for service, url in urls.items()}
        for engine in engines.values():
            snapshots.callback(engine.dispose)
        began = time.perf_counter()
        with ExitStack() as locks:
            for engine in engines.values():
                _hold(locks.enter_context(engine.connect()))
            for service, engine in engines.items():
                connection = snapshots.enter_context(engine.connect())
                cut.exported[service] = _open_snapshot(connection)
                cut.connections[service] = connection
        cut.held_ms = (time.perf_counter() - began) * 1000
        yield cut


def _engine(url: str) -> Engine:
    """An engine whose connections begin and end transactions only where we say."""
    driver_waits = {"timeout": 30} if make_url(url).get_backend_name() == "sqlite" else {}
    return create_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT", connect_args=driver_waits)


def _hold(connection: Connection) -> None:
    """Keep consumers from moving their cursors until the connection closes."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.exec_driver_sql("BEGIN")
        connection.exec_driver_sql("LOCK TABLE cursor IN SHARE MODE")


def _open_snapshot(connection: Connection) -> str:
    """Begin a transaction that sees this moment; answers PostgreSQL's name of it, for pg_dump."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN")
        connection.exec_driver_sql("SELECT count(*) FROM cursor").scalar()
        return ""
    connection.exec_driver_sql("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
    return str(connection.exec_driver_sql("SELECT pg_export_snapshot()").scalar_one())
