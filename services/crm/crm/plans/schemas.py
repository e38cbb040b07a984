"""Plans, in and out."""

from chassis.operations import ListQuery, Schema, fields, page_of
from crm.plans.model import STATES


class PlanFollowup(Schema):
    """Without a day the customer has no plan any more."""

    due_on = fields.LocalDate(required=True, allow_none=True)
    topic = fields.Text(500, load_default="")


class NextContact(Schema):
    customer_id = fields.Id()
    due_on = fields.LocalDate(allow_none=True)
    topic = fields.Text(500)


class PlanView(Schema):
    id = fields.Id()
    customer_id = fields.Id()
    customer_name = fields.Text()
    owner_id = fields.Id()
    due_on = fields.LocalDate()
    topic = fields.Text(500)
    planned_by = fields.Id()
    planned_at = fields.Instant()
    state = fields.Choice(*STATES)
    closed_at = fields.Instant(allow_none=True)


class PlanQuery(ListQuery):
    state = fields.Choice(*STATES, load_default="open")
    customer_id = fields.Id(load_default=None)
    owner_id = fields.Id(load_default=None)
    due_from = fields.LocalDate(load_default=None)
    due_by = fields.LocalDate(load_default=None)


PlanPage = page_of(PlanView)
