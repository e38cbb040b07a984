"""Which header of a file stands for which column of ours."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from chassis.spreadsheets.errors import broken

REASON = "原因 / Reason"  # the last column of an annotated workbook; it is never imported


@dataclass(frozen=True)
class Column:
    """A column of an import: its field in the schema, and what people call it in Chinese and English."""

    name: str
    aliases: tuple[str, ...] = ()
    required: bool = False


@dataclass(frozen=True)
class HeaderMap:
    """`names`: header to column. `constants`: column to one value for all rows. `ignored`: unknown headers."""

    names: dict[str, str]
    constants: dict[str, str] = field(default_factory=dict)
    ignored: tuple[str, ...] = ()

    def header_of(self, name: str) -> str:
        """The file's header for a column; the column's own name when the file has none."""
        return next((header for header, column in self.names.items() if column == name), name)


def map_headers(
    headers: Sequence[str],
    columns: Sequence[Column],
    override: Mapping[str, str] | None = None,
    constants: Mapping[str, str] | None = None,
) -> HeaderMap:
    """Matches headers by name and alias, whatever their case, width, spaces and punctuation (F86).

    `override` (header to column) wins over any match; `constants` (column to value) fill columns that the file lacks.
    Raises BrokenFile naming what is missing, ambiguous or unknown.
    """
    override, constants = dict(override or {}), dict(constants or {})
    known = {column.name for column in columns}
    _refuse("unknown_header", override.keys() - set(headers))
    _refuse("unknown_column", ({*override.values(), *constants} - known))
    names = _matched(headers, columns, override)
    claimed = _headers_by_column(names)
    _refuse("ambiguous_column", (f"{name} ← {', '.join(found)}" for name, found in claimed.items() if len(found) > 1))
    _refuse("constant_in_file", constants.keys() & claimed.keys())
    _refuse("missing_column", (_call(c) for c in columns if c.required and c.name not in {*claimed, *constants}))
    return HeaderMap(names, constants, tuple(h for h in headers if h not in names and h != REASON))


def normalised(header: str) -> str:
    """The letters and digits alone, in one width and case: '＊Customer_Code ' and 'customer code' are the same."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", header).casefold() if sign.isalnum())


def _matched(headers: Sequence[str], columns: Sequence[Column], override: Mapping[str, str]) -> dict[str, str]:
    meanings = _meanings(columns)
    names = {}
    for header in headers:
        name = override.get(header) or meanings.get(normalised(header))
        # A header that merely matches yields to one that a person has chosen for the same column.
        yields = header not in override and name in override.values()
        if name and header != REASON and not yields:
            names[header] = name
    return names


def _meanings(columns: Sequence[Column]) -> dict[str, str]:
    meanings: dict[str, str] = {}
    for column in columns:
        for word in {normalised(word) for word in (column.name, *column.aliases)}:
            if meanings.setdefault(word, column.name) != column.name:
                raise ValueError(f"'{word}' stands for both {meanings[word]} and {column.name}")
    return meanings


def _headers_by_column(names: Mapping[str, str]) -> dict[str, list[str]]:
    claimed: dict[str, list[str]] = defaultdict(list)
    for header, name in names.items():
        claimed[name].append(header)
    return claimed


def _call(column: Column) -> str:
    return column.aliases[0] if column.aliases else column.name


def _refuse(code: str, names: Iterable[str]) -> None:
    if found := sorted(names):
        raise broken(code, names="; ".join(found))
