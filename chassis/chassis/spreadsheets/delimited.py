"""CSV as Excel, WPS and databases write it."""

import csv
import io
from collections.abc import Iterator

from chassis.spreadsheets.errors import broken
from chassis.spreadsheets.table import Record

# GB18030 holds GBK and GB2312, which Chinese Excel writes by default.
ENCODINGS = ("utf-8-sig", "gb18030")
DELIMITERS = (",", ";", "\t")


def csv_records(data: bytes) -> Iterator[Record]:
    """Each record with its number; a record with line breaks in quotes counts once, as in Excel. Raises BrokenFile."""
    text = _decoded(data)
    line = 1
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
        for number, cells in enumerate(reader, start=1):
            line = reader.line_num
            yield number, [cell.strip() for cell in cells]
    except csv.Error as error:
        raise broken("broken_csv", line=line) from error


def _decoded(data: bytes) -> str:
    if b"\0" in data:
        raise broken("not_text")
    for encoding in ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise broken("not_text")


def _delimiter(text: str) -> str:
    """The one that cuts the header into most cells; the comma when none does."""
    first = text.lstrip("\r\n")
    return max(DELIMITERS, key=lambda mark: len(next(csv.reader(io.StringIO(first, newline=""), delimiter=mark), [])))
