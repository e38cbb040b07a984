"""Use cases of devices: approve, refuse, revoke, prove."""

from typing import Any
from uuid import UUID

from sqlalchemy import delete

from chassis.access import seeing_everything
from chassis.model import NotFound, Unauthenticated
from chassis.operations import Context, operation
from gateway.devices import schemas
from gateway.devices.admission import proof_holds, require_still_admitted
from gateway.devices.model import Device, OwnDevice
from gateway.devices.proving import check_renewal
from gateway.devices.queries import device_in_reach
from gateway.principals import forget_principals
from gateway.sessions.client import current_client
from gateway.sessions.model import SignIn


@operation(
    "POST",
    "/devices/{device_id}/approve",
    title=("批准设备", "Approve a device"),
    scope="gateway.device.manage",
    request=schemas.Decide,
    response=schemas.DeviceView,
)
def approve_device(ctx: Context, device_id: UUID, expected_version: int | None) -> Device:
    """After comparing the fingerprint. Raises OwnDevice, for four eyes see more, unless the owner approves."""
    device = device_in_reach(ctx, device_id, expected_version)
    if device.user_id == ctx.principal.id and ctx.principal.grants.get("*") != "all":
        raise OwnDevice
    device.move("approve", ctx.principal.id, ctx.now())
    return device


@operation(
    "POST",
    "/devices/{device_id}/refuse",
    title=("拒绝设备", "Refuse a device"),
    scope="gateway.device.manage",
    request=schemas.Decide,
    response=schemas.DeviceView,
)
def refuse_device(ctx: Context, device_id: UUID, expected_version: int | None) -> Device:
    device = device_in_reach(ctx, device_id, expected_version)
    device.move("refuse", ctx.principal.id, ctx.now())
    return device


@operation(
    "POST",
    "/devices/{device_id}/revoke",
    title=("吊销设备", "Revoke a device"),
    scope="gateway.device.manage",
    request=schemas.Revoke,
    response=schemas.DeviceView,
)
def revoke_device(ctx: Context, device_id: UUID, expected_version: int | None, confirm: bool) -> Device:
    """Lost, stolen or given away: its sessions end at once here, and within 5 seconds everywhere."""
    return _revoke(ctx, device_in_reach(ctx, device_id, expected_version), confirm)


@operation(
    "POST",
    "/me/devices/{device_id}/revoke",
    title=("吊销自己的设备", "Revoke one's own device"),
    public=True,
    request=schemas.Revoke,
    response=schemas.DeviceView,
)
def revoke_own_device(ctx: Context, device_id: UUID, expected_version: int | None, confirm: bool) -> Device:
    """Whoever has lost a telephone need not wait for an administrator."""
    if ctx.principal.kind == "nobody":
        raise Unauthenticated
    if ctx.get(Device, device_id).user_id != ctx.principal.id:
        raise NotFound  # before its version is compared: nobody is told that there is such a device
    return _revoke(ctx, ctx.get(Device, device_id, version=expected_version), confirm)


@operation(
    "POST",
    "/sessions/current/proof",
    title=("验证本设备", "Prove the device again"),
    public=True,
    request=schemas.RenewProof,
    response=schemas.ProofView,
    before=check_renewal,
    while_viewing=True,
    secret=True,
)
def renew_proof(ctx: Context, device_id: UUID, challenge: str, signature: str) -> dict[str, Any]:
    """The session is good for another while; one that had no device yet is bound to this one."""
    with seeing_everything(ctx.session):  # only the own session
        sign_in = ctx.session.get(SignIn, current_client().session_id)
    if sign_in is None:
        raise Unauthenticated
    sign_in.device_id, sign_in.proven_at = device_id, ctx.now()
    forget_principals(ctx)
    return {"device_id": device_id, "proof_until": ctx.now() + proof_holds(ctx.host.settings)}


def _revoke(ctx: Context, device: Device, confirm: bool) -> Device:
    device.move("revoke", ctx.principal.id, ctx.now())
    require_still_admitted(ctx, confirm)
    ctx.session.execute(delete(SignIn).where(SignIn.device_id == device.id))
    forget_principals(ctx)
    return device
