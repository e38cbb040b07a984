"""Who runs the system needs to see that it runs, not what the company does: contents are left out."""

import re
from typing import TYPE_CHECKING, Any

from chassis.audit import AuditEntry
from chassis.inbox import ParkedEvent
from chassis.jobs import Job
from chassis.operations import Context
from chassis.operations.hiding import hidden_columns, trimmed
from chassis.system.functions import OPEN_AUDIT, OPEN_EVENTS, OPEN_JOBS

if TYPE_CHECKING:
    from chassis.service import Host

_KIND_OF_ERROR = re.compile(r"[A-Za-z_.]+")


def may_open(ctx: Context, job: Job) -> bool:
    """One's own results and files; those of others only with a function of its own."""
    return job.requested_by == ctx.principal.id or ctx.principal.data_scope(OPEN_JOBS) is not None


def job_shown(ctx: Context, job: Job) -> Any:
    """A job; of somebody else's only how far it is."""
    return job if may_open(ctx, job) else {**_plain(job), "result": {}, "error": _kind_of(job.error)}


def parked_shown(ctx: Context, parked: ParkedEvent) -> Any:
    """A parked event; without the right to read events only what kind of error holds it up."""
    if ctx.principal.data_scope(OPEN_EVENTS) is not None:
        return parked
    return {**_plain(parked), "error": _kind_of(parked.error)}


def entry_shown(ctx: Context, entry: AuditEntry) -> Any:
    """An entry of the audit trail without the fields that roles hide; of business records all or nothing is shown."""
    return without_hidden_fields(ctx, entry) if may_open_entries(ctx) else {**_plain(entry), "changes": {}}


def may_open_entries(ctx: Context) -> bool:
    """Whether somebody may see what was changed, beside that it was."""
    return not ctx.host.service.keeps_business or ctx.principal.data_scope(OPEN_AUDIT) is not None


def without_hidden_fields(ctx: Context, entry: AuditEntry) -> Any:
    """An entry without the fields that the reader's roles hide."""
    marks = hidden_columns(ctx.host.service.base).get(entry.entity, {})
    hidden = {name for name, mark in marks.items() if mark in ctx.principal.hidden}
    shown = {name: change for name, change in entry.changes.items() if name not in hidden}
    return entry if shown.keys() == entry.changes.keys() else {**_plain(entry), "changes": shown}


def event_shown(host: "Host", event: dict[str, Any], hidden: frozenset[str]) -> dict[str, Any]:
    """An event's envelope without hidden fields; nothing of the data when nobody knows any more what is in it."""
    if not hidden:
        return event
    schema = next((each for each in host.service.publishes if each.type == event["type"]), None)
    return {**event, "data": trimmed(host.event_schema(schema), event["data"], hidden) if schema else {}}


def _kind_of(error: str) -> str:
    found = _KIND_OF_ERROR.match(error)
    return found[0] if found else "…" if error else ""


def _plain(row: Any) -> dict[str, Any]:
    return {column.key: getattr(row, column.key) for column in row.__table__.columns}
