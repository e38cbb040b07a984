"""What the office publishes."""

from chassis.eventlog import Event
from chassis.operations import fields


class AnnouncementPublished(Event):
    """Everybody below `org_path` is to read it."""

    type = "office.announcement_published.v1"

    announcement_id = fields.Id(required=True)
    title = fields.Text(required=True)
    org_path = fields.Text(required=True)
    published_at = fields.Instant(required=True)


class TaskAssigned(Event):
    """Somebody is to do something by a day."""

    type = "office.task_assigned.v1"

    task_id = fields.Id(required=True)
    title = fields.Text(required=True)
    assignee_id = fields.Id(required=True)
    assigner_id = fields.Id(required=True)
    org_path = fields.Text(required=True)
    due_on = fields.LocalDate(required=True, allow_none=True)


class TaskClosed(Event):
    """A task is done or was cancelled: nobody needs to be reminded of it."""

    type = "office.task_closed.v1"

    task_id = fields.Id(required=True)
    assignee_id = fields.Id(required=True)
    state = fields.Choice("done", "cancelled", required=True)
