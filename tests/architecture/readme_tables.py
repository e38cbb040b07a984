"""Reading the five tables of a service's README, and holding them against the code."""

import re
from collections.abc import Iterator

from chassis.imports import import_operations
from chassis.service import Service
from chassis.system import system_operations, system_reactions

HEADINGS = ("owns", "operation", "publishes", "consumes", "setting")
OPERATION = re.compile(r"\b(GET|POST|PUT|PATCH|DELETE)`?\s*\|?\s*`?(/[^\s`|]*)")
EVENT = re.compile(r"\b[a-z]+\.[a-z_]+\.v\d+\b")
Tables = dict[str, list[str]]


def differences(service: Service, text: str) -> list[str]:
    """Whatever a README says otherwise than the code; empty when they agree."""
    tables = tables_of(text)
    missing = [f"no table of {heading}" for heading in HEADINGS if heading not in tables]
    return [*missing, *_of_operations(service, tables), *_of_events(service, tables)]


def tables_of(text: str) -> Tables:
    """The rows of each table by the heading that its first cell, or the section above it, begins with."""
    found: Tables = {}
    section, name = "", None
    for line in text.splitlines():
        if line.startswith("#"):
            section = line.lstrip("# ")
        if not line.startswith("|"):
            name = None
        elif name is None:
            name = _heading(section) or _heading(line.strip("| ")) or "other"
            found.setdefault(name, [])
        elif not re.fullmatch(r"[|\s:-]+", line):
            found[name].append(line)
    return found


def _of_operations(service: Service, tables: Tables) -> Iterator[str]:
    """Operations of the chassis, which every service has, need not be written, but may be."""
    operations = (*service.operations, *import_operations(service.imports))
    declared = {(each.method, each.path): each.scope for each in operations}
    system = {(each.method, each.path) for each in system_operations()}
    written = {found.groups(): row for row in tables.get("operation", ()) if (found := OPERATION.search(row))}
    yield from (f"left out: {' '.join(key)}" for key in declared.keys() - written.keys())
    yield from (f"does not exist: {' '.join(key)}" for key in written.keys() - declared.keys() - system)
    for key in declared.keys() & written.keys():
        scope = declared[key]
        if scope and not re.search(rf"(?<![\w.]){re.escape(scope)}(?![\w.])", written[key]):
            yield f"another scope than {scope}: {' '.join(key)}"


def _of_events(service: Service, tables: Tables) -> Iterator[str]:
    """What the chassis takes in for every service need not be written, but may be."""
    publishes = {each.type for each in service.publishes}
    consumes = {each.event for each in service.reactions}
    optional = {each.event for each in system_reactions(service)}
    for heading, events, allowed in (("publishes", publishes, set()), ("consumes", consumes, optional)):
        written = {found for row in tables.get(heading, ()) for found in EVENT.findall(row)}
        yield from (f"left out: {heading} {event}" for event in events - written)
        yield from (f"does not exist: {heading} {event}" for event in written - events - allowed)


def _heading(text: str) -> str | None:
    return next((heading for heading in HEADINGS if text.strip().lower().startswith(heading)), None)
