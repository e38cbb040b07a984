"""What the gateway publishes: the people and where they belong."""

from chassis.eventlog import Event
from chassis.operations import fields


class UserChanged(Event):
    """A person as every service needs to know: name, place, superior. The first one registers the person."""

    type = "gateway.user_changed.v1"

    user_id = fields.Id(required=True)
    code = fields.Text(required=True)
    name = fields.Text(required=True)
    org_path = fields.Text(required=True)
    superior_id = fields.Id(required=True, allow_none=True)
    active = fields.Boolean(required=True)


class UserDeactivated(Event):
    """A person has left: sessions end, customers want a successor."""

    type = "gateway.user_deactivated.v1"

    user_id = fields.Id(required=True)
    successor_id = fields.Id(required=True, allow_none=True)


class OrgUnitChanged(Event):
    """A company, branch, office or team as it is now; the first one of a unit founds it."""

    type = "gateway.org_unit_changed.v1"

    unit_id = fields.Id(required=True)
    code = fields.Text(required=True)
    name = fields.Text(required=True)
    path = fields.Text(required=True)
    leader_id = fields.Id(required=True, allow_none=True)
