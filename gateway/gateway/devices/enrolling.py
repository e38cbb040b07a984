"""Use cases of enrolment: a one-time code, and the device that shows it with its public key."""

import hashlib
import secrets
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import delete, or_, select

from chassis.access import seeing_everything
from chassis.model import Forbidden, NotFound, Unauthenticated
from chassis.operations import Context, operation
from gateway.attempts.counting import begin_attempt, network_of, place_ladder, subject_of
from gateway.devices import schemas
from gateway.devices.challenges import make_challenge
from gateway.devices.keys import grouped, plain_letters
from gateway.devices.model import (
    CODE_HOLDS,
    CODE_LETTERS,
    BadDeviceKey,
    Device,
    EnrolmentCode,
    TurnedAway,
    WrongEnrolmentCode,
)
from gateway.devices.refusals import keep_refusal
from gateway.networks.model import ANY
from gateway.networks.queries import policy_in_force
from gateway.public_keys import read_key
from gateway.sessions.client import current_client
from gateway.users.model import User

if TYPE_CHECKING:
    from chassis.service import Host


def check_code(host: "Host", code: str, public_key: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Before the transaction, to keep a wrong code; raises TooManyAttempts, BadDeviceKey, WrongEnrolmentCode."""
    address = current_client().address
    # 60 bits, and nobody gets to try them.
    tries = place_ladder(host, "enrolments_per_address", 10, minutes=15)
    begin_attempt(host, {subject_of("enrolment", network_of(address)): tries})
    _check_key(public_key)
    hashed = _hashed(plain_letters(code))
    with host.database.read() as session:
        if _valid(session.scalar(select(EnrolmentCode).filter_by(code_hash=hashed)), host.clock.now()) is None:
            keep_refusal(host, TurnedAway(WrongEnrolmentCode.code), None, address)
            raise WrongEnrolmentCode(field="code")
    return {"code": hashed}


@operation(
    "POST",
    "/devices/codes",
    title=("生成设备注册码", "Make an enrolment code"),
    scope="gateway.device.manage",
    request=schemas.MakeCode,
    response=schemas.CodeView,
    status=201,
    secret=True,
)
def make_code(ctx: Context, user_id: UUID) -> dict[str, Any]:
    """For a person within reach, who enrols a device with it within 15 minutes; an older code is worth nothing then."""
    user = ctx.get(User, user_id, field="user_id")
    if not user.active:
        raise NotFound(field="user_id")
    return _new_code(ctx, user)


@operation(
    "POST",
    "/me/devices/codes",
    title=("为自己生成设备注册码", "Make an enrolment code for oneself"),
    public=True,
    response=schemas.CodeView,
    status=201,
    secret=True,
)
def make_own_code(ctx: Context) -> dict[str, Any]:
    """Where any device will do, people enrol their own ahead of a stricter policy; somebody else approves them."""
    with seeing_everything(ctx.session):  # only the own record
        user = ctx.session.get(User, ctx.principal.id)
    if user is None or ctx.principal.kind != "person":
        raise Unauthenticated
    if policy_in_force(ctx.session, user.org_path).policy != ANY:
        raise Forbidden(function="gateway.device.manage")
    return _new_code(ctx, user)


@operation(
    "POST",
    "/devices/enrol",
    title=("注册设备", "Enrol a device"),
    public=True,
    request=schemas.Enrol,
    response=schemas.Enrolled,
    status=201,
    before=check_code,
    secret=True,
)
def enrol(ctx: Context, code: str, name: str, platform: str, public_key: dict[str, Any]) -> dict[str, Any]:
    """From now on the device waits for approval. `code` is the hash of a code that was right a moment ago."""
    with seeing_everything(ctx.session):  # nobody is signed in
        used = ctx.session.scalar(select(EnrolmentCode).filter_by(code_hash=code).with_for_update())
        made = _valid(used, ctx.now())
        user = ctx.session.get(User, made.user_id) if made is not None else None
    if made is None or user is None or not user.active:
        raise WrongEnrolmentCode(field="code")
    address = current_client().address[:60]
    device = Device(
        user_id=user.id,
        name=name,
        platform=platform,
        x=public_key["x"],
        y=public_key["y"],
        enrolled_at=ctx.now(),
        enrolled_address=address,
        code_by=made.made_by,
    )
    ctx.actor = {"id": str(user.id), "name": user.name, "device": device.label}
    ctx.add(device)
    ctx.session.delete(made)
    return {"device_id": device.id, "state": device.state, "fingerprint": device.fingerprint}


@operation(
    "POST",
    "/devices/{device_id}/challenge",
    title=("设备验证码", "Challenge for a device"),
    public=True,
    response=schemas.ChallengeView,
    secret=True,
)
def challenge(ctx: Context, device_id: UUID) -> dict[str, Any]:
    """What the device is to sign within two minutes, and whether it has been approved."""
    device = ctx.get(Device, device_id)
    text, expires_at = make_challenge(ctx.host.signer, device.id, ctx.now())
    return {"challenge": text, "expires_at": expires_at, "state": device.state}


def _new_code(ctx: Context, user: User) -> dict[str, Any]:
    old = or_(EnrolmentCode.user_id == user.id, EnrolmentCode.expires_at <= ctx.now())
    ctx.session.execute(delete(EnrolmentCode).where(old))
    code, expires_at = grouped(secrets.token_bytes(8), CODE_LETTERS), ctx.now() + CODE_HOLDS
    hashed = _hashed(plain_letters(code))
    ctx.add(EnrolmentCode(code_hash=hashed, user_id=user.id, made_by=ctx.principal.id, expires_at=expires_at))
    return {"code": code, "expires_at": expires_at}


def _check_key(public_key: dict[str, Any]) -> None:
    try:
        read_key(public_key)
    except ValueError:
        raise BadDeviceKey(field="public_key") from None


def _valid(found: EnrolmentCode | None, now: datetime) -> EnrolmentCode | None:
    return found if found is not None and now < found.expires_at else None


def _hashed(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
