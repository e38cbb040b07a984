"""Builds the files that people should not be able to hurt us with."""

import io
import zipfile
from collections.abc import Callable

from chassis.spreadsheets import write_workbook

SHEET = "xl/worksheets/sheet1.xml"


def a_workbook(*rows: list, headers: list[str] | None = None) -> bytes:
    return write_workbook("客户", headers or ["编号", "名称"], rows or [["C1", "宏远贸易"]])


def with_part(name: str, change: Callable[[bytes], bytes], workbook: bytes | None = None) -> bytes:
    """The workbook with one part of its zip rewritten."""
    result = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook or a_workbook())) as old,
        zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in old.infolist():
            part = old.read(entry)
            new.writestr(entry.filename, change(part) if entry.filename == name else part)
    return result.getvalue()


def with_cells(xml: str) -> bytes:
    """A workbook whose sheet holds exactly these rows of raw XML."""
    start, end = b"<sheetData>", b"</sheetData>"
    return with_part(SHEET, lambda part: part[: part.index(start)] + start + xml.encode() + part[part.index(end) :])


def with_doctype(encoding: str) -> bytes:
    doctype = '<!DOCTYPE worksheet [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    head = f'<?xml version="1.0" encoding="{encoding}"?>{doctype}'
    return with_part(SHEET, lambda part: (head + part.decode()).encode(encoding))
