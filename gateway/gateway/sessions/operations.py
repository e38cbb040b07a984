"""Use cases of sessions: sign in, sign out, who am I."""

import hashlib
import secrets
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select

from chassis.access import EVERYTHING, seeing_everything
from chassis.model import Unauthenticated
from chassis.operations import Context, operation
from gateway.principals import forget_principals, principal_of
from gateway.sessions import schemas
from gateway.sessions.attempts import attempts
from gateway.sessions.client import current_client
from gateway.sessions.model import ABSOLUTE, SignIn, SignInFailed
from gateway.users.model import Credential, User, plain_username
from gateway.users.passwords import matches

if TYPE_CHECKING:
    from chassis.service import Host


def check_password(host: "Host", username: str, password: Any) -> dict[str, Any]:
    """Outside the transaction, in the same time for every stranger: raises SignInFailed or TooManyAttempts."""
    username = plain_username(username)
    limits = attempts.of(host)
    limits.count(username, current_client().address)
    with host.database.read() as session:
        session.info["reach"] = EVERYTHING
        found = session.execute(
            select(User.id, Credential.password_hash)
            .outerjoin(Credential, Credential.user_id == User.id)
            .where(User.username == username, User.active)
        ).one_or_none()
    if not matches(found and found.password_hash, password if isinstance(password, str) else ""):
        raise SignInFailed
    limits.forgive(username)
    return {"username": username, "password": found.password_hash if found else None}


@operation(
    "POST",
    "/sessions",
    title=("登录", "Sign in"),
    public=True,
    request=schemas.OpenSession,
    response=schemas.Opened,
    status=201,
    before=check_password,
    secret=True,
)
def open_session(ctx: Context, username: str, password: str) -> dict[str, Any]:
    """Name and password for a token; `password` is the hash that was found right, in case it was changed meanwhile."""
    with seeing_everything(ctx.session):  # nobody is signed in yet
        user = ctx.session.scalar(select(User).filter_by(username=username, active=True))
        credential = ctx.session.get(Credential, user.id) if user is not None else None
        if user is None or credential is None or credential.password_hash != password:
            raise SignInFailed
        principal = principal_of(ctx.session, user)
    ctx.session.execute(delete(SignIn).where(SignIn.user_id == user.id, SignIn.expires_at <= ctx.now()))
    token = secrets.token_urlsafe(32)
    absolute = timedelta(hours=float(ctx.host.settings.get("session_absolute_hours", ABSOLUTE.total_seconds() / 3600)))
    session = ctx.add(
        SignIn(
            token_hash=token_hash(token),
            user_id=user.id,
            address=current_client().address[:60],
            created_at=ctx.now(),
            expires_at=ctx.now() + absolute,
        )
    )
    return {"token": token, "expires_at": session.expires_at, "user": _myself(principal, user)}


@operation("DELETE", "/sessions/current", title=("退出登录", "Sign out"), public=True)
def close_session(ctx: Context) -> None:
    """The token is worth nothing from now on."""
    session_id = current_client().session_id
    if session_id is None:
        raise Unauthenticated
    ctx.session.execute(delete(SignIn).where(SignIn.id == session_id))
    forget_principals(ctx)


@operation("GET", "/sessions/current", title=("当前登录用户", "Who is signed in"), public=True, response=schemas.Myself)
def who_am_i(ctx: Context) -> dict[str, Any]:
    """Name, roles and grants; everybody who is signed in may know."""
    if ctx.principal.kind not in ("person", "operator"):
        raise Unauthenticated
    with seeing_everything(ctx.session):  # only the own record
        user = ctx.session.get(User, ctx.principal.id)
    return _myself(ctx.principal, user)


def token_hash(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def _myself(principal: Any, user: User | None) -> dict[str, Any]:
    return {
        "id": principal.id,
        "username": user and user.username,
        "name": principal.name,
        "kind": principal.kind,
        "org_path": principal.org_path,
        "roles": user.roles if user else [],
        "grants": principal.grants,
        "hidden": sorted(principal.hidden),
        "teams": principal.teams,
        "branch": principal.branch,
    }
