"""Reads one workbook from standard input in a process of its own; its argument is the limits as JSON.

Whatever a hostile file does to the parser, it does to this process, which the kernel stops at its limits.
Writes JSON lines: [] once ready, then [row number, texts] for each filled row, or {"broken": code, "details": {}}.
"""

import json
import resource
import sys
import zlib
from collections.abc import Iterator
from io import BytesIO
from itertools import islice
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from chassis.spreadsheets.archive import check_archive
from chassis.spreadsheets.cells import text_of
from chassis.spreadsheets.errors import BrokenFile, broken
from chassis.spreadsheets.formula_errors import error_cells
from chassis.spreadsheets.table import Limits, Record


def confine(limits: Limits) -> None:
    """Hands the limits to the kernel; the written result may be a few times the unpacked file at most."""
    _limit(resource.RLIMIT_AS, limits.memory_bytes)
    _limit(resource.RLIMIT_CPU, limits.seconds)
    _limit(resource.RLIMIT_FSIZE, 4 * limits.unpacked_bytes)
    _limit(resource.RLIMIT_CORE, 0)


def _limit(kind: int, most: int) -> None:
    _, hard = resource.getrlimit(kind)
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(kind, (most, hard))


def read_records(data: bytes, limits: Limits) -> Iterator[Record]:
    """The filled rows of the first visible sheet. Raises BrokenFile."""
    check_archive(BytesIO(data), limits)
    try:
        with CalamineWorkbook.from_filelike(BytesIO(data)) as workbook:
            visible = [
                sheet.name
                for sheet in workbook.sheets_metadata
                if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible
            ]
            if not visible:
                raise broken("no_sheet")
            _check_formulas(data, visible[0])
            sheet = workbook.get_sheet_by_name(visible[0])
            indent = [""] * (sheet.start[1] if sheet.start else 0)
            for number, cells in enumerate(sheet.iter_rows(), start=1):
                texts = [text_of(cell) for cell in cells]
                if any(texts):
                    yield number, indent + texts
    except CalamineError as damage:
        raise broken("not_a_workbook") from damage


def _check_formulas(data: bytes, sheet: str) -> None:
    try:
        with ZipFile(BytesIO(data)) as archive:
            places = error_cells(archive, sheet)
    except (KeyError, BadZipFile, ParseError, zlib.error) as damage:
        raise broken("not_a_workbook") from damage
    if places:
        raise broken("error_cells", names=", ".join(places))


def main() -> None:
    limits = Limits(**json.loads(sys.argv[1]))
    confine(limits)
    print("[]", flush=True)
    try:
        # One header and one row too many are enough for the reader to see that there are too many.
        for record in islice(read_records(sys.stdin.buffer.read(), limits), limits.rows + 2):
            print(json.dumps(record))
    except BrokenFile as error:
        print(json.dumps({"broken": error.code, "details": error.details}))
    except MemoryError:
        print(json.dumps({"broken": "too_heavy", "details": {}}))


if __name__ == "__main__":
    main()
