"""Sessions, in and out."""

from chassis.operations import ListQuery, Schema, fields, page_of
from gateway.devices.schemas import DeviceProof
from gateway.sessions.model import STAGES
from gateway.viewing.schemas import Viewing


class OpenSession(Schema):
    username = fields.Text(60, required=True)
    password = fields.Raw(required=True, load_only=True)
    device = fields.Nested(DeviceProof, load_default=None, allow_none=True)


class Myself(Schema):
    """Who is signed in, and what the person may do: what a screen needs to show only what works."""

    id = fields.Id()
    username = fields.Text(60, allow_none=True)
    name = fields.Text(120)
    kind = fields.Text()
    stage = fields.Choice(*STAGES)
    org_path = fields.Text()
    roles = fields.List(fields.Code())
    grants = fields.Dict(keys=fields.Text(), values=fields.Text())
    hidden = fields.List(fields.Text())
    teams = fields.List(fields.Text())
    branch = fields.Text(allow_none=True)


class MyselfNow(Myself):
    viewing = fields.Nested(Viewing, allow_none=True, metadata={"description": "As which role one looks on (N10)"})


class Opened(Schema):
    """`token` is for clients that keep it themselves; a page (X-Zhanggui-CSRF: 1) gets it as a cookie instead."""

    token = fields.Text()
    stage = fields.Choice(*STAGES)
    expires_at = fields.Instant()
    user = fields.Nested(Myself)


class Proof(Schema):
    """The six digits of the telephone, or a recovery code."""

    code = fields.Text(60, required=True, load_only=True)


class SessionRow(Schema):
    """A session as its person sees it."""

    id = fields.Id()
    device_id = fields.Id(allow_none=True)
    device = fields.Text(allow_none=True)
    address = fields.Text()
    agent = fields.Text()
    stage = fields.Choice(*STAGES)
    created_at = fields.Instant()
    last_seen_at = fields.Instant()
    expires_at = fields.Instant()
    current = fields.Boolean()


class SessionQuery(ListQuery):
    """Nothing but paging."""


class Ended(Schema):
    """How many sessions ended."""

    sessions = fields.WholeNumber()


SessionPage = page_of(SessionRow)
