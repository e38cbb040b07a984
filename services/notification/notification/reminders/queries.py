"""The read side of reminders: what is open for the reader, seen from a day."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select

from chassis.access import names_of
from chassis.operations import Context, operation
from notification.reminders import schemas
from notification.reminders.counting import counted
from notification.reminders.kinds import KINDS, PERSONAL, PURCHASING, SALES
from notification.reminders.model import NOBODY, Reminder
from notification.reminders.stages import bucket_of, days_overdue, due_between, stage_of

SORTS = {"due_on": Reminder.due_on}


@operation(
    "GET",
    "/reminders",
    title=("提醒列表", "Reminders"),
    scope="notification.reminder.read",
    query=schemas.ReminderQuery,
    response=schemas.ReminderPage,
)
def list_reminders(ctx: Context, **query: Any) -> dict[str, Any]:
    """What concerns customers, and the reader's own tasks; oldest due day first."""
    return _page(ctx, SALES, **query)


@operation(
    "GET",
    "/reminders/counts",
    title=("提醒汇总", "Reminders counted"),
    scope="notification.reminder.read",
    query=schemas.AsOf,
    response=schemas.Counts,
)
def count_reminders(ctx: Context, as_of: date | None) -> dict[str, Any]:
    """Counts and amounts per kind and stage, for the workbench (F70, F78)."""
    return _counts(ctx, SALES, as_of or ctx.today())


@operation(
    "GET",
    "/purchasing-reminders",
    title=("采购提醒列表", "Purchasing reminders"),
    scope="notification.purchasing_reminder.read",
    query=schemas.ReminderQuery,
    response=schemas.ReminderPage,
)
def list_purchasing_reminders(ctx: Context, **query: Any) -> dict[str, Any]:
    """What concerns suppliers and stock; oldest due day first."""
    return _page(ctx, PURCHASING, **query)


@operation(
    "GET",
    "/purchasing-reminders/counts",
    title=("采购提醒汇总", "Purchasing reminders counted"),
    scope="notification.purchasing_reminder.read",
    query=schemas.AsOf,
    response=schemas.Counts,
)
def count_purchasing_reminders(ctx: Context, as_of: date | None) -> dict[str, Any]:
    """Counts and amounts per kind and stage, for the purchaser's workbench (F46, F76)."""
    return _counts(ctx, PURCHASING, as_of or ctx.today())


def on_side(ctx: Context, side: str) -> ColumnElement[bool]:
    """One side's reminders of what the person may see at its source, too; personal ones come with those of sales, and
    for their owner alone (not for superiors)."""
    shown = Reminder.kind.in_([name for name, kind in KINDS.items() if ctx.principal.data_scope(kind.shows)])
    if side == PURCHASING:
        # The low stock of a product nobody has bought yet is every purchaser's: the reach grows by that one owner.
        ctx.session.info["reach"] = replace(ctx.reach, owners=(*ctx.reach.owners, NOBODY))
        return shown & (Reminder.side == PURCHASING)
    return shown & or_(Reminder.side == side, (Reminder.side == PERSONAL) & (Reminder.owner_id == ctx.principal.whose))


def views(ctx: Context, reminders: Sequence[Reminder], as_of: date) -> list[dict[str, Any]]:
    """Reminders as they stand on a day, with the names of their owners."""
    names = names_of(ctx.session, {each.owner_id for each in reminders})
    return [_view(each, as_of) | {"owner_name": names.get(each.owner_id, "")} for each in reminders]


def _view(reminder: Reminder, as_of: date) -> dict[str, Any]:
    kind = KINDS[reminder.kind]
    shown = {name: getattr(reminder, name) for name in schemas.ReminderView._declared_fields if hasattr(reminder, name)}
    return shown | {
        "titles": {"zh": reminder.title(0), "en": reminder.title(1)},
        "source_kind": kind.source,
        "stage": stage_of(reminder.due_on, as_of),
        "days_overdue": days_overdue(reminder.due_on, as_of),
        "bucket": bucket_of(reminder.due_on, as_of) if kind.aged else None,
        "dismissible": kind.dismissible,
    }


def _page(
    ctx: Context,
    side: str,
    kind: str | None,
    stage: str | None,
    party_id: UUID | None,
    owner_id: UUID | None,
    as_of: date | None,
    **query: Any,
) -> dict[str, Any]:
    day = as_of or ctx.today()
    wanted = {"kind": kind, "party_id": party_id, "owner_id": owner_id}
    given = {name: value for name, value in wanted.items() if value is not None}
    statement = select(Reminder).where(on_side(ctx, side), Reminder.state == "open").filter_by(**given)
    if stage:
        statement = statement.where(Reminder.due_on.between(*due_between(stage, day)))
    page = ctx.page(statement, SORTS, "due_on", query, amount=func.coalesce(func.sum(Reminder.amount), 0))
    return page | {"items": views(ctx, page["items"], day)}


def _counts(ctx: Context, side: str, day: date) -> dict[str, Any]:
    found = (Reminder.kind, Reminder.due_on, func.count(), func.coalesce(func.sum(Reminder.amount), 0))
    statement = select(*found).where(on_side(ctx, side), Reminder.state == "open")
    return counted(ctx.session.execute(statement.group_by(Reminder.kind, Reminder.due_on)).all(), day)
