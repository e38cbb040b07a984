"""From the bytes of an uploaded file to a table of texts (F86)."""

from pathlib import PurePath

from chassis.spreadsheets.delimited import csv_records
from chassis.spreadsheets.errors import broken
from chassis.spreadsheets.table import MEBIBYTE, Limits, Table, assemble
from chassis.spreadsheets.workbook import workbook_records

DEFAULT_LIMITS = Limits()


def read_table(data: bytes, filename: str, limits: Limits = DEFAULT_LIMITS) -> Table:
    """Reads the first visible sheet of an .xlsx, or a .csv. Every cell is stripped text, as cells.text_of says.

    Raises BrokenFile, before anything is parsed where that can be seen from outside.
    """
    suffix = PurePath(filename).suffix.lower()
    if suffix not in (".xlsx", ".csv"):
        raise broken("file_type")
    if not data.strip():
        raise broken("file_empty")
    if len(data) > limits.file_bytes:
        raise broken("file_too_large", limit=limits.file_bytes // MEBIBYTE)
    return assemble(workbook_records(data, limits) if suffix == ".xlsx" else csv_records(data), limits)
