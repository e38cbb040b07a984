"""Rhythms, out."""

from chassis.operations import Schema, fields
from crm.rhythm.figures import STATES


class RhythmQuery(Schema):
    """`as_of` is today unless another day is asked for; `limit` rows are shown, the totals are of all."""

    state = fields.Choice(*STATES, load_default=None)
    as_of = fields.LocalDate(load_default=None)
    owner_id = fields.Id(load_default=None)
    customer_id = fields.Id(load_default=None)
    limit = fields.WholeNumber(1, 1000, load_default=200)


class RhythmRow(Schema):
    customer_id = fields.Id()
    customer_code = fields.Text()
    customer_name = fields.Text()
    owner_id = fields.Id()
    owner_name = fields.Text()
    state = fields.Choice(*STATES)
    last_order_on = fields.LocalDate()
    interval_days = fields.WholeNumber()
    expected_on = fields.LocalDate()
    lost_on = fields.LocalDate()
    days_overdue = fields.WholeNumber(metadata={"description": "Days since the expected one; 0 before it"})
    orders = fields.WholeNumber()
    average_order = fields.Money()


class RhythmTotal(Schema):
    customers = fields.WholeNumber()
    normal = fields.WholeNumber(dump_default=0)
    due_soon = fields.WholeNumber(dump_default=0)
    overdue = fields.WholeNumber(dump_default=0)
    lost = fields.WholeNumber(dump_default=0)


class RhythmSummary(Schema):
    as_of = fields.LocalDate()
    rows = fields.List(fields.Nested(RhythmRow))
    total = fields.Nested(RhythmTotal)
