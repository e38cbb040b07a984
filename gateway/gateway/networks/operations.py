"""Use cases of networks and policies: name a network, say from where and on what the people of a unit work.

Only those who manage devices everywhere may: a branch could otherwise loosen what the company has tightened.
"""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from chassis.model import Forbidden
from chassis.operations import Context, operation
from gateway.devices.admission import require_still_admitted
from gateway.networks import schemas
from gateway.networks.model import (
    INHERIT,
    REGISTERED_NETWORKS,
    DevicePolicy,
    Network,
    NetworkInUse,
    NetworksNeeded,
    NetworksNotNeeded,
)
from gateway.networks.queries import policy_view
from gateway.org.model import OrgUnit
from gateway.principals import forget_principals


@operation(
    "POST",
    "/networks",
    title=("新建网络", "Create a network"),
    scope="gateway.device.policy",
    request=schemas.CreateNetwork,
    response=schemas.NetworkView,
    status=201,
)
def create_network(ctx: Context, **values: Any) -> Network:
    _require_everywhere(ctx)
    return ctx.add(Network(**values))


@operation(
    "PUT",
    "/networks/{network_id}",
    title=("修改网络", "Change a network"),
    scope="gateway.device.policy",
    request=schemas.ChangeNetwork,
    response=schemas.NetworkView,
)
def change_network(
    ctx: Context, network_id: UUID, expected_version: int | None, confirm: bool, **changes: Any
) -> Network:
    """Whoever sits outside of the new ranges is refused within 5 seconds."""
    _require_everywhere(ctx)
    network = ctx.get(Network, network_id, version=expected_version)
    for name, value in changes.items():
        setattr(network, name, value)
    require_still_admitted(ctx, confirm)
    forget_principals(ctx)
    return network


@operation("DELETE", "/networks/{network_id}", title=("删除网络", "Delete a network"), scope="gateway.device.policy")
def delete_network(ctx: Context, network_id: UUID) -> None:
    """Raises NetworkInUse while a policy names it."""
    _require_everywhere(ctx)
    network = ctx.get(Network, network_id)
    said = select(OrgUnit.name, DevicePolicy.networks).join(OrgUnit, OrgUnit.id == DevicePolicy.unit_id)
    if users := [
        row.name for row in ctx.session.execute(said.order_by(OrgUnit.path)) if str(network_id) in row.networks
    ]:
        raise NetworkInUse(units=", ".join(users))
    ctx.session.delete(network)


@operation(
    "PUT",
    "/units/{unit_id}/device-policy",
    title=("设置机构的设备规则", "Set the device policy of a unit"),
    scope="gateway.device.policy",
    request=schemas.SetPolicy,
    response=schemas.PolicyView,
)
def set_policy(ctx: Context, unit_id: UUID, policy: str, networks: list[UUID], confirm: bool) -> dict[str, Any]:
    """It holds within 5 seconds for everybody in the unit and below, also for those who are signed in."""
    _require_everywhere(ctx)
    unit = ctx.get(OrgUnit, unit_id)
    _check_networks(ctx, policy, networks)
    said = ctx.session.get(DevicePolicy, unit.id)
    if policy == INHERIT:
        if said is not None:
            ctx.session.delete(said)
    else:
        said = said or ctx.add(DevicePolicy(unit_id=unit.id))
        said.policy, said.networks = policy, sorted({str(each) for each in networks})
    require_still_admitted(ctx, confirm)
    forget_principals(ctx)
    return policy_view(ctx.session, unit)


def _check_networks(ctx: Context, policy: str, networks: list[UUID]) -> None:
    if policy != REGISTERED_NETWORKS and networks:
        raise NetworksNotNeeded(field="networks")
    if policy == REGISTERED_NETWORKS and not networks:
        raise NetworksNeeded(field="networks")
    for each in networks:
        ctx.get(Network, each, field="networks")


def _require_everywhere(ctx: Context) -> None:
    if not ctx.reach.everything:
        raise Forbidden
