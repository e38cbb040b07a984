"""Fields that roles hide: left out of every answer, refused as a way to sort, to filter or to set (F91, X8).

A field is marked where it is declared: `metadata={"hide": "cost"}` in schemas, `info={"hide": "cost"}` on columns.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from marshmallow import Schema as MarshmallowSchema
from sqlalchemy import inspect
from sqlalchemy.orm import DeclarativeBase

from chassis.model.errors import Forbidden
from chassis.operations import fields

HIDE = "hide"
_trimmed: dict[tuple[type, frozenset[str]], Any] = {}


class HiddenField(Forbidden):
    """Sorting or filtering by a field tells its values as well as showing it does."""

    code = "hidden_field"
    zh = "您的角色不能使用字段“{name}”"
    en = "Your roles hide the field '{name}'"


def without_hidden(schema: Any, hidden: frozenset[str]) -> Any:
    """The schema without the fields marked for any of the hidden marks, at any depth."""
    if not hidden:
        return schema
    key = (type(schema), hidden)
    if key not in _trimmed:
        excluded = list(_hidden_paths(schema, hidden))
        _trimmed[key] = type(schema)(exclude=excluded)
    return _trimmed[key]


def refuse_hidden(schema: MarshmallowSchema, sent: Mapping[str, Any], hidden: Collection[str]) -> None:
    """Raises HiddenField when something was sent for a field, at any depth, that the sender may not see."""
    if not hidden:
        return
    for name, declared in schema.fields.items():
        value = sent.get(declared.data_key or name)
        if value is None:
            continue
        if declared.metadata.get(HIDE) in hidden:
            raise HiddenField(field=name, name=name)
        inner = getattr(declared, "inner", declared)
        for each in value if isinstance(value, list) else (value,):
            if isinstance(inner, fields.Nested) and isinstance(each, Mapping):
                refuse_hidden(inner.schema, each, hidden)


def refuse_hidden_column(column: Any, name: str, hidden: Collection[str]) -> None:
    """Raises HiddenField when a list is to be sorted by a column that is hidden."""
    if column.info.get(HIDE) in hidden:
        raise HiddenField(field="sort", name=name)


def trimmed(schema: MarshmallowSchema, document: Any, hidden: Collection[str]) -> Any:
    """What was dumped by the schema before, such as the data of an event, without what is hidden."""
    if not hidden or not isinstance(document, dict):
        return document
    shown = {}
    by_key = {declared.data_key or name: declared for name, declared in schema.fields.items()}
    for name, value in document.items():
        declared = by_key.get(name)
        if declared is None or declared.metadata.get(HIDE) in hidden:
            continue
        inner = getattr(declared, "inner", None) or getattr(declared, "value_field", None) or declared
        shown[name] = _trimmed_value(inner, value, hidden) if isinstance(inner, fields.Nested) else value
    return shown


def hidden_columns(base: type[DeclarativeBase]) -> dict[str, dict[str, str]]:
    """The marks of columns by class and attribute: {"Product": {"cost": "cost"}}. The audit trail is trimmed by it."""
    found: dict[str, dict[str, str]] = {}
    for mapper in base.registry.mappers:
        marks = {each.key: each.columns[0].info[HIDE] for each in mapper.column_attrs if HIDE in each.columns[0].info}
        if marks:
            found[inspect(mapper.class_).class_.__name__] = marks
    return found


def _trimmed_value(nested: Any, value: Any, hidden: Collection[str]) -> Any:
    if isinstance(value, list):
        return [trimmed(nested.schema, each, hidden) for each in value]
    return trimmed(nested.schema, value, hidden)


def _hidden_paths(schema: Any, hidden: frozenset[str]) -> Iterator[str]:
    for name, declared in schema.fields.items():
        if declared.metadata.get(HIDE) in hidden:
            yield name
            continue
        nested = getattr(declared, "inner", None) or getattr(declared, "value_field", None) or declared
        if not hasattr(nested, "schema"):
            continue
        paths = list(_hidden_paths(nested.schema, hidden))
        if isinstance(declared, fields.Dict) and paths:
            yield name  # marshmallow cannot trim inside a mapping: rather all of it is hidden than one field shown
        else:
            yield from (f"{name}.{path}" for path in paths)
