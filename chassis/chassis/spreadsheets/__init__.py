"""Spreadsheets in and out: read, map headers, check rows, hand the bad ones back with a reason, export (F86)."""

from chassis.spreadsheets.annotated import annotate, write_workbook
from chassis.spreadsheets.checking import BadRow, Checked, check_rows
from chassis.spreadsheets.errors import BrokenFile
from chassis.spreadsheets.mapping import REASON, Column, HeaderMap, map_headers
from chassis.spreadsheets.reading import read_table
from chassis.spreadsheets.table import Limits, Row, Table

__all__ = [
    "REASON",
    "BadRow",
    "BrokenFile",
    "Checked",
    "Column",
    "HeaderMap",
    "Limits",
    "Row",
    "Table",
    "annotate",
    "check_rows",
    "map_headers",
    "read_table",
    "write_workbook",
]
