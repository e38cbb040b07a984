"""The near side of the worker: starts it, waits, and takes its rows."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict
from tempfile import TemporaryFile
from typing import IO

from chassis.spreadsheets.errors import broken
from chassis.spreadsheets.table import Limits, Record

# -P keeps the current directory off the child's import path. A fresh interpreter instead of a fork, because forking is
# unsafe from threads, and Celery's daemons may not have multiprocessing children.
COMMAND = [sys.executable, "-P", "-m", "chassis.spreadsheets.worker"]


def workbook_records(data: bytes, limits: Limits) -> Iterator[Record]:
    """The filled rows of an .xlsx. Raises BrokenFile; RuntimeError if the worker itself cannot start."""
    # Files, not pipes: nothing can fill up and block, whatever kind of thread waits.
    with TemporaryFile() as source, TemporaryFile() as result, TemporaryFile() as complaint:
        source.write(data)
        source.seek(0)
        status = _run(source, result, complaint, limits)
        result.seek(0)
        if result.readline() != b"[]\n":
            complaint.seek(0)
            raise RuntimeError(f"the spreadsheet worker did not start: {complaint.read().decode(errors='replace')}")
        if status:
            # A signal is the kernel enforcing a limit; another status is the parser giving up on the file.
            raise broken("too_heavy" if status < 0 else "not_a_workbook")
        for line in result:
            yield _record(json.loads(line))


def _run(source: IO[bytes], result: IO[bytes], complaint: IO[bytes], limits: Limits) -> int:
    command = [*COMMAND, json.dumps(asdict(limits))]
    with subprocess.Popen(command, stdin=source, stdout=result, stderr=complaint) as process:
        try:
            # The limit is on processor time; a busy machine may take longer for it, but not for ever.
            return process.wait(timeout=3 * limits.seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            raise broken("too_heavy") from None


def _record(message: dict | list) -> Record:
    if isinstance(message, dict):
        raise broken(message["broken"], **message["details"])
    number, cells = message
    return number, cells
