"""List = total = export (N10): whoever exports a list gets what the list shows them, row for row, and nothing else."""

import io
import zipfile

import pytest
from openpyxl import load_workbook

from chassis.exports.lists import listing_of
from chassis.runtime.installation import installed_services
from chassis.system import system_operations
from tests.bad_input.operations import plausible
from tests.permissions.asking import OPERATIONS
from tests.permissions.words import found_in
from tests.permissions.world import ROLES

NAMES = {
    f"GET /{service.name}{each.path}": each.name
    for service in installed_services()
    for each in (*service.operations, *system_operations())
    if listing_of(each)
}
LISTS = [each for each in OPERATIONS if str(each) in NAMES and "/system/" not in each.template]
"""Not those of jobs and of the audit trail: an export adds to them."""


def asked_of(world, operation):
    """The query of the list without its page."""
    query = plausible({"type": "object", **operation.query}, {**world.known, **world.records["mate"]})
    return {name: str(value) for name, value in query.items()}


def exported(world, operation, role):
    """The job of an export, or the problem document of a refusal."""
    body = {"operation": NAMES[str(operation)], "query": asked_of(world, operation)}
    return world.send("POST", f"/{operation.service}/system/exports", body, by=role)


def rows_shown(page):
    return page["items"] if "items" in page else page["rows"]


@pytest.mark.parametrize("operation", LISTS, ids=str)
def test_an_export_holds_what_the_list_shows(world, operation):
    wrong = []
    paging = {
        name: value for name, value in (("limit", "200"), ("total", "true")) if name in operation.query["properties"]
    }
    seen, jobs = {}, {}
    for role in ROLES:
        seen[role] = world.send("GET", operation.template, query=asked_of(world, operation) | paging, by=role)
        jobs[role] = exported(world, operation, role)
    world.settle()
    for role in ROLES:
        wrong += [f"{role}: {each}" for each in compared(world, operation, role, seen[role], jobs[role])]
    assert not wrong, "\n".join(wrong)


def compared(world, operation, role, shown, started):
    if shown.status != 200:
        if started.status != shown.status:
            yield f"the list answers {shown.status}, its export {started}"
        return
    rows = rows_shown(shown.document)
    total = shown.document.get("total") or {}
    whole = total["count"] if shown.document.get("next") else len(rows)
    if "count" in total and "items" in shown.document and total["count"] != whole:
        yield f"{len(rows)} rows, but the total counts {total['count']}"
    job = world.get(f"/{operation.service}/system/jobs/{started.document['id']}", by=role)
    file = world.send("GET", f"/{operation.service}/system/jobs/{job['id']}/file", by=role)
    content = b"".join(read_parts(file.body))
    if (count := load_workbook(io.BytesIO(file.body)).active.max_row - 1) != whole:
        yield f"{whole} rows on the screen, {count} in the workbook"
    if not shown.document.get("next") and (beyond := found_in(content) - found_in(shown.body)):
        yield f"the workbook tells {sorted(beyond)}, the screen does not"
    for other in ("stranger", "administrator"):
        if (
            other != role
            and world.send("GET", f"/{operation.service}/system/jobs/{job['id']}/file", by=other).status < 400
        ):
            yield f"{other} may fetch the file"


def read_parts(workbook):
    with zipfile.ZipFile(io.BytesIO(workbook)) as parts:
        for name in parts.namelist():
            if name.endswith(".xml"):
                yield parts.read(name)
