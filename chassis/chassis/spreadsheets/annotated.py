"""Workbooks for people: exports, and the bad rows of an import."""

import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from chassis.spreadsheets.mapping import REASON
from chassis.spreadsheets.table import Table

Value = str | bool | int | Decimal | date | datetime | None

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
ILLEGAL_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
ESCAPE_LOOKALIKE = re.compile(
    "_(?=x[0-9A-Fa-f]{4}_)"
)  # a workbook spells signs as _x000D_; such text of our own is escaped
NOT_IN_TITLE = re.compile(r"[\[\]:*?/\\']")
LONGEST_TEXT = 32_767
LONGEST_TITLE = 31
MOST_ROWS = 1_048_576
EXACT_DIGITS = 15
FIRST_DAY = date(1900, 3, 1)  # Excel believes in a 29 February 1900, and in nothing before that year
WIDEST = 60


def write_workbook(title: str, headers: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """One sheet as .xlsx: header bold and frozen, exact numbers as numbers, dates as dates, all other text as text.

    A text is never a formula; what XML cannot hold is removed; a text beyond Excel's 32,767 signs ends in '…'.
    Numbers beyond 15 digits and dates before March 1900, which Excel would change, are written as text.
    Raises TypeError for a float or a time with a zone (convert it to company time first), ValueError for NaN
    and for too many rows.
    """
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet(NOT_IN_TITLE.sub(" ", _clean(title)).strip()[:LONGEST_TITLE] or "Sheet1")
    sheet.freeze_panes = "A2"
    for position, header in enumerate(headers, start=1):
        sheet.column_dimensions[get_column_letter(position)].width = min(WIDEST, 4 + 2 * len(header))
    bold = Font(bold=True)
    with closing(sheet):
        sheet.append([_text(sheet, header, bold) for header in headers])
        for count, row in enumerate(rows, start=2):
            if count > MOST_ROWS:
                raise ValueError(f"a sheet holds {MOST_ROWS} rows at most")
            sheet.append([_cell(sheet, value) for value in row])
    result = BytesIO()
    workbook.save(result)
    return result.getvalue()


def annotate(table: Table, bad: Mapping[int, str]) -> bytes:
    """An .xlsx of the bad rows alone (row number to reason), each with its reason in the last column (F86).

    Corrected in place it can be imported as it is. Raises ValueError for a row number that the table does not have.
    """
    unknown = bad.keys() - {row.number for row in table.rows}
    if unknown:
        raise ValueError(f"the table has no rows {sorted(unknown)}")
    headers = [header for header in table.headers if header != REASON]
    rows = ([*(row.values[h] for h in headers), bad[row.number]] for row in table.rows if row.number in bad)
    return write_workbook("错误行 Errors", [*headers, REASON], rows)


def _cell(sheet: Any, value: Value) -> object:
    match value:
        case None | bool():
            return value
        case str():
            return _text(sheet, value)
        case int() | Decimal():
            return _number(sheet, Decimal(value))
        case datetime() if value.tzinfo:
            raise TypeError("a workbook knows no time zones")
        case date():
            return _date(sheet, value)
    raise TypeError(f"{type(value).__name__} has no exact form in a workbook")


def _text(sheet: Any, value: str, font: Font | None = None) -> object:
    text = _clean(value)
    if not font and not text.startswith(FORMULA_STARTS):
        return text
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    cell.quotePrefix = text.startswith(FORMULA_STARTS)
    if font:
        cell.font = font
    return cell


def _clean(value: str) -> str:
    text = ESCAPE_LOOKALIKE.sub("_x005F_", ILLEGAL_IN_XML.sub("", value))
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1] + "…"


def _number(sheet: Any, value: Decimal) -> object:
    _, digits, exponent = value.as_tuple()
    if not isinstance(exponent, int):
        raise ValueError(f"{value} is no number")
    if max(len(digits) + exponent, len(digits), -exponent) > EXACT_DIGITS:
        return _text(sheet, format(value, "f"))
    return _formatted(sheet, value, "#,##0." + "0" * -exponent if exponent < 0 else "0")


def _date(sheet: Any, value: date) -> object:
    moment = isinstance(value, datetime)
    if (value.date() if isinstance(value, datetime) else value) < FIRST_DAY:
        return value.isoformat()
    return _formatted(sheet, value, "yyyy-mm-dd hh:mm:ss" if moment else "yyyy-mm-dd")


def _formatted(sheet: Any, value: Any, number_format: str) -> object:
    cell = WriteOnlyCell(sheet, value)
    cell.number_format = number_format
    return cell
