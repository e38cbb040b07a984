"""Keeping reminders in step with their sources: open, move, clear. Reactions call this and nothing else."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select

from chassis.operations import Context
from notification import events
from notification.reminders.kinds import KINDS
from notification.reminders.model import Reminder


@dataclass(frozen=True)
class Owner:
    """Who has to see to something, and where that person belongs."""

    id: UUID
    org_path: str


@dataclass(frozen=True)
class Source:
    """What a reminder is about, as its source tells it now. `amount` is in company currency, None for no money."""

    kind: str
    id: UUID
    owner: Owner
    due_on: date
    party_id: UUID | None = None
    party_name: str = ""
    amount: Decimal | None = None
    version: int = 0
    details: dict[str, Any] = field(default_factory=dict)


def find_reminder(ctx: Context, kind: str, source_id: UUID) -> Reminder | None:
    """The reminder of a source, whatever its state."""
    return ctx.session.scalars(select(Reminder).filter_by(kind=kind, source_id=source_id)).one_or_none()


def follow(ctx: Context, source: Source, known: Reminder | None = None) -> Reminder:
    """Open the reminder of a source, or bring it up to date. `known` saves looking it up."""
    reminder = known or find_reminder(ctx, source.kind, source.id)
    if reminder is None:
        reminder = ctx.add(_new(source))
    elif reminder.follow(source.due_on):
        _tell_cleared(ctx, reminder, "moved")
    reminder.owner_id, reminder.org_path = source.owner.id, source.owner.org_path
    reminder.party_id, reminder.party_name = source.party_id, source.party_name
    reminder.amount, reminder.source_version, reminder.details = source.amount, source.version, source.details
    return reminder


def clear(ctx: Context, reminder: Reminder | None, reason: str) -> None:
    """Nothing is to be done any more. A source that was never a reminder, or is cleared already, is no matter."""
    if reminder is None or reminder.state == "cleared":
        return
    was_open = reminder.state == "open"
    reminder.clear(reason, ctx.now())
    if was_open:
        _tell_cleared(ctx, reminder, reason)


def dismiss(ctx: Context, reminder: Reminder, reason: str) -> None:
    """A person says no, with a reason; raises NotDismissible, IllegalTransition."""
    reminder.dismiss(reason, ctx.principal.id, ctx.now())
    _tell_cleared(ctx, reminder, reason)


def _new(source: Source) -> Reminder:
    return Reminder(
        kind=source.kind,
        side=KINDS[source.kind].side,
        source_id=source.id,
        due_on=source.due_on,
        state="open",
        source_version=source.version,
    )


def _tell_cleared(ctx: Context, reminder: Reminder, reason: str) -> None:
    ctx.record(
        events.ReminderCleared,
        reminder.id,
        reminder_id=reminder.id,
        kind=reminder.kind,
        owner_id=reminder.owner_id,
        reason=reason,
    )
