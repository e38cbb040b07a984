"""What every service that knows people does when the gateway tells of them."""

from typing import Any
from uuid import UUID

from chassis.access import remember_person
from chassis.inbox import Incoming, reaction
from chassis.operations import Context, fields


class PersonChanged(Incoming):
    user_id = fields.Id(required=True)
    code = fields.Text(required=True)
    name = fields.Text(required=True)
    org_path = fields.Text(required=True)
    superior_id = fields.Id(load_default=None, allow_none=True)
    active = fields.Boolean(required=True)


@reaction("gateway.user_changed.v1", PersonChanged)
def keep_person(ctx: Context, user_id: UUID, **values: Any) -> None:
    """Keep the local copy of the people directory."""
    remember_person(ctx.session, id=user_id, **values)
