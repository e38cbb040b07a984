"""A session's token, and what its person still owes."""

import hashlib
import secrets
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete

from chassis.access import seeing_everything
from chassis.audit import note
from chassis.model import Unauthenticated
from chassis.operations import Context
from gateway.attempts.counting import remember_network
from gateway.principals import forget_principals, principal_of
from gateway.sessions.client import current_client
from gateway.sessions.debts import owed_by
from gateway.sessions.model import ABSOLUTE, COMPLETE, SignIn, stage_after
from gateway.users.model import User


def open_for(ctx: Context, user: User, device_id: UUID | None) -> dict[str, Any]:
    """A new session of somebody whose password was right: the answer, with its token."""
    ctx.session.execute(delete(SignIn).where(SignIn.user_id == user.id, SignIn.expires_at <= ctx.now()))
    client = current_client()
    row = ctx.add(
        SignIn(
            token_hash="",
            user_id=user.id,
            stage=stage_after(None, owed_by(ctx.session, user)),
            address=client.address[:60],
            agent=client.agent,
            device_id=device_id,
            proven_at=ctx.now() if device_id else None,
            created_at=ctx.now(),
            expires_at=ctx.now() + _absolute(ctx),
        )
    )
    note(ctx, "sign_in", "SignIn", row.id, address=row.address, stage=row.stage)
    return handed_over(ctx, row, user)


def pass_on(ctx: Context, row: SignIn, done: str) -> dict[str, Any]:
    """The stage `done` is passed: the session goes on under a new token; raises IllegalTransition."""
    user = person_of(ctx, row)
    row.pass_stage(done, owed_by(ctx.session, user))
    return handed_over(ctx, row, user)


def handed_over(ctx: Context, row: SignIn, user: User) -> dict[str, Any]:
    """A new token for the session, which makes the one before worthless; and who is signed in with it."""
    token = secrets.token_urlsafe(32)
    row.token_hash = token_hash(token)
    if row.stage == COMPLETE:
        remember_network(ctx.session, user.id, row.address, ctx.now())
    forget_principals(ctx)
    with seeing_everything(ctx.session):  # the person's own place and rights
        principal = principal_of(ctx.session, user)
    shown = myself(principal, user, row.stage)
    return {"token": token, "stage": row.stage, "expires_at": row.expires_at, "user": shown}


def own_session(ctx: Context) -> SignIn:
    """The session this request belongs to; raises Unauthenticated for the operator and for API clients."""
    session_id = current_client().session_id
    row = ctx.session.get(SignIn, session_id) if session_id is not None else None
    if row is None:
        raise Unauthenticated
    return row


def require_person(ctx: Context) -> UUID:
    """Who is signed in; raises Unauthenticated for strangers and for API clients. (The operator has no sessions.)"""
    if ctx.principal.kind not in ("person", "operator"):
        raise Unauthenticated
    return ctx.principal.id


def person_of(ctx: Context, row: SignIn) -> User:
    """Whose session it is; raises Unauthenticated for somebody who has left."""
    with seeing_everything(ctx.session):  # only the own record, which no role needs to grant
        user = ctx.session.get(User, row.user_id)
    if user is None or not user.active:
        raise Unauthenticated
    return user


def myself(principal: Any, user: User | None, stage: str) -> dict[str, Any]:
    """Who is signed in. Before the session is complete nothing is told of rights."""
    complete = stage == COMPLETE
    return {
        "id": principal.id,
        "username": user and user.username,
        "name": principal.name,
        "kind": principal.kind,
        "stage": stage,
        "org_path": principal.org_path,
        "roles": user.roles if user and complete else [],
        "grants": principal.grants if complete else {},
        "hidden": sorted(principal.hidden),
        "teams": principal.teams if complete else [],
        "branch": principal.branch,
    }


def token_hash(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def _absolute(ctx: Context) -> timedelta:
    return timedelta(hours=float(ctx.host.settings.get("session_absolute_hours", ABSOLUTE.total_seconds() / 3600)))
