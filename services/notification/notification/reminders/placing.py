"""Reminders that belong to a person and not to a customer go where the person goes."""

from uuid import UUID

from sqlalchemy import update

from chassis.operations import Context
from notification.reminders.kinds import SALES
from notification.reminders.model import Reminder


def move_person(ctx: Context, person_id: UUID, org_path: str) -> None:
    """Purchasing and personal reminders follow their owner's place; those of customers follow the crm."""
    theirs = (Reminder.owner_id == person_id, Reminder.side != SALES, Reminder.state == "open")
    statement = update(Reminder).where(*theirs, Reminder.org_path != org_path)
    ctx.session.execute(statement.values(org_path=org_path, version=Reminder.version + 1))
