"""The audit trail of a service, for people: searched, and verified (X9)."""

import re
from itertools import islice
from typing import Any
from uuid import UUID

from sqlalchemy import String, cast, select

from chassis.access import reach_of
from chassis.audit import AuditEntry, broken_links
from chassis.audit.trail import head_of
from chassis.model import Audited, Forbidden, Identified, NotFound, Owned
from chassis.operations import Context, operation
from chassis.system import audit_schemas as schemas
from chassis.system.discretion import entry_shown, may_open_entries, without_hidden_fields
from chassis.words import words_of

MOST_DAMAGES = 100
"""Damages that one answer names: whoever rewrote a million entries is found by the first."""


_ID = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
SORTS = {each.key: each for each in (AuditEntry.position, AuditEntry.occurred_at)}


@operation(
    "GET",
    "/system/audit",
    title=("变更记录", "Audit trail"),
    scope="system.audit.read",
    query=schemas.AuditQuery,
    response=schemas.AuditPage,
)
def search_audit(ctx: Context, actor: Any, since: Any, until: Any, text: Any, **query: Any) -> dict[str, Any]:
    """All entries, the newest first: of a record, of a person, of an action, of a time, with a text (X9)."""
    exactly = {name: query.pop(name) for name in ("entity", "record_id", "action", "operation", "device")}
    statement = select(AuditEntry).filter_by(**{name: value for name, value in exactly.items() if value is not None})
    if actor:
        named = AuditEntry.actor_name.contains(actor, autoescape=True)
        statement = statement.where(AuditEntry.actor_id == actor if _ID.fullmatch(actor) else named)
    if since:
        statement = statement.where(AuditEntry.occurred_at >= since)
    if until:
        statement = statement.where(AuditEntry.occurred_at < until)
    if text:
        if ctx.principal.hidden or not may_open_entries(ctx):
            raise Forbidden(field="text")  # what is found tells what is hidden
        statement = statement.where(cast(AuditEntry.changes, String).contains(text, autoescape=True))
    page = ctx.page(statement, SORTS, "-position", query)
    return _in_words(ctx, page, [entry_shown(ctx, each) for each in page["items"]])


@operation(
    "GET",
    "/system/history",
    title=("记录的变更历史", "History of a record"),
    scope="system.history.read",
    query=schemas.RecordQuery,
    response=schemas.AuditPage,
)
def read_history(ctx: Context, entity: str, record_id: str, **query: Any) -> dict[str, Any]:
    """Who changed a record, and what, for people who may see the record itself; without the fields their roles hide."""
    statement = select(AuditEntry).filter_by(entity=entity, record_id=record_id)
    page = ctx.page(statement, SORTS, "-position", query)
    if not _reaches(ctx, entity, record_id):
        raise NotFound(field="record_id")
    return _in_words(ctx, page, [without_hidden_fields(ctx, each) for each in page["items"]])


def _reaches(ctx: Context, entity: str, record_id: str) -> bool:
    """Whether the record is within the reach that the reader has by the function that shows records of its kind; of
    what nobody owns only those who reach all."""
    kinds = {each.class_.__name__: each.class_ for each in ctx.host.service.base.registry.mappers}
    kind = kinds.get(entity)
    if kind is None or not issubclass(kind, Audited) or not issubclass(kind, Identified) or kind.__shown_by__ is None:
        return False
    reach = reach_of(ctx.principal, kind.__shown_by__)
    if not issubclass(kind, Owned) and not reach.everything:
        return False
    ctx.session.info["reach"] = reach
    try:
        return ctx.session.scalar(select(kind.id).where(kind.id == UUID(record_id))) is not None
    except ValueError:
        return False


def _in_words(ctx: Context, page: dict[str, Any], items: list[Any]) -> dict[str, Any]:
    words = words_of(ctx.host.service.words)
    named = {each.entity for each in page["items"]} | {name for each in page["items"] for name in each.changes}
    return {**page, "items": items, "words": {name: list(words[name]) for name in named if name in words}}


@operation(
    "GET",
    "/system/audit/verification",
    title=("核验审计记录", "Verify the audit trail"),
    scope="system.check",
    query=schemas.VerifyQuery,
    response=schemas.Verified,
    deadline=60.0,
)
def verify_audit(ctx: Context, after: int, limit: int) -> dict[str, Any]:
    """Walks along a part of the trail; what was edited, deleted, inserted, reordered or cut is named (I10)."""
    head = head_of(ctx.session)
    entries = head.audit_position if head else 0
    damages = list(islice(broken_links(ctx.session, ctx.host.trail, after, limit), MOST_DAMAGES))
    return {"entries": entries, "next": after + limit if after + limit < entries else None, "damages": damages}
