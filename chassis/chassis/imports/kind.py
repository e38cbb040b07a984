"""What can be imported: columns with their aliases, a schema for a row, and what a row does (F86)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from marshmallow import Schema

from chassis.spreadsheets import Column

Apply = Callable[..., str]
"""(context, row) -> "created", "updated" or "unchanged"; with `group_by` it takes the list of rows of one group."""

OUTCOMES = ("created", "updated", "unchanged")


@dataclass(frozen=True)
class ImportKind:
    """One kind of list that people bring along. `scope` is the function an importer needs.

    `apply` uses the same rules as the screen does and raises their RuleErrors; a refused row (or group) changes
    nothing, and is handed back with the reason. With `group_by` the rows that share this column come together.
    """

    name: str
    title: tuple[str, str]
    scope: str
    columns: tuple[Column, ...]
    schema: type[Schema]
    apply: Apply
    group_by: str | None = None

    def groups(self, rows: list[tuple[int, dict[str, Any]]]) -> list[list[tuple[int, dict[str, Any]]]]:
        """The rows in the order of the file, those of one group together."""
        if self.group_by is None:
            return [[row] for row in rows]
        found: dict[Any, list[tuple[int, dict[str, Any]]]] = {}
        for number, row in rows:
            found.setdefault(row[self.group_by], []).append((number, row))
        return list(found.values())
