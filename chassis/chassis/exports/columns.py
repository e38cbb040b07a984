"""The columns of a list: what its row's schema shows, in words, with values that a workbook can reckon with."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from marshmallow import Schema

from chassis.operations import fields
from chassis.spreadsheets.annotated import Value
from chassis.words import Words

_UNSEEN = ("version",)
_YES_NO = {"zh": {True: "是", False: "否"}, "en": {True: "yes", False: "no"}}


@dataclass(frozen=True)
class Column:
    """A field of a row, or of what is nested in it."""

    path: tuple[str, ...]
    field: Any

    def title(self, words: Words, language: str) -> str:
        """The header: the words for the field, and for what it is nested in; without any, its name."""
        index = 0 if language == "zh" else 1
        return " ".join(words[name][index] if name in words else name for name in self.path)

    def value(self, row: Mapping[str, Any], language: str, zone: ZoneInfo) -> Value:
        """The value in a row as the list would answer it."""
        content: Any = row
        for name in self.path:
            content = content.get(name) if isinstance(content, Mapping) else None
        return _value(self.field, content, language, zone)


def columns_of(row: Schema) -> list[Column]:
    """What a person can read of a row: no ids but its own, which comes last, no lists of further rows."""
    found = list(_columns(row, ()))
    own = [column for column in found if column.path == ("id",)]
    return [column for column in found if column.path != ("id",)] + own


def _columns(schema: Schema, above: tuple[str, ...]) -> Iterator[Column]:
    for name, declared in schema.fields.items():
        path = (*above, name)
        if isinstance(declared, fields.Nested):
            yield from _columns(declared.schema, path)
        elif path == ("id",) or not (
            isinstance(declared, fields.Id | fields.Dict) or _many(declared) or path[-1] in _UNSEEN
        ):
            yield Column(path, declared)


def _many(declared: Any) -> bool:
    return isinstance(declared, fields.List) and isinstance(declared.inner, fields.Nested)


def _value(field: Any, content: Any, language: str, zone: ZoneInfo) -> Value:
    if content is None or isinstance(content, bool):
        return None if content is None else _YES_NO[language][content]
    match field:
        case fields.Amount():
            return Decimal(content)
        case fields.Instant():
            return datetime.fromisoformat(content).astimezone(zone).replace(tzinfo=None, microsecond=0)
        case fields.LocalDate() | fields.Date():
            return date.fromisoformat(content)
    if isinstance(content, list):
        return "、".join(str(each) for each in content)
    if isinstance(content, float):
        return Decimal(str(content))
    return content if isinstance(content, int) else str(content)
