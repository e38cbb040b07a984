"""Networks and device policies, in and out."""

from typing import Any

from marshmallow import ValidationError, validate

from chassis.operations import Expected, ListQuery, Schema, fields, page_of
from gateway.networks.addresses import plain_network
from gateway.networks.model import INHERIT, KINDS, MOST_CIDRS, POLICIES

CIDR_RULE = "invalid_network|不是有效的网络地址段，例如 10.8.0.0/24|Not a network, such as 10.8.0.0/24"


class Cidr(fields.Text):
    """A network in its plain spelling."""

    def __init__(self, **more: Any):
        super().__init__(60, **more)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> str:
        text = super()._deserialize(value, attr, data, **more)
        try:
            return plain_network(text)
        except ValueError:
            raise ValidationError(CIDR_RULE) from None


def _cidrs(**more: Any) -> fields.List:
    return fields.List(Cidr(), validate=validate.Length(1, MOST_CIDRS), **more)


class CreateNetwork(Schema):
    id = fields.Id()
    name = fields.Text(60, required=True)
    kind = fields.Choice(*KINDS, load_default="other")
    cidrs = _cidrs(required=True)


class ChangeNetwork(Expected):
    """What is left out stays as it is. `confirm`: even if it locks out whoever asks for it."""

    name = fields.Text(60, filled=True)
    kind = fields.Choice(*KINDS)
    cidrs = _cidrs()
    confirm = fields.Boolean(load_default=False)


class NetworkView(Schema):
    id = fields.Id()
    name = fields.Text(60)
    kind = fields.Text()
    cidrs = fields.List(fields.Text(60))
    version = fields.WholeNumber()


NetworkPage = page_of(NetworkView)


class NetworkQuery(ListQuery):
    pass


class SetPolicy(Schema):
    """`networks` are ids, for `registered_networks` only. `confirm`: even if it locks out whoever asks for it."""

    policy = fields.Choice(INHERIT, *POLICIES, required=True)
    networks = fields.List(fields.Id(), load_default=list, validate=validate.Length(max=MOST_CIDRS))
    confirm = fields.Boolean(load_default=False)


class InForce(Schema):
    """What holds, and the unit that says so (none: nobody has said anything)."""

    policy = fields.Choice(*POLICIES)
    networks = fields.List(fields.Id())
    unit_id = fields.Id(allow_none=True)


class PolicyView(Schema):
    """What the unit itself says, and what is in force there."""

    unit_id = fields.Id()
    policy = fields.Choice(INHERIT, *POLICIES)
    networks = fields.List(fields.Id())
    in_force = fields.Nested(InForce)
