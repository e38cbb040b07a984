"""Refused attempts: kept so that an administrator sees them, counted per minute so that a flood fills nothing (F99)."""

import hashlib
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import IntegrityError

from chassis.audit import note
from chassis.jobs import schedule
from chassis.operations import Context, operation, system_work
from chassis.service import Host
from gateway.devices import schemas
from gateway.devices.admission import Terms
from gateway.devices.model import DeviceRefusal, TurnedAway
from gateway.users.model import User

MOST_PER_MINUTE = 100
"""Different rows; what goes beyond is counted in one row for each reason, without saying who and from where."""
KEPT = timedelta(days=90)
OTHERS = "*"
SORTS = {"last_at": DeviceRefusal.last_at, "count": DeviceRefusal.count}


def keep_refusal(host: Host, error: TurnedAway, person: tuple[UUID, str] | None, address: str) -> None:
    """Count a refused attempt, in a transaction of its own. The first one of a known person in a minute is audited."""
    identity, name = person or (None, "")
    actor = {"id": str(identity or UUID(int=0)), "name": name or "-", "device": error.fingerprint}
    values = {"user_id": identity, "user_name": name, "address": address[:60], "fingerprint": error.fingerprint}
    with system_work(host, "refuse_device", actor) as ctx:
        first = _count(ctx, {**values, "reason": error.reason})
        if first and identity is not None:
            note(ctx, "refused", "User", identity, reason=error.reason, address=address, device=error.fingerprint)


def require_admission(host: Host, terms: Terms, address: str) -> None:
    """At every request: raises DeviceRequired, NetworkNotAllowed (both kept), DeviceProofRequired."""
    if refusal := terms.refusal(address):
        keep_refusal(host, refusal, terms.person, address)
        raise refusal
    terms.check_proof(host.clock.now())


@operation(
    "GET",
    "/devices/refusals",
    title=("被拒绝的访问", "Refused attempts"),
    scope="gateway.device.read",
    query=schemas.RefusalQuery,
    response=schemas.RefusalPage,
)
def list_refusals(ctx: Context, user_id: UUID | None, reason: str | None, **query: Any) -> dict[str, Any]:
    """Who, when, from where and why, the latest first; those of nobody we know are for who reaches everything."""
    statement = select(DeviceRefusal)
    if not ctx.reach.everything:
        statement = statement.join(User, User.id == DeviceRefusal.user_id)
    if user_id:
        statement = statement.where(DeviceRefusal.user_id == user_id)
    if reason:
        statement = statement.where(DeviceRefusal.reason == reason)
    return ctx.page(statement, SORTS, "-last_at", query)


@schedule("forget_device_refusals", daily_at=(3, 20))
def forget_refusals(host: Host) -> None:
    """What is older than ninety days has been seen by whoever wanted to."""
    with host.database.write() as session:
        session.execute(delete(DeviceRefusal).where(DeviceRefusal.last_at < host.clock.now() - KEPT))


def _count(ctx: Context, values: dict[str, Any]) -> bool:
    """Whether it is the first of its kind in this minute."""
    minute = ctx.now().replace(second=0, microsecond=0)
    if _counted(ctx, _key(minute, values)):
        return False
    same_minute = select(func.count()).where(DeviceRefusal.minute == minute)
    if (ctx.session.scalar(same_minute) or 0) >= MOST_PER_MINUTE:
        nobody = {"user_id": None, "user_name": OTHERS, "address": OTHERS, "fingerprint": None}
        values = {**values, **nobody}
        if _counted(ctx, _key(minute, values)):
            return False
    key = _key(minute, values)
    try:
        with ctx.attempt():
            ctx.add(DeviceRefusal(key=key, minute=minute, last_at=ctx.now(), count=1, **values))
    except IntegrityError:  # another process was refusing the same at the same moment
        _counted(ctx, key)
        return False
    return True


def _counted(ctx: Context, key: str) -> bool:
    once_more = {"count": DeviceRefusal.count + 1, "last_at": ctx.now()}
    done = ctx.session.execute(update(DeviceRefusal).where(DeviceRefusal.key == key).values(once_more))
    return bool(done.rowcount)  # type: ignore[attr-defined]


def _key(minute: Any, values: dict[str, Any]) -> str:
    return hashlib.sha256(repr((minute.isoformat(), sorted(values.items(), key=str))).encode()).hexdigest()
