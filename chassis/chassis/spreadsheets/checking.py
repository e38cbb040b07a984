"""Checks each row with the same schema that the API uses, so that an import can do no more than a person."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from marshmallow import Schema, ValidationError

from chassis.spreadsheets.mapping import HeaderMap
from chassis.spreadsheets.table import Row, Table


@dataclass(frozen=True)
class BadRow:
    """A refused row; each error is (header as the file calls it, message), with no header for the row as a whole."""

    number: int
    errors: list[tuple[str, str]]

    @property
    def reason(self) -> str:
        """All errors in one line, for the annotated workbook."""
        return "; ".join(f"{column}: {message}" if column else message for column, message in self.errors)


@dataclass(frozen=True)
class Checked:
    """`good` are (Excel's row number, what the schema loaded)."""

    good: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    bad: list[BadRow] = field(default_factory=list)


def check_rows(table: Table, mapping: HeaderMap, schema: Schema) -> Checked:
    """Loads every row; an empty cell means that the key is absent (F86). A bad row never stops the others."""
    checked = Checked()
    for row in table.rows:
        try:
            checked.good.append((row.number, schema.load(_raw(row, mapping))))
        except ValidationError as refused:
            errors = [(_column(path, mapping), message) for path, message in _flattened(refused.messages)]
            checked.bad.append(BadRow(row.number, errors))
    return checked


def _raw(row: Row, mapping: HeaderMap) -> dict[str, str]:
    filled = {name: row.values[header] for header, name in mapping.names.items() if row.values[header]}
    return mapping.constants | filled


def _flattened(messages: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(messages, dict):
        for key, inner in messages.items():
            yield from _flattened(inner, path if key == "_schema" else (*path, str(key)))
    elif isinstance(messages, list):
        for inner in messages:
            yield from _flattened(inner, path)
    else:
        yield path, str(messages)


def _column(path: tuple[str, ...], mapping: HeaderMap) -> str:
    return ".".join((mapping.header_of(path[0]), *path[1:])) if path else ""
