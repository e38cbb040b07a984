"""Sending a list to the service that takes it, and waiting for what becomes of it."""

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chassis.spreadsheets import BrokenFile, Table, read_table
from zhanggui.client import Client, Refused


@dataclass(frozen=True)
class Outcome:
    """The counts of an import, and the workbook of its bad rows."""

    result: dict[str, Any]
    bad_rows: bytes | None


def import_kinds(client: Client) -> dict[str, str]:
    """What can be imported, and by which service: read off the OpenAPI document."""
    paths = client.get("/openapi.json")["paths"]
    parts = [path.split("/") for path in paths if "/imports/" in path]
    return {part[-1]: part[3] for part in parts}


def import_file(
    client: Client,
    service: str,
    kind: str,
    filename: str,
    content: bytes,
    constants: Mapping[str, str] | None = None,
    mapping: Mapping[str, str] | None = None,
    *,
    dry_run: bool = False,
) -> Outcome:
    """Upload, wait, and fetch the bad rows; raises Refused when the file as a whole is refused."""
    job = client.upload(
        f"/{service}/imports/{kind}",
        content,
        filename=filename,
        dry_run=str(dry_run).lower(),
        constants=json.dumps(dict(constants or {})),
        mapping=json.dumps(dict(mapping or {})),
    )
    ended = client.wait_for_job(service, job["id"])
    bad = client.download(f"/{service}/system/jobs/{job['id']}/file") if ended["result"].get("file") else None
    return Outcome(ended["result"], bad)


def joined_lines(documents: Path, lines: Path) -> tuple[str, bytes]:
    """Documents and their lines from two files as one table, joined by the column that both have."""
    head, body = _table(documents), _table(lines)
    shared = [name for name in head.headers if name in body.headers]
    if len(shared) != 1:
        raise Refused(f"{documents.name} and {lines.name} must share exactly one column, not {shared or 'none'}")
    key = shared[0]
    by_key = {row.values[key]: row.values for row in head.rows}
    text = io.StringIO()
    writer = csv.DictWriter(text, [*head.headers, *(name for name in body.headers if name != key)])
    writer.writeheader()
    for row in body.rows:
        if row.values[key] not in by_key:
            raise Refused(f"{lines.name}, row {row.number}: there is no {key} {row.values[key]} in {documents.name}")
        writer.writerow(by_key[row.values[key]] | row.values)
    return f"{documents.stem}.csv", text.getvalue().encode()


def _table(path: Path) -> Table:
    try:
        return read_table(path.read_bytes(), path.name)
    except BrokenFile as broken:
        raise Refused(f"{path.name}: {broken.zh} / {broken.en}") from None
