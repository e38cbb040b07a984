"""Contact records, in and out."""

from chassis.operations import ListQuery, Schema, fields, page_of
from crm.comments.schemas import CommentView
from crm.contact_records.model import CHANNELS


class RecordContact(Schema):
    """Without `contacted_at` it was now. `next_contact_on` with its topic is the new plan; without it there is none."""

    id = fields.Id()
    customer_id = fields.Id(required=True)
    contact_id = fields.Id(load_default=None, allow_none=True)
    channel = fields.Choice(*CHANNELS, required=True)
    contacted_at = fields.Instant(load_default=None, allow_none=True)
    content = fields.Text(5000, required=True)
    result = fields.Text(500, load_default="")
    next_contact_on = fields.LocalDate(load_default=None, allow_none=True)
    topic = fields.Text(500, load_default="")


class ContactRecordView(Schema):
    id = fields.Id()
    customer_id = fields.Id()
    customer_name = fields.Text()
    contact_id = fields.Id(allow_none=True)
    contact_name = fields.Text()
    owner_id = fields.Id()
    performer_id = fields.Id()
    performer_name = fields.Text()
    channel = fields.Choice(*CHANNELS)
    contacted_at = fields.Instant()
    recorded_at = fields.Instant()
    content = fields.Text(5000)
    result = fields.Text(500)
    next_contact_on = fields.LocalDate(allow_none=True)
    topic = fields.Text(500)
    comments = fields.List(fields.Nested(CommentView))


class Period(Schema):
    """Calendar days of the company, both inclusive."""

    first = fields.LocalDate(data_key="from", required=True)
    last = fields.LocalDate(data_key="to", required=True)


class ContactRecordQuery(ListQuery):
    customer_id = fields.Id(load_default=None)
    performer_id = fields.Id(load_default=None)
    channel = fields.Choice(*CHANNELS, load_default=None)
    day = fields.LocalDate(load_default=None)
    first = fields.LocalDate(data_key="from", load_default=None)
    last = fields.LocalDate(data_key="to", load_default=None)


class ByChannel(Schema):
    phone = fields.WholeNumber(dump_default=0)
    email = fields.WholeNumber(dump_default=0)
    im = fields.WholeNumber(dump_default=0)
    visit = fields.WholeNumber(dump_default=0)
    other = fields.WholeNumber(dump_default=0)


class Work(Schema):
    records = fields.WholeNumber()
    customers = fields.WholeNumber(metadata={"description": "Different customers that somebody was in touch with"})
    channels = fields.Nested(ByChannel)


class PersonWork(Work):
    performer_id = fields.Id()
    performer_name = fields.Text()


class WorkSummary(Schema):
    rows = fields.List(fields.Nested(PersonWork))
    total = fields.Nested(Work)


ContactRecordPage = page_of(ContactRecordView)
