"""Changes of audited records by one statement instead of record by record: they leave an entry, too (X9)."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import BindParameter, Column
from sqlalchemy.orm import ORMExecuteState
from sqlalchemy.sql import operators
from sqlalchemy.sql.elements import BinaryExpression
from sqlalchemy.sql.visitors import iterate

from chassis.audit.capture import Change, as_text
from chassis.model.records import Audited

EVERY = "*"
"""Stands for the record of a statement that concerns several; which ones, its conditions say."""


def bulk_change(state: ORMExecuteState) -> Change | None:
    """What an UPDATE or DELETE of audited records changes: the new values, and under `where` whose.

    The old values are not known.
    """
    if not (state.is_update or state.is_delete):
        return None
    statement: Any = state.statement
    mapper = state.bind_mapper
    entity = _audited(mapper.local_table if mapper is not None else statement.table)
    if entity is None:
        return None
    where = dict(_conditions(statement.whereclause))
    record = where.pop("id", EVERY)
    values = {} if state.is_delete else dict(_values(statement))
    changes = {name: [None, value] for name, value in values.items()} | ({"where": [None, where]} if where else {})
    action = "update" if state.is_update else "delete"
    return {"entity": entity, "record_id": str(record), "action": action, "changes": changes}


def _audited(table: Any, above: type[Any] = Audited) -> str | None:
    each: type[Any]
    for each in above.__subclasses__():
        if getattr(each, "__table__", None) is table:
            return each.__name__
        if (found := _audited(table, each)) is not None:
            return found
    return None


def _values(statement: Any) -> Iterator[tuple[str, Any]]:
    for column, value in (statement._values or {}).items():
        name = getattr(column, "key", column)
        if name not in Audited.__audit_ignore__:
            yield name, as_text(value.value) if isinstance(value, BindParameter) else str(value)


def _conditions(where: Any) -> Iterator[tuple[str, Any]]:
    """The columns that the statement compares with a value, or with a list of them."""
    for part in iterate(where) if where is not None else ():
        if not isinstance(part, BinaryExpression) or part.operator not in (operators.eq, operators.in_op):
            continue
        if isinstance(part.left, Column) and isinstance(part.right, BindParameter):
            given = part.right.value
            yield part.left.key, [as_text(each) for each in given] if isinstance(given, list) else as_text(given)
