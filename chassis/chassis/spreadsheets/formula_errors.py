"""Finds cells that calamine reads as empty though they are not: #N/A, #REF!, and formulas not calculated yet.

Programs write the latter; Excel calculates them when it opens and saves the file. Read as empty, a value would be
lost unseen.
"""

import re
from collections.abc import Iterator
from posixpath import join, normpath
from typing import IO
from zipfile import ZipFile

from defusedxml.ElementTree import parse

CHUNK = 1024 * 1024
ERROR_CELL = re.compile(rb"""<(?:\w+:)?c\s(?=[^>]*\bt=["']e["'])[^>]*?\br=["']([A-Z]+\d+)["']""")
# A formula that gave an empty text has t="str" and is none of these.
UNCALCULATED_CELL = re.compile(
    rb"""<(?:\w+:)?c\s(?![^>]*\bt=["']str["'])[^>]*?\br=["']([A-Z]+\d+)["'][^>]*>\s*"""
    rb"""<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*"""
    rb"""(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</"""
)
WORKBOOK = "xl/workbook.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"


def error_cells(archive: ZipFile, sheet: str, most: int = 10) -> list[str]:
    """The places (B7) of the first such cells in the named sheet. KeyError when there is no such sheet."""
    found: list[bytes] = []
    with archive.open(_part_of(archive, sheet)) as part:
        for cells in _whole_cells(part):
            # Most sheets have neither, and two plain searches see that sooner than the expressions.
            if b'="e"' in cells or b"='e'" in cells:
                found += ERROR_CELL.findall(cells)
            if b"<f" in cells or b":f" in cells:
                found += UNCALCULATED_CELL.findall(cells)
            if len(found) >= most:
                break
    return [place.decode() for place in found[:most]]


def _whole_cells(part: IO[bytes]) -> Iterator[bytes]:
    """The sheet in pieces that end between two cells."""
    rest = b""
    while chunk := part.read(CHUNK):
        piece, mark, tail = (rest + chunk).rpartition(b"<c")
        rest = mark + tail
        yield piece
    yield rest


def _part_of(archive: ZipFile, sheet: str) -> str:
    """From a sheet's name by its relation to the part of the zip that holds it."""
    # Some programs spell the parts in other cases or with backslashes; calamine reads them all the same.
    parts = {name.replace("\\", "/").lower(): name for name in archive.namelist()}
    with archive.open(parts[WORKBOOK]) as workbook, archive.open(parts[RELATIONS]) as relations:
        targets = {relation.get("Id"): relation.get("Target", "") for relation in parse(relations).getroot()}
        for element in parse(workbook).iter():
            if element.tag.endswith("}sheet") and element.get("name") == sheet:
                # The attribute is r:id, in one of two namespaces (transitional and strict).
                key = next(value for name, value in element.items() if name.endswith("}id"))
                return parts[normpath(join("xl", targets[key])).lstrip("/").lower()]
    raise KeyError(sheet)
