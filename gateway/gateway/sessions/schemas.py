"""Sessions, in and out."""

from chassis.operations import Schema, fields


class OpenSession(Schema):
    username = fields.Text(60, required=True)
    password = fields.Raw(required=True, load_only=True)


class Myself(Schema):
    """Who is signed in, and what the person may do: what a screen needs to show only what works."""

    id = fields.Id()
    username = fields.Text(60, allow_none=True)
    name = fields.Text(120)
    kind = fields.Text()
    org_path = fields.Text()
    roles = fields.List(fields.Code())
    grants = fields.Dict(keys=fields.Text(), values=fields.Text())
    hidden = fields.List(fields.Text())
    teams = fields.List(fields.Text())
    branch = fields.Text(allow_none=True)


class Opened(Schema):
    token = fields.Text()
    expires_at = fields.Instant()
    user = fields.Nested(Myself)
