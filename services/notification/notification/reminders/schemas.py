"""Reminders, in and out."""

from chassis.operations import Expected, ListQuery, Schema, fields, page_of
from notification.reminders.kinds import KINDS
from notification.reminders.stages import BUCKETS, OLDEST, STAGES, WEEK

BUCKET_NAMES = (*(name for _, name in BUCKETS), OLDEST)


class Titles(Schema):
    zh = fields.Text(1000)
    en = fields.Text(1000)


class ReminderView(Schema):
    id = fields.Id()
    kind = fields.Choice(*KINDS)
    titles = fields.Nested(Titles)
    owner_id = fields.Id()
    owner_name = fields.Text(120)
    source_kind = fields.Text()
    source_id = fields.Id()
    party_id = fields.Id(allow_none=True)
    party_name = fields.Text()
    due_on = fields.LocalDate()
    amount = fields.Money(allow_none=True, metadata={"description": "Open amount, or what is left to deliver"})
    state = fields.Text()
    stage = fields.Choice(*STAGES)
    days_overdue = fields.WholeNumber()
    bucket = fields.Choice(*BUCKET_NAMES, allow_none=True, metadata={"description": "Receivables and payables only"})
    dismissible = fields.Boolean()
    reason = fields.Text(allow_none=True)
    version = fields.WholeNumber()


class AsOf(Schema):
    as_of = fields.LocalDate(load_default=None, metadata={"description": "The day to look from; today when left out"})


class ReminderQuery(ListQuery, AsOf):
    kind = fields.Choice(*KINDS, load_default=None)
    stage = fields.Choice(*STAGES, WEEK, load_default=None, metadata={"description": "`week`: from today to Sunday"})
    party_id = fields.Id(load_default=None)
    owner_id = fields.Id(load_default=None)


class ReminderTotals(Schema):
    amount = fields.Money(allow_none=True)


class CountRow(Schema):
    kind = fields.Choice(*KINDS)
    stage = fields.Choice(*STAGES)
    bucket = fields.Choice(*BUCKET_NAMES, allow_none=True)
    count = fields.WholeNumber()
    amount = fields.Money()


class WeekRow(Schema):
    kind = fields.Choice(*KINDS)
    count = fields.WholeNumber()
    amount = fields.Money()


class CountTotal(Schema):
    count = fields.WholeNumber()


class Counts(Schema):
    as_of = fields.LocalDate()
    rows = fields.List(fields.Nested(CountRow))
    week = fields.List(fields.Nested(WeekRow), metadata={"description": "From as_of to Sunday, overdue not included"})
    total = fields.Nested(CountTotal)


class DismissReminder(Expected):
    reason = fields.Text(required=True)


ReminderPage = page_of(ReminderView, ReminderTotals)
