"""The read side of devices."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from chassis.model import Unauthenticated
from chassis.operations import Context, ListQuery, operation
from gateway.devices import schemas
from gateway.devices.keys import plain_letters
from gateway.devices.model import Device
from gateway.users.model import User

SORTS = {"enrolled_at": Device.enrolled_at, "name": Device.name, "last_seen_at": Device.last_seen_at}
GROUP = 4


@operation(
    "GET",
    "/devices",
    title=("设备列表", "Devices"),
    scope="gateway.device.read",
    query=schemas.DeviceQuery,
    response=schemas.DevicePage,
)
def list_devices(
    ctx: Context, user_id: UUID | None, state: str | None, fingerprint: str | None, **query: Any
) -> dict[str, Any]:
    """Those of the people within reach, the latest first."""
    statement = select(Device).join(User, User.id == Device.user_id)
    if user_id:
        statement = statement.where(Device.user_id == user_id)
    if state:
        statement = statement.where(Device.state == state)
    if fingerprint:
        letters = plain_letters(fingerprint)
        groups = [letters[start : start + GROUP] for start in range(0, len(letters), GROUP)]
        statement = statement.where(Device.fingerprint == "-".join(groups))
    return ctx.page(statement, SORTS, "-enrolled_at", query)


@operation(
    "GET",
    "/devices/{device_id}",
    title=("设备", "Device"),
    scope="gateway.device.read",
    response=schemas.DeviceView,
)
def get_device(ctx: Context, device_id: UUID) -> Device:
    return device_in_reach(ctx, device_id)


@operation(
    "GET",
    "/me/devices",
    title=("我的设备", "My devices"),
    public=True,
    query=ListQuery,
    response=schemas.DevicePage,
)
def list_own_devices(ctx: Context, **query: Any) -> dict[str, Any]:
    """Everybody who is signed in may see the own ones."""
    if ctx.principal.kind == "nobody":
        raise Unauthenticated
    return ctx.page(select(Device).filter_by(user_id=ctx.principal.id), SORTS, "-enrolled_at", query)


def device_in_reach(ctx: Context, device_id: UUID, version: int | None = None) -> Device:
    """A device is within reach when its person is; raises NotFound, StaleVersion."""
    device = ctx.get(Device, device_id, version=version)
    ctx.get(User, device.user_id)
    return device
