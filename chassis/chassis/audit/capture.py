"""Collecting the changes of audited records while a session flushes them."""

from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import event, inspect
from sqlalchemy.orm import ORMExecuteState, Session

from chassis.model.records import Audited

Change = dict[str, Any]
"""An audit entry without its place in the chain: who, what record, which action, and field -> [old, new] as text."""


def watch(session: Session, who: Callable[[], dict[str, Any]]) -> list[Change]:
    """From now on every flush of the session, and every bulk statement, adds its changes to the returned list.

    `who` is asked at each flush: within one transaction a consumer acts for the actors of several events.
    """
    changes: list[Change] = []

    @event.listens_for(session, "before_flush")
    def collect(flushing: Session, _context: Any, _instances: Any) -> None:
        found = list(_changes_in(flushing))
        changes.extend(who() | change for change in found)

    @event.listens_for(session, "do_orm_execute")
    def collect_bulk(state: ORMExecuteState) -> Any:
        from chassis.audit.bulk import bulk_change

        change = None if state.is_select else bulk_change(state)
        if change is None:
            return None
        result: Any = state.invoke_statement()
        if result.rowcount != 0:
            changes.append(who() | change)
        return result

    return changes


def _changes_in(session: Session) -> Iterator[Change]:
    for action, records in (("create", session.new), ("update", session.dirty), ("delete", session.deleted)):
        for record in records:
            if not isinstance(record, Audited):
                continue
            changed = _changed_fields(record, action)
            if changed:
                identity = {"entity": type(record).__name__, "record_id": _identity(record)}
                yield {**identity, "action": action, "changes": changed}


def _changed_fields(record: Audited, action: str) -> dict[str, list[Any]]:
    state = inspect(record)
    assert state is not None
    keys = [attribute.key for attribute in state.mapper.column_attrs if attribute.key not in record.__audit_ignore__]
    if action == "create":
        return {key: [None, as_text(state.dict[key])] for key in keys if state.dict.get(key) is not None}
    if action == "delete":
        return {key: [as_text(state.dict[key]), None] for key in keys if state.dict.get(key) is not None}
    return {key: change for key in keys if key in state.committed_state and (change := _change(state, key))}


def _change(state: Any, key: str) -> list[Any] | None:
    history = state.attrs[key].history
    if not history.has_changes():
        return None
    return [as_text(values[0]) if values else None for values in (history.deleted, history.added)]


def _identity(record: Any) -> str:
    return "/".join(str(part) for part in inspect(record).mapper.primary_key_from_instance(record))


def as_text(value: Any) -> Any:
    """A value as the trail keeps it: JSON's own kinds as they are, everything else as its text."""
    return value if value is None or isinstance(value, bool | int | str | list | dict) else str(value)
