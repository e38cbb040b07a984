"""Collecting the changes of audited records while a session flushes them."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import event, inspect
from sqlalchemy.orm import Session

from chassis.model.records import Audited

Change = tuple[str, str, str, dict[str, list[Any]]]
"""entity, record id, action (create, update, delete), and field -> [old, new] as text."""


def watch(session: Session) -> list[Change]:
    """From now on every flush of the session adds its changes to the returned list."""
    changes: list[Change] = []

    @event.listens_for(session, "before_flush")
    def collect(flushing: Session, _context: Any, _instances: Any) -> None:
        changes.extend(_changes_in(flushing))

    return changes


def _changes_in(session: Session) -> Iterator[Change]:
    for action, records in (("create", session.new), ("update", session.dirty), ("delete", session.deleted)):
        for record in records:
            if not isinstance(record, Audited):
                continue
            changed = _changed_fields(record, action)
            if changed:
                yield type(record).__name__, _identity(record), action, changed


def _changed_fields(record: Audited, action: str) -> dict[str, list[Any]]:
    state = inspect(record)
    assert state is not None
    keys = [attribute.key for attribute in state.mapper.column_attrs if attribute.key not in record.__audit_ignore__]
    if action == "create":
        return {key: [None, _text(state.dict[key])] for key in keys if state.dict.get(key) is not None}
    if action == "delete":
        return {key: [_text(state.dict[key]), None] for key in keys if state.dict.get(key) is not None}
    return {key: change for key in keys if key in state.committed_state and (change := _change(state, key))}


def _change(state: Any, key: str) -> list[Any] | None:
    history = state.attrs[key].history
    if not history.has_changes():
        return None
    return [_text(history.deleted[0]) if history.deleted else None, _text(history.added[0]) if history.added else None]


def _identity(record: Any) -> str:
    return str(record.id)


def _text(value: Any) -> Any:
    return value if value is None or isinstance(value, bool | int | str | list | dict) else str(value)
