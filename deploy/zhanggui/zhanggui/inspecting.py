"""Looking at what an installation has kept, before it is started: whatever is wrong is said, and nothing is touched."""

import os
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from joserfc.errors import JoseError
from sqlalchemy.exc import DatabaseError

from chassis.access import load_signer, load_verifier
from chassis.database.migrations import unknown_revisions
from chassis.model import Unauthenticated
from chassis.runtime.layout import Layout
from chassis.service import Service
from zhanggui.client import Refused


def inspect_installation(layout: Layout, services: Sequence[Service]) -> None:
    """Raises Refused for a key, a database or a folder that this version cannot work with; an empty place is fine."""
    _refuse_read_only(layout)
    kept = [service for service in services if _holds_something(_file(layout, service.name))]
    if any(layout.keys.glob("*.json")):
        for service in kept:
            _refuse_lost_key(layout.keys, service.name)
    for service in kept:
        _refuse_unreadable(layout, service)
    _refuse_lost_events(layout, [service.name for service in kept])


def _file(layout: Layout, name: str) -> Path:
    return layout.databases / f"{name}.sqlite"


def _holds_something(file: Path) -> bool:
    """A first start that was killed leaves files of no bytes: those are filled by the next one."""
    return file.exists() and file.stat().st_size > 0


def _refuse_read_only(layout: Layout) -> None:
    for place in (layout.keys, layout.files, layout.databases, layout.backups, *layout.databases.glob("*.sqlite")):
        if place.exists() and not os.access(place, os.W_OK):
            raise Refused(f"{place} must be writable")


def _refuse_lost_key(folder: Path, name: str) -> None:
    try:
        load_verifier(folder).verify(load_signer(folder, name).own_token())
    except (OSError, ValueError, JoseError, Unauthenticated):
        advice = "put it back, or remove the whole folder: the next start makes new keys"
        raise Refused(f"the key pair of {name} in {folder} is missing or broken; {advice}") from None


def _refuse_unreadable(layout: Layout, service: Service) -> None:
    file = _file(layout, service.name)
    try:
        unknown = unknown_revisions(service, layout.sqlite_url(service.name))
    except DatabaseError as error:
        raise Refused(f"the database {file} cannot be read: {error.orig}; restore a backup") from None
    if unknown:
        found = ", ".join(sorted(unknown))
        raise Refused(f"the database {file} was written by a newer version ({found}); install that version")


def _refuse_lost_events(layout: Layout, names: Sequence[str]) -> None:
    """A consumer cannot have read more than there is: the producer's database was lost, or replaced by an older one."""
    positions = {name: _positions(_file(layout, name)) for name in names}
    for consumer, (_head, cursors) in positions.items():
        for producer, position in cursors.items():
            head = positions.get(producer, (0, {}))[0]
            if position > head:
                raise Refused(
                    f"{consumer} has read {position} events of {producer}, whose database {_file(layout, producer)} "
                    f"holds {head}: it was lost or replaced; restore a backup"
                )


def _positions(file: Path) -> tuple[int, dict[str, int]]:
    """The head of a database's log, and its cursors in the logs of others."""
    with closing(sqlite3.connect(file)) as database:
        [head] = database.execute("SELECT coalesce(max(event_position), 0) FROM ledger_head").fetchone()
        return head, dict(database.execute("SELECT producer, position FROM cursor").fetchall())
