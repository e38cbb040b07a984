"""From a session to a signed principal: the person's rights, remembered for at most five seconds."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis.access import EVERYTHING, Principal
from chassis.model import Unauthenticated
from chassis.operations import Context
from chassis.service import Host
from gateway.devices.admission import NO_TERMS, Terms, proof_holds, terms_of
from gateway.org.model import OrgUnit
from gateway.per_host import PerHost
from gateway.roles.model import Role, hidden_by_all, united_grants
from gateway.sessions.debts import present_stage
from gateway.sessions.model import COMPLETE, IDLE, TOUCH_EVERY, SignIn
from gateway.users.model import User
from gateway.viewing.looking import as_viewed

REMEMBERED = timedelta(seconds=5)
MOST_REMEMBERED = 10_000


@dataclass(frozen=True)
class SignedIn:
    """Somebody who is signed in: `signed` is the principal as services take it, without rights before `complete`."""

    session_id: UUID | None
    principal: Principal
    signed: str
    until: datetime
    stage: str = COMPLETE
    terms: Terms = NO_TERMS


LookUp = Callable[[Host, str, datetime], SignedIn]


@dataclass
class _Remembered:
    """What was looked up a moment ago. `generation` keeps a look-up from storing what was changed while it ran."""

    by_hash: dict[str, SignedIn] = field(default_factory=dict)
    generation: int = 0


_remembered: PerHost[_Remembered] = PerHost(lambda host: _Remembered())


def signed_in(host: Host, token_hash: str, look_up: LookUp | None = None) -> SignedIn:
    """Who is behind a token, a person's session unless said otherwise; raises Unauthenticated when it holds no more."""
    remembered, now = _remembered.of(host), host.clock.now()
    found = remembered.by_hash.get(token_hash)
    if found is not None and now < found.until:
        return found
    generation = remembered.generation
    found = (look_up or _look_up)(host, token_hash, now)
    if len(remembered.by_hash) >= MOST_REMEMBERED:
        remembered.by_hash.clear()
    if generation == remembered.generation:
        remembered.by_hash[token_hash] = found
    return found


def forget_principals(ctx: Context) -> None:
    """After the commit this process looks everybody up anew; other gateway processes follow within five seconds."""
    ctx.after_commit.append(partial(_forget, ctx.host))


def principal_of(session: Session, user: User) -> Principal:
    """The person's rights: the union of the roles, the teams led, the own branch, the people served."""
    roles = session.scalars(select(Role).where(Role.code.in_(user.roles))).all() if user.roles else []
    return Principal(
        id=user.id,
        name=user.name,
        org_path=user.org_path,
        grants=united_grants(roles),
        teams=tuple(session.scalars(select(OrgUnit.path).filter_by(leader_id=user.id).order_by(OrgUnit.path))),
        branch=_branch(session, user.org_path),
        serves=_served(session, user),
        hidden=hidden_by_all(roles),
    )


def idle_limit(host: Host) -> timedelta:
    """How long a session may be left alone."""
    return timedelta(hours=float(host.settings.get("session_idle_hours", IDLE.total_seconds() / 3600)))


def _look_up(host: Host, token_hash: str, now: datetime) -> SignedIn:
    with host.database.read() as session:
        session.info["reach"] = EVERYTHING  # who it is and what he may is looked up before anybody has rights
        row = session.scalar(select(SignIn).filter_by(token_hash=token_hash))
        user = session.get(User, row.user_id) if row is not None else None
        if row is None or user is None or not user.active or not row.holds(now, idle_limit(host)):
            raise Unauthenticated
        terms = terms_of(session, user, row, proof_holds(host.settings))
        principal = replace(principal_of(session, user), device=terms.device)
        stage = present_stage(session, row.stage, user)
        if stage == COMPLETE:
            principal = as_viewed(session, row.id, principal, principal_of)
        session.expunge(row)
    if stage != COMPLETE:
        principal = replace(principal, grants={}, teams=(), serves=())
    if now - row.last_seen_at >= TOUCH_EVERY:
        _touch(host, row.id, now)
    until = min(now + REMEMBERED, row.expires_at)
    return SignedIn(row.id, principal, host.signer.sign(principal), until, stage, terms)


def _touch(host: Host, session_id: UUID, now: datetime) -> None:
    with host.database.write() as session:
        row = session.get(SignIn, session_id)
        if row is not None:
            row.last_seen_at = now


def _branch(session: Session, org_path: str) -> str | None:
    """The path of the nearest branch above or at the person's unit."""
    codes = org_path.strip("/").split("/")
    above = ["/" + "/".join(codes[: count + 1]) + "/" for count in range(len(codes))]
    statement = select(OrgUnit.path).where(OrgUnit.path.in_(above), OrgUnit.kind == "branch")
    return max(session.scalars(statement), key=len, default=None)


def _served(session: Session, user: User) -> tuple[UUID, ...]:
    if not user.serves:
        return ()
    return tuple(session.scalars(select(User.id).where(User.code.in_(user.serves)).order_by(User.code)))


def _forget(host: Host) -> None:
    remembered = _remembered.of(host)
    remembered.generation += 1
    remembered.by_hash.clear()
