"""Tasks, in and out."""

from chassis.operations import Expected, ListQuery, Schema, fields, page_of
from office.tasks.model import STATES


class AssignTask(Schema):
    id = fields.Id()
    title = fields.Text(required=True)
    content = fields.Text(5000, load_default="")
    assignee_id = fields.Id(required=True)
    due_on = fields.LocalDate(load_default=None, allow_none=True)


class MoveTask(Expected):
    """Nothing but the version the person saw."""


class TaskView(Schema):
    id = fields.Id()
    title = fields.Text()
    content = fields.Text(5000)
    owner_id = fields.Id()
    owner_name = fields.Text(120)
    assigner_id = fields.Id()
    assigner_name = fields.Text(120)
    due_on = fields.LocalDate(allow_none=True)
    state = fields.Text()
    created_at = fields.Instant()
    closed_at = fields.Instant(allow_none=True)
    version = fields.WholeNumber()


class TaskQuery(ListQuery):
    state = fields.Choice(*STATES, load_default=None)
    assignee_id = fields.Id(load_default=None)
    assigner_id = fields.Id(load_default=None)
    due_by = fields.LocalDate(load_default=None, metadata={"description": "Due on this day or before"})


TaskPage = page_of(TaskView)
