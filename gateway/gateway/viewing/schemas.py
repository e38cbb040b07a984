"""Looking on, in and out."""

from chassis.operations import Schema, fields


class BeginView(Schema):
    """`person_id`: own records and the team are those of this person."""

    role = fields.Code(required=True)
    person_id = fields.Id(load_default=None, allow_none=True)


class Viewing(Schema):
    """As which role somebody looks on, and in whose place."""

    role = fields.Code()
    name_zh = fields.Text()
    name_en = fields.Text()
    person_id = fields.Id(allow_none=True)
    person_name = fields.Text(allow_none=True)
    begun_at = fields.Instant()
