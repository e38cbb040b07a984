"""The read side of sessions: where somebody is signed in."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from chassis.access import seeing_everything
from chassis.operations import Context, operation
from gateway.devices.model import Device
from gateway.principals import idle_limit
from gateway.sessions import schemas
from gateway.sessions.client import current_client
from gateway.sessions.model import SignIn
from gateway.sessions.opening import require_person
from gateway.users.model import User

SORTS = {"last_seen_at": SignIn.last_seen_at, "created_at": SignIn.created_at}


@operation(
    "GET",
    "/me/sessions",
    title=("自己的会话", "One's own sessions"),
    public=True,
    query=schemas.SessionQuery,
    response=schemas.SessionPage,
)
def list_own_sessions(ctx: Context, **query: Any) -> dict[str, Any]:
    """Where one is signed in, and which of it is here (`current`)."""
    return _page(ctx, require_person(ctx), query)


@operation(
    "GET",
    "/users/{user_id}/sessions",
    title=("用户的会话", "Sessions of a user"),
    scope="gateway.user.manage",
    query=schemas.SessionQuery,
    response=schemas.SessionPage,
)
def list_sessions_of(ctx: Context, user_id: UUID, **query: Any) -> dict[str, Any]:
    """Where a person is signed in."""
    return _page(ctx, ctx.get(User, user_id).id, query)


def _page(ctx: Context, user_id: UUID, query: dict[str, Any]) -> dict[str, Any]:
    """Those that still hold, the latest used first."""
    left_alone = SignIn.last_seen_at > ctx.now() - idle_limit(ctx.host)
    statement = select(SignIn).where(SignIn.user_id == user_id, SignIn.expires_at > ctx.now(), left_alone)
    found = ctx.page(statement, SORTS, "-last_seen_at", query)
    devices = select(Device).where(Device.id.in_([row.device_id for row in found["items"] if row.device_id]))
    with seeing_everything(ctx.session):  # the sessions are within reach, and so is what they are bound to
        labels = {device.id: device.label for device in ctx.session.scalars(devices)}
    return {**found, "items": [_shown(row, labels) for row in found["items"]]}


def _shown(row: SignIn, labels: dict[UUID, str]) -> dict[str, Any]:
    names = schemas.SessionRow().fields.keys() - {"current", "device"}
    here = row.id == current_client().session_id
    return {name: getattr(row, name) for name in names} | {
        "current": here,
        "device": labels.get(row.device_id) if row.device_id else None,
    }
