"""What notification publishes."""

from chassis.eventlog import Event
from chassis.operations import fields


class ReminderRaised(Event):
    """Something is due today, or has become overdue. Once per reminder, due day and stage (F77)."""

    type = "notification.reminder_raised.v1"

    reminder_id = fields.Id(required=True)
    kind = fields.Text(required=True)
    owner_id = fields.Id(required=True)
    org_path = fields.Text(required=True)
    due_on = fields.LocalDate(required=True)
    stage = fields.Choice("today", "overdue")


class ReminderCleared(Event):
    """Nobody needs to be reminded any more: done, moved to another day, or dismissed."""

    type = "notification.reminder_cleared.v1"

    reminder_id = fields.Id(required=True)
    kind = fields.Text(required=True)
    owner_id = fields.Id(required=True)
    reason = fields.Text()
