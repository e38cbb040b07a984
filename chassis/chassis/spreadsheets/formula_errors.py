"""Finds cells that show #N/A or #REF!: calamine reads them as empty, and a value would be lost unseen."""

import re
from posixpath import join, normpath
from zipfile import ZipFile

from defusedxml.ElementTree import parse

CHUNK = 1024 * 1024
ERROR_CELL = re.compile(rb"""<(?:\w+:)?c\s(?=[^>]*\st=["']e["'])[^>]*?\br=["']([A-Z]+\d+)["']""")
WORKBOOK = "xl/workbook.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"


def error_cells(archive: ZipFile, sheet: str, most: int = 10) -> list[str]:
    """The places (B7) of the first cells with an error in the named sheet. KeyError when there is no such sheet."""
    found: list[str] = []
    rest = b""
    with archive.open(_part_of(archive, sheet)) as part:
        while len(found) < most and (chunk := part.read(CHUNK)):
            # What follows the last '<' may be half a cell: it waits for the next chunk.
            text, mark, tail = (rest + chunk).rpartition(b"<")
            rest = mark + tail
            if b'="e"' in text or b"='e'" in text:
                found += [place.decode() for place in ERROR_CELL.findall(text)]
    return found[:most]


def _part_of(archive: ZipFile, sheet: str) -> str:
    """From a sheet's name by its relation to the part of the zip that holds it."""
    with archive.open(WORKBOOK) as workbook, archive.open(RELATIONS) as relations:
        targets = {relation.get("Id"): relation.get("Target") for relation in parse(relations).getroot()}
        for element in parse(workbook).iter():
            if element.tag.endswith("}sheet") and element.get("name") == sheet:
                # The attribute is r:id, in one of two namespaces (transitional and strict).
                key = next(value for name, value in element.items() if name.endswith("}id"))
                return normpath(join("xl", targets[key])).lstrip("/")
    raise KeyError(sheet)
