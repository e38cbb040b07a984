"""What crm publishes. Owner and org path are those of now; consumers filter by them."""

from chassis.eventlog import Event
from chassis.operations import fields


class CustomerState(Event):
    """The customer as others need to know it."""

    type = ""

    customer_id = fields.Id(required=True)
    code = fields.Text(required=True)
    name = fields.Text(required=True)
    owner_id = fields.Id(required=True)
    org_path = fields.Text(required=True)
    type_ = fields.Text(data_key="type", attribute="type", allow_none=True)
    grade = fields.Text(allow_none=True)
    area = fields.Text(allow_none=True)
    industry = fields.Text(allow_none=True)
    address = fields.Text(500, allow_none=True)
    phone = fields.Text(allow_none=True, metadata={"hide": "contact_phone"})
    credit_limit = fields.Money(required=True, allow_none=True, metadata={"description": "None: no limit"})
    credit_days = fields.WholeNumber(required=True)
    active = fields.Boolean(required=True)


class CustomerRegistered(CustomerState):
    """A customer was entered for the first time."""

    type = "crm.customer_registered.v1"


class CustomerChanged(CustomerState):
    """A customer's archive was changed."""

    type = "crm.customer_changed.v1"


class CustomerTransferred(CustomerState):
    """A customer has another owner: scope follows, performance does not."""

    type = "crm.customer_transferred.v1"

    previous_owner_id = fields.Id(required=True)


class ContactRecorded(Event):
    """Somebody was in touch with a customer."""

    type = "crm.contact_recorded.v1"

    record_id = fields.Id(required=True)
    customer_id = fields.Id(required=True)
    customer_name = fields.Text(required=True)
    owner_id = fields.Id(required=True)
    org_path = fields.Text(required=True)
    performer_id = fields.Id(required=True)
    channel = fields.Choice("phone", "email", "im", "visit", "other", required=True)
    contacted_at = fields.Instant(required=True)
    next_contact_on = fields.LocalDate(required=True, allow_none=True)


class RecordCommented(Event):
    """A superior has said something to a contact record; its performer is to take note (F12)."""

    type = "crm.record_commented.v1"

    comment_id = fields.Id(required=True)
    record_id = fields.Id(required=True)
    customer_id = fields.Id(required=True)
    customer_name = fields.Text(required=True)
    performer_id = fields.Id(required=True)
    performer_org_path = fields.Text(required=True)
    author_name = fields.Text(required=True)
    text = fields.Text(2000, required=True)


class CommentAcknowledged(Event):
    """The performer of the contact record has taken note of a comment."""

    type = "crm.comment_acknowledged.v1"

    comment_id = fields.Id(required=True)
    record_id = fields.Id(required=True)
    customer_id = fields.Id(required=True)
    performer_id = fields.Id(required=True)


class FollowupPlanned(Event):
    """The next contact with a customer is planned, moved, or (with no day) no longer planned."""

    type = "crm.followup_planned.v1"

    customer_id = fields.Id(required=True)
    customer_name = fields.Text(required=True)
    owner_id = fields.Id(required=True)
    org_path = fields.Text(required=True)
    due_on = fields.LocalDate(required=True, allow_none=True)
    topic = fields.Text(500, required=True)


class RhythmChanged(Event):
    """The customer's own order interval, and when the next order is expected (N1)."""

    type = "crm.rhythm_changed.v1"

    customer_id = fields.Id(required=True)
    customer_name = fields.Text(required=True)
    owner_id = fields.Id(required=True)
    org_path = fields.Text(required=True)
    last_order_on = fields.LocalDate(required=True)
    interval_days = fields.WholeNumber(required=True)
    expected_on = fields.LocalDate(required=True)
    lost_on = fields.LocalDate(required=True, metadata={"description": "No order by this day: lost (F15)"})
    average_order = fields.Money(required=True)


class RhythmEnded(Event):
    """The customer has no order any more, the only ones were cancelled: none is expected."""

    type = "crm.rhythm_ended.v1"

    customer_id = fields.Id(required=True)
    customer_name = fields.Text(required=True)
    owner_id = fields.Id(required=True)
    org_path = fields.Text(required=True)
