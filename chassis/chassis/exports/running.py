"""The job behind an export."""

from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

from chassis.access import Person
from chassis.audit import note
from chassis.clock import local_date
from chassis.exports.lists import Query, Reader, find_listing
from chassis.imports.running import WORKBOOK
from chassis.jobs import JobWork, job
from chassis.model import Forbidden
from chassis.spreadsheets import write_workbook
from chassis.words import words_of

EXPORT = "export"
STEP = 5000
"""Rows after which the progress is told."""


@job(EXPORT)
def run_export(work: JobWork, operation: str, query: Query, language: str) -> dict[str, Any]:
    """Writes the list as the person who asked may see it, by the rights of that moment.

    Refused when the person has left meanwhile. After a crash it begins again: nothing of it was kept.
    """
    _refuse_who_left(work)
    host = work.host
    listing = find_listing(host, operation)
    reader = Reader(host, work.principal, listing, query)
    total = reader.count()
    columns = listing.columns(work.principal.hidden)
    words, zone = words_of(host.service.words), ZoneInfo(host.zone)
    rows = ([column.value(row, language, zone) for column in columns] for row in _told(work, reader, total))
    title = listing.declared.title[0 if language == "zh" else 1]
    content = write_workbook(title, [column.title(words, language) for column in columns], rows)
    name = f"{title}-{local_date(host.clock.now(), host.zone):%Y%m%d}.xlsx"
    file = {"digest": host.files.put(content), "name": name, "content_type": WORKBOOK}
    with work.step(progress=work.progress, total=work.progress) as context:
        note(context, "export", "Export", work.id, operation=operation, query=query, rows=work.progress)
    return {"rows": work.progress, "file": file}


def _told(work: JobWork, reader: Reader, total: int) -> Iterator[dict[str, Any]]:
    """The rows; after some thousands of them the job's row says how far it has come."""
    count = 0
    for count, row in enumerate(reader.rows(), start=1):
        if count % STEP == 0:
            _tell(work, count, total)
        yield row
    _tell(work, count, max(count, total))


def _tell(work: JobWork, progress: int, total: int) -> None:
    with work.step(progress=progress, total=total):
        pass


def _refuse_who_left(work: JobWork) -> None:
    with work.step(progress=0) as context:
        person: Any = context.session.get(Person, work.principal.id)
        if person is not None and not person.active:
            raise Forbidden
