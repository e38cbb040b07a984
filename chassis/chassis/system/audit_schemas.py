"""What the operations on the audit trail take and give."""

from chassis.operations import ListQuery, Schema, fields, page_of


class RecordQuery(ListQuery):
    """One record: `entity` is its kind as the trail writes it (Customer), `record_id` its id."""

    entity = fields.Text(60, required=True)
    record_id = fields.Text(80, required=True)


class AuditQuery(ListQuery):
    """`actor` is part of a name, or a whole id; `text` is looked for in what was changed; `until` is exclusive."""

    entity = fields.Text(60, load_default=None)
    record_id = fields.Text(80, load_default=None)
    actor = fields.Text(120, load_default=None)
    action = fields.Text(20, load_default=None)
    operation = fields.Text(120, load_default=None)
    device = fields.Text(80, load_default=None)
    since = fields.Instant(load_default=None)
    until = fields.Instant(load_default=None)
    text = fields.Text(100, load_default=None)


class AuditRow(Schema):
    position = fields.WholeNumber()
    occurred_at = fields.Instant()
    actor_id = fields.Text()
    actor_name = fields.Text()
    device = fields.Text(allow_none=True)
    operation = fields.Text()
    entity = fields.Text()
    record_id = fields.Text()
    action = fields.Text()
    changes = fields.Raw()


class AuditPage(page_of(AuditRow)):  # type: ignore[misc]
    """`words` are those of the kinds of record and of the fields in the items: {name: [Chinese, English]}."""

    words = fields.Dict(keys=fields.Text(), values=fields.List(fields.Text()))


class VerifyQuery(Schema):
    """Behind the entry `after`, which was verified before, at most `limit` entries."""

    after = fields.WholeNumber(0, 10**15, load_default=0)
    limit = fields.WholeNumber(1, 50_000, load_default=20_000)


class DamageRow(Schema):
    kind = fields.Text()
    position = fields.WholeNumber(-(2**63), 2**63)
    until = fields.WholeNumber(-(2**63), 2**63)
    entity = fields.Text()
    record_id = fields.Text()
    zh = fields.Text()
    en = fields.Text()


class Verified(Schema):
    """`entries` in all; `next` is what to send as `after`, null when the end was reached."""

    entries = fields.WholeNumber()
    next = fields.WholeNumber(allow_none=True)
    damages = fields.List(fields.Nested(DamageRow))
