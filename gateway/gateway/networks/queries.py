"""The read side of networks and policies: what is in force where."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis.operations import Context, operation
from gateway.networks import schemas
from gateway.networks.model import ANY, INHERIT, DevicePolicy, Network
from gateway.org.model import OrgUnit

SORTS = {"name": Network.name, "kind": Network.kind}


@dataclass(frozen=True)
class InForce:
    """The policy at a place in the org tree; `unit_id` is the unit that says so."""

    policy: str = ANY
    networks: tuple[UUID, ...] = ()
    unit_id: UUID | None = None


def policy_in_force(session: Session, org_path: str) -> InForce:
    """What the nearest unit says, at the path or above."""
    codes = org_path.strip("/").split("/")
    above = ["/" + "/".join(codes[: count + 1]) + "/" for count in range(len(codes))]
    statement = select(OrgUnit.path, DevicePolicy).join(OrgUnit, OrgUnit.id == DevicePolicy.unit_id)
    rows = session.execute(statement.where(OrgUnit.path.in_(above))).all()
    if not rows:
        return InForce()
    said = max(rows, key=lambda row: len(row.path)).DevicePolicy
    return InForce(said.policy, tuple(UUID(each) for each in said.networks), said.unit_id)


def cidrs_of(session: Session, networks: tuple[UUID, ...]) -> tuple[str, ...]:
    """The address ranges of these networks."""
    found = session.scalars(select(Network).where(Network.id.in_(networks)).order_by(Network.name))
    return tuple(cidr for network in found for cidr in network.cidrs)


def policy_view(session: Session, unit: OrgUnit) -> dict[str, Any]:
    """What a unit itself says and what is in force there, as PolicyView shows it."""
    said = session.get(DevicePolicy, unit.id)
    own = {"policy": said.policy, "networks": said.networks} if said else {"policy": INHERIT, "networks": []}
    return {"unit_id": unit.id, **own, "in_force": policy_in_force(session, unit.path)}


@operation(
    "GET",
    "/networks",
    title=("网络列表", "Networks"),
    scope="gateway.device.read",
    query=schemas.NetworkQuery,
    response=schemas.NetworkPage,
)
def list_networks(ctx: Context, **query: Any) -> dict[str, Any]:
    return ctx.page(select(Network), SORTS, "name", query)


@operation(
    "GET",
    "/networks/{network_id}",
    title=("网络", "Network"),
    scope="gateway.device.read",
    response=schemas.NetworkView,
)
def get_network(ctx: Context, network_id: UUID) -> Network:
    return ctx.get(Network, network_id)


@operation(
    "GET",
    "/units/{unit_id}/device-policy",
    title=("机构的设备规则", "Device policy of a unit"),
    scope="gateway.device.read",
    response=schemas.PolicyView,
)
def get_policy(ctx: Context, unit_id: UUID) -> dict[str, Any]:
    return policy_view(ctx.session, ctx.get(OrgUnit, unit_id))
