"""What notification publishes."""

from chassis.eventlog import Event
from chassis.operations import fields


class ReminderRaised(Event):
    type = "notification.reminder_raised.v1"

    reminder_id = fields.Id(required=True)
    kind = fields.Text(required=True)
    owner_id = fields.Id(required=True)
    org_path = fields.Text(required=True)
    due_on = fields.LocalDate(required=True)


class ReminderCleared(Event):
    type = "notification.reminder_cleared.v1"

    reminder_id = fields.Id(required=True)
    kind = fields.Text(required=True)
    owner_id = fields.Id(required=True)
