"""What the operations that every service has take and give."""

from chassis.operations import Schema, fields, page_of


class Described(Schema):
    service = fields.Code()
    title = fields.List(fields.Text())
    operations = fields.List(fields.Raw())
    functions = fields.List(fields.Raw())
    marks = fields.List(fields.Raw())
    publishes = fields.List(fields.Text())
    consumes = fields.List(fields.Text())


class AfterQuery(Schema):
    after = fields.WholeNumber(0, 10**15, load_default=0)
    limit = fields.WholeNumber(1, 1000, load_default=100)


class Events(Schema):
    events = fields.List(fields.Raw())
    head = fields.WholeNumber()


class ParkedRow(Schema):
    producer = fields.Code()
    position = fields.WholeNumber()
    subject = fields.Text()
    type = fields.Text()
    state = fields.Text()
    attempts = fields.WholeNumber()
    retry_at = fields.Instant(allow_none=True)
    error = fields.Text(5000)
    reason = fields.Text()


class Parked(Schema):
    items = fields.List(fields.Nested(ParkedRow))


class SkipRequest(Schema):
    reason = fields.Text(500, required=True)


class Lag(Schema):
    head = fields.WholeNumber()
    relayed = fields.WholeNumber()
    cursors = fields.Dict(keys=fields.Text(), values=fields.WholeNumber())
    parked = fields.WholeNumber()


class Violations(Schema):
    violations = fields.List(fields.Text())


class JobRow(Schema):
    id = fields.Id()
    kind = fields.Text()
    state = fields.Text()
    progress = fields.WholeNumber()
    total = fields.WholeNumber()
    result = fields.Raw()
    error = fields.Text(5000)
    created_at = fields.Instant()
    ended_at = fields.Instant(allow_none=True)


JobPage = page_of(JobRow)
