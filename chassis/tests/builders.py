"""Parcels for tests, and a host that comes back to life on the same database."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, text

from chassis.model import uuid7
from chassis.service import Host
from chassis.testing import Caller, ServiceUnderTest

_codes = count(1)


def a_parcel(**more: Any) -> dict[str, Any]:
    """The body of a registration."""
    return {"id": str(uuid7()), "code": f"P{next(_codes):05d}", "title": "茶杯", "value": "12.50", **more}


def registered(caller: Caller, **more: Any) -> dict[str, Any]:
    parcel: dict[str, Any] = caller.post("/parcels", a_parcel(**more))
    return parcel


def reborn(running: ServiceUnderTest) -> Host:
    """The service started again on the same database, remembering nothing: as after a crash."""
    old = running.host
    old.close()
    host = Host(
        old.service,
        old.database.url.render_as_string(hide_password=False),
        verifier=old.verifier,
        signer=old.signer,
        files=old.files,
        anchors=old.trail.anchors.path.parent,
        clock=old.clock,
    )
    host.read_log, host.enqueue = old.read_log, old.enqueue
    host.start()
    running.host = host
    return host


@contextmanager
def database_gone(running: ServiceUnderTest) -> Iterator[None]:
    """Within the block the service's database cannot be reached."""
    database = running.host.database
    database.dispose()
    with _file_gone(Path(database.url.database)) if database.is_sqlite else _closed(database.url.database):
        yield


@contextmanager
def _file_gone(file: Path) -> Iterator[None]:
    away = file.rename(file.with_suffix(".away"))
    file.mkdir()
    try:
        yield
    finally:
        file.rmdir()
        away.rename(file)


@contextmanager
def _closed(name: str) -> Iterator[None]:
    with create_engine(os.environ["ZHANGGUI_TEST_POSTGRES"], isolation_level="AUTOCOMMIT").connect() as server:
        server.execute(text(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false'))
        server.execute(text(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"))
        try:
            yield
        finally:
            server.execute(text(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true'))
