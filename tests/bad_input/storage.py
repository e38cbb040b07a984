"""Whether anything changed: the content of every table of every service's database."""

import hashlib
import sqlite3
from pathlib import Path

MOVING = frozenset({"sign_in", "described_service", "attempt_count", "failed_sign_in", "device_refusal", "client_use"})
"""When a session was last used, what a sibling last said of itself, who has shown a wrong password or was turned
away: that is written by whoever asks, also in vain."""

REFUSALS_APART = {
    "audit_entry": "SELECT * FROM audit_entry WHERE action NOT IN ('refused', 'factor_failed')",
    "ledger_head": "SELECT event_position FROM ledger_head",
}
"""That somebody asked for more than the roles grant, or showed a wrong code, is on record: nothing else may grow."""


class Storage:
    """Looks at the SQLite files of an installation from outside, through connections of its own."""

    def __init__(self, folder: Path):
        files = sorted(folder.glob("*.sqlite"))
        self._connections = {
            file.stem: sqlite3.connect(f"file:{file}?mode=ro", uri=True, check_same_thread=False) for file in files
        }
        self._seen: dict[str, int] = {}
        self._digests: dict[str, dict[str, str]] = {}

    def close(self) -> None:
        for connection in self._connections.values():
            connection.close()

    def contents(self) -> dict[str, str]:
        """A digest of each table, `service.table`. SQLite says cheaply whether anybody has committed."""
        for service, connection in self._connections.items():
            version = connection.execute("PRAGMA data_version").fetchone()[0]
            if self._seen.get(service) != version:
                self._digests[service] = _digests(service, connection)
                self._seen[service] = version
        return {table: digest for digests in self._digests.values() for table, digest in digests.items()}

    def rows_with(self, column: str, identity: str) -> list[str]:
        """The tables in which some row has this identity in that column."""
        written = identity.replace("-", "")
        return [
            f"{service}.{table}"
            for service, connection in self._connections.items()
            for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
            if column in {row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')}
            and connection.execute(f'SELECT 1 FROM "{table}" WHERE {column} = ?', (written,)).fetchone()
        ]

    def changed(self, before: dict[str, str]) -> list[str]:
        """The tables that are no longer as they were."""
        return [table for table, digest in self.contents().items() if before.get(table) != digest]


def _digests(service: str, connection: sqlite3.Connection) -> dict[str, str]:
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
    kept = [name for (name,) in tables if name not in MOVING and not name.startswith("sqlite_")]
    return {f"{service}.{name}": _digest(connection, name) for name in kept}


def _digest(connection: sqlite3.Connection, table: str) -> str:
    digest = hashlib.sha256()
    for row in connection.execute(REFUSALS_APART.get(table, f'SELECT * FROM "{table}"')):
        digest.update(repr(row).encode())
    return digest.hexdigest()
