"""Looks at the zip around a workbook before anything unpacks it."""

import zipfile
import zlib
from typing import IO
from xml.sax import SAXException
from xml.sax.handler import ContentHandler

from defusedxml.common import DefusedXmlException
from defusedxml.expatreader import DefusedExpatParser

from chassis.spreadsheets.errors import broken
from chassis.spreadsheets.table import MEBIBYTE, Limits

OLE_MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")  # old .xls, and every workbook with a password
CHUNK = 64 * 1024
XML_SUFFIXES = (".xml", ".rels", ".vml")


def check_archive(data: IO[bytes], limits: Limits) -> None:
    """Refuses what is no zip, unpacks to too much, or declares a document type. Raises BrokenFile."""
    magic = data.read(len(OLE_MAGIC))
    data.seek(0)
    if magic == OLE_MAGIC:
        raise broken("locked_or_old")
    try:
        with zipfile.ZipFile(data) as archive:
            _check_sizes(archive.infolist(), limits)
            for entry in archive.infolist():
                if entry.filename.lower().endswith(XML_SUFFIXES):
                    with archive.open(entry) as part:
                        _check_prolog(part)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError, zlib.error) as damage:
        # The ways in which zipfile says: damaged, unknown method, encrypted, truncated, not there, impossible offset.
        raise broken("not_a_workbook") from damage
    data.seek(0)


def _check_sizes(entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    # Small parts compress well without harm; only a large one can be a bomb.
    bombs = [e for e in entries if e.file_size > MEBIBYTE and e.file_size > limits.ratio * max(e.compress_size, 1)]
    if len(entries) > limits.entries or unpacked > limits.unpacked_bytes or bombs:
        raise broken("suspicious_archive")


class _RootReached(Exception):
    pass


class _StopAtRoot(ContentHandler):
    def startElement(self, name: str, attrs: object) -> None:
        raise _RootReached


def _check_prolog(part: IO[bytes]) -> None:
    """Reads up to the root element: a document type can stand nowhere else."""
    parser = DefusedExpatParser(forbid_dtd=True)
    parser.setContentHandler(_StopAtRoot())
    try:
        while chunk := part.read(CHUNK):
            parser.feed(chunk)
    except _RootReached:
        return
    except DefusedXmlException as refused:
        raise broken("document_type") from refused
    except SAXException as damage:
        raise broken("not_a_workbook") from damage
