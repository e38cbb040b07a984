"""What a backup says of itself: versions, positions, row counts and checksums of every part."""

import hashlib
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, inspect

FORMAT = 1


def describe_database(connection: Connection) -> dict[str, Any]:
    """Positions, cursors, schema and row counts of one database, as its snapshot sees them."""
    head = connection.exec_driver_sql("SELECT event_position, audit_position, audit_hash FROM ledger_head").one()
    cursors = connection.exec_driver_sql("SELECT producer, position FROM cursor").all()
    revisions = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalars()
    return {
        "engine": connection.dialect.name,
        "schema": sorted(revisions),
        "events": head[0],
        "audit": {"position": head[1], "hash": head[2]},
        "cursors": dict(tuple(row) for row in cursors),
        "rows": count_rows(connection),
    }


def count_rows(connection: Connection) -> dict[str, int]:
    """Rows per table."""
    tables = sorted(inspect(connection).get_table_names())
    quote = connection.dialect.identifier_preparer.quote
    return {table: connection.exec_driver_sql(f"SELECT count(*) FROM {quote(table)}").scalar_one() for table in tables}


def sha256_of(path: Path) -> str:
    """The checksum of a file, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def cursors_ahead(databases: dict[str, Any]) -> list[str]:
    """Cursors beyond the head that they follow: a consistent cut has none (I8)."""
    return [
        f"{consumer} is at {position} of {producer}, whose log ends at {databases[producer]['events']}"
        for consumer, state in databases.items()
        for producer, position in state["cursors"].items()
        if producer in databases and position > databases[producer]["events"]
    ]
