"""Dumping and loading one database: SQLite's backup API, PostgreSQL's pg_dump and pg_restore."""

import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, make_url
from sqlalchemy.engine import URL

from backup.snapshots.errors import ForeignBackup

TIMEOUT = 3600


def dump_database(connection: Connection, snapshot: str, target: Path) -> None:
    """Write what the connection's snapshot sees to a file."""
    if connection.dialect.name == "sqlite":
        _dump_sqlite(connection, target)
    else:
        url = connection.engine.url
        _run(["pg_dump", "--format=custom", "--no-owner", f"--snapshot={snapshot}", f"--file={target}", _dsn(url)])


def load_database(source: Path, url: str) -> None:
    """Fill an empty database from a dump."""
    target = make_url(url)
    if target.get_backend_name() == "sqlite":
        shutil.copyfile(source, str(target.database))
    else:
        _run(
            [
                "pg_restore",
                "--no-owner",
                "--exit-on-error",
                "--single-transaction",
                f"--dbname={_dsn(target)}",
                str(source),
            ]
        )


def engine_name(url: str) -> str:
    """'sqlite' or 'postgresql': dumps go back to the engine they came from."""
    return make_url(url).get_backend_name()


def _dump_sqlite(connection: Connection, target: Path) -> None:
    raw = connection.connection.driver_connection
    assert isinstance(raw, sqlite3.Connection)
    # The backup runs inside the read transaction of the snapshot, so it copies that moment while others go on writing.
    with closing(sqlite3.connect(target)) as copy:
        raw.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")


def _run(command: list[str]) -> None:
    program = shutil.which(command[0]) or _in_postgres_folder(command[0])
    done = subprocess.run([program, *command[1:]], capture_output=True, text=True, timeout=TIMEOUT, check=False)
    if done.returncode:
        raise ForeignBackup(what=f"{command[0]}: {done.stderr.strip().splitlines()[-1] if done.stderr else 'failed'}")


def _in_postgres_folder(name: str) -> str:
    """Debian keeps some of PostgreSQL's programs off the path."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    if not found:
        raise ForeignBackup(what=f"{name} is not installed")
    return str(found[-1])


def _dsn(url: URL) -> str:
    return url.set(drivername="postgresql").render_as_string(hide_password=False)
