"""What must always hold of the reminders, and the numbers they offer to checks across services."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from notification.customers.model import Customer
from notification.reminders import deliveries
from notification.reminders.kinds import KINDS, SALES
from notification.reminders.model import Reminder


def one_reminder_per_source(session: Session) -> Iterator[str]:
    """Nobody is reminded twice of one thing."""
    key = (Reminder.kind, Reminder.source_id)
    for kind, source_id, count in session.execute(select(*key, func.count()).group_by(*key).having(func.count() > 1)):
        yield f"{count} reminders {kind} of {source_id}"


def closed_for_a_reason(session: Session) -> Iterator[str]:
    """What is no longer open says why and since when, and what is open does not."""
    is_open = Reminder.state == "open"
    unexplained = ~is_open & or_(Reminder.reason.is_(None), Reminder.closed_at.is_(None))
    contradictory = is_open & or_(Reminder.reason.is_not(None), Reminder.closed_at.is_not(None))
    for reminder in session.scalars(select(Reminder).where(or_(unexplained, contradictory))):
        yield f"reminder {reminder.id} is {reminder.state} with the reason {reminder.reason!r}"


def nothing_done_is_open(session: Session) -> Iterator[str]:
    """Nobody is reminded of money that was paid or goods that were delivered; each kind is on its side."""
    for reminder in session.scalars(select(Reminder).where(Reminder.state == "open")):
        kind = KINDS[reminder.kind]
        if reminder.side != kind.side:
            yield f"reminder {reminder.id} of kind {kind.name} is on the side {reminder.side}"
        if kind.aged and (reminder.amount or Decimal(0)) <= 0:
            yield f"reminder {reminder.id} is open, but nothing is owed"
        if kind.name == "delivery_due" and not deliveries.left(reminder.details):
            yield f"reminder {reminder.id} is open, but everything is delivered"


def with_the_present_owner(session: Session) -> Iterator[str]:
    """Open reminders about a customer belong to the customer's present owner."""
    strayed = or_(Reminder.owner_id != Customer.owner_id, Reminder.org_path != Customer.org_path)
    statement = select(Reminder.id).join(Customer, Customer.id == Reminder.party_id)
    for reminder_id in session.scalars(statement.where(Reminder.side == SALES, Reminder.state == "open", strayed)):
        yield f"reminder {reminder_id} does not belong to the present owner of its customer"


def open_counts(session: Session) -> dict[str, Any]:
    """How many reminders of each kind are open, as texts; kinds without any are left out."""
    statement = select(Reminder.kind, func.count()).where(Reminder.state == "open").group_by(Reminder.kind)
    return {kind: str(count) for kind, count in session.execute(statement)}
