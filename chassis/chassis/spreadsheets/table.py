"""A table as a person sees it: headers, and rows of texts with the numbers Excel shows beside them."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from chassis.spreadsheets.errors import broken

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """How much a file may cost. `ratio`: unpacked by packed size. `seconds`, `memory_bytes`: the parser's own."""

    file_bytes: int = 20 * MEBIBYTE
    unpacked_bytes: int = 200 * MEBIBYTE
    ratio: int = 200
    entries: int = 1_000
    rows: int = 200_000
    columns: int = 200
    cells: int = 5_000_000
    seconds: int = 60
    memory_bytes: int = 1024 * MEBIBYTE


@dataclass(frozen=True, slots=True)
class Row:
    """One row; `number` is Excel's. Every header has a text, which may be empty."""

    number: int
    values: dict[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    headers: list[str]
    rows: list[Row]


Record = tuple[int, list[str]]


def assemble(records: Iterable[Record], limits: Limits) -> Table:
    """Makes the first filled record the header and drops empty rows. Raises BrokenFile."""
    filled = _filled(records, limits.columns)
    header = next(filled, None)
    if header is None:
        raise broken("no_header")
    body = list(islice(filled, limits.rows + 1))
    if len(body) > limits.rows:
        raise broken("too_many_rows", limit=limits.rows)
    columns = _columns(header[1], body)
    if len(columns) * len(body) > limits.cells:
        raise broken("too_many_cells", limit=limits.cells)
    return Table([name for _, name in columns], [_row(record, columns) for record in body])


def _filled(records: Iterable[Record], most: int) -> Iterator[Record]:
    for number, cells in records:
        while cells and not cells[-1]:
            cells.pop()
        if len(cells) > most:
            raise broken("too_many_columns", limit=most)
        if cells:
            yield number, cells


def _columns(header: list[str], body: list[Record]) -> list[tuple[int, str]]:
    """Position and name of each column. One with values but no header is named by its letter, lest it be lost."""
    width = max([len(header), *(len(cells) for _, cells in body)])
    names = header + [""] * (width - len(header))
    unnamed = {at for at, name in enumerate(names) if not name}
    used = {at for at in unnamed if any(at < len(cells) and cells[at] for _, cells in body)}
    columns = [
        (at, name or f"{letter(at)} 列 / Column {letter(at)}") for at, name in enumerate(names) if name or at in used
    ]
    twice = [name for name, times in Counter(name for _, name in columns).items() if times > 1]
    if twice:
        raise broken("duplicate_header", names=", ".join(twice))
    return columns


def _row(record: Record, columns: list[tuple[int, str]]) -> Row:
    number, cells = record
    return Row(number, {name: cells[at] if at < len(cells) else "" for at, name in columns})


def letter(position: int) -> str:
    """Excel's name of a column counted from 0: A, Z, AA."""
    name = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
