"""Use cases of sessions: sign in, show the second factor, sign out, end other sessions; who am I."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import select

from chassis.access import EVERYTHING, seeing_everything
from chassis.audit import note
from chassis.model import NotFound, Unauthenticated
from chassis.operations import Context, operation
from chassis.operations.context import actor_of
from gateway.attempts.counting import (
    begin_attempt,
    familiar_ladder,
    forgive,
    give_back,
    is_familiar,
    network_of,
    place_ladder,
    subject_of,
    user_ladder,
)
from gateway.attempts.failures import count_failure
from gateway.devices.proving import admit
from gateway.passwords.hashing import TooBusy, matches, renewed
from gateway.passwords.model import Credential
from gateway.principals import principal_of
from gateway.roles.power import check_power_over
from gateway.second_factor.checking import count_try, use_code
from gateway.sessions import schemas
from gateway.sessions.client import current_client
from gateway.sessions.ending import end_session, end_sessions
from gateway.sessions.model import SECOND_FACTOR, PasswordExpired, SignIn, SignInFailed
from gateway.sessions.opening import myself, open_for, own_session, pass_on, person_of, require_person
from gateway.users.model import User, plain_username
from gateway.viewing.looking import current_view

if TYPE_CHECKING:
    from chassis.service import Host


@dataclass(frozen=True)
class Checked:
    """A password that was found right: against which hash, and the hash to keep from now on."""

    found: str
    kept: str


def check_password(host: "Host", username: str, password: Any, device: dict[str, Any] | None) -> dict[str, Any]:
    """Outside the transaction, with the same work for every stranger.

    Raises SignInFailed, TooManyAttempts, TooBusy; TurnedAway only for whoever knows the password.
    """
    username, address = plain_username(username), current_client().address
    with host.database.read() as session:
        session.info["reach"] = EVERYTHING  # nobody is signed in yet
        statement = select(User.id, Credential.password_hash).outerjoin(Credential, Credential.user_id == User.id)
        found = session.execute(statement.where(User.username == username, User.active)).one_or_none()
        familiar = is_familiar(session, found and found.id, address, host.clock.now())
    subject = subject_of("user", username, network_of(address) if familiar else "")
    ladder = familiar_ladder(host) if familiar else user_ladder(host)
    begin_attempt(host, {subject: ladder, _place(address): place_ladder(host, "sign_in_failures_per_address", 60)})
    password = password if isinstance(password, str) else ""
    if not _matches(host, found and found.password_hash, password, (subject, _place(address))) or found is None:
        with host.database.write() as session:
            count_failure(session, found and found.id, address, host.clock.now())
        raise SignInFailed
    _take_back(host, subject, address)
    device_id = admit(host, found.id, device)
    checked = Checked(found.password_hash, renewed(found.password_hash, password))
    return {"username": username, "password": checked, "device": device_id}


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
def open_session(ctx: Context, username: str, password: Checked, device: UUID | None) -> dict[str, Any]:
    """Name and password for a session; its `stage` says what is still missing."""
    with seeing_everything(ctx.session):  # nobody is signed in yet
        user = ctx.session.scalar(select(User).filter_by(username=username, active=True))
        credential = ctx.session.get(Credential, user.id) if user is not None else None
        # The password may have been changed while it was looked at.
        if user is None or credential is None or credential.password_hash != password.found:
            raise SignInFailed
        if credential.has_expired(ctx.now()):
            raise PasswordExpired
        ctx.actor = actor_of(principal_of(ctx.session, user))
    credential.password_hash = password.kept
    return open_for(ctx, user, device)


@operation(
    "POST",
    "/sessions/current/second-factor",
    title=("输入动态验证码", "Show the second factor"),
    public=True,
    request=schemas.Proof,
    response=schemas.Opened,
    before=count_try,
    secret=True,
)
def prove_second_factor(ctx: Context, code: str) -> dict[str, Any]:
    """The code of the telephone, or a recovery code, which is used up by it."""
    row = own_session(ctx)
    user = person_of(ctx, row)
    answer = pass_on(ctx, row, SECOND_FACTOR)
    kind = use_code(ctx, user.id, code)
    note(ctx, "factor_shown", "User", user.id, kind=kind)
    return answer


@operation("DELETE", "/sessions/current", title=("退出登录", "Sign out"), public=True, while_viewing=True)
def close_session(ctx: Context) -> None:
    """The token is worth nothing from now on."""
    row = own_session(ctx)
    end_session(ctx, row, "sign_out")


@operation(
    "GET", "/sessions/current", title=("当前登录用户", "Who is signed in"), public=True, response=schemas.MyselfNow
)
def who_am_i(ctx: Context) -> dict[str, Any]:
    """Name, roles and grants; everybody who is signed in may know."""
    if ctx.principal.kind not in ("person", "operator", "client"):
        raise Unauthenticated
    with seeing_everything(ctx.session):  # only the own record
        user = ctx.session.get(User, ctx.principal.id)
    return myself(ctx.principal, user, current_client().stage) | {"viewing": current_view(ctx)}


@operation(
    "POST", "/me/sessions/{session_id}/end", title=("结束自己的一个会话", "End a session of one's own"), public=True
)
def end_own_session(ctx: Context, session_id: UUID) -> None:
    """Sign out on another device."""
    person_id, row = require_person(ctx), ctx.session.get(SignIn, session_id)
    if row is None or row.user_id != person_id:
        raise NotFound
    end_session(ctx, row, "session_ended")


@operation(
    "POST",
    "/me/sessions/end-others",
    title=("结束自己的其他会话", "End all other sessions of one's own"),
    public=True,
    response=schemas.Ended,
)
def end_other_sessions(ctx: Context) -> dict[str, int]:
    """Stay signed in here only."""
    own = own_session(ctx)
    return {"sessions": end_sessions(ctx, own.user_id, but=own.id)}


@operation(
    "POST",
    "/users/{user_id}/sessions/end",
    title=("结束用户的所有会话", "End all sessions of a user"),
    scope="gateway.user.manage",
    response=schemas.Ended,
)
def end_sessions_of(ctx: Context, user_id: UUID) -> dict[str, int]:
    """Sign a person out everywhere."""
    user = ctx.get(User, user_id)
    check_power_over(ctx, user)
    return {"sessions": end_sessions(ctx, user.id)}


def _matches(host: "Host", password_hash: str | None, password: str, subjects: tuple[str, ...]) -> bool:
    try:
        return matches(password_hash, password)
    except TooBusy:
        with host.database.write() as session:  # who was sent away has not been guessing
            for subject in subjects:
                give_back(session, subject)
        raise


def _take_back(host: "Host", subject: str, address: str) -> None:
    """The password was right: it was no guess, whatever else may stand in the way."""
    with host.database.write() as session:
        forgive(session, subject)
        give_back(session, _place(address))


def _place(address: str) -> str:
    return subject_of("address", network_of(address))
