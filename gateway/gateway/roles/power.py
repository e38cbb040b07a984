"""Who may give which rights: nobody more than he holds, nobody to himself, and somebody always stays in charge.

`gateway.role.grant_any` lifts the first two: the owner's role and the operator have it. Over people who hold it, only
such people have power; else whoever resets the owner's password would be the owner.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis.access import SCOPES, seeing_everything, widest_scope
from chassis.model import Forbidden, RuleError
from chassis.operations import Context
from gateway.roles.model import Role, united_grants
from gateway.users.model import User

GRANT_ANY = "gateway.role.grant_any"
CHARGE = (GRANT_ANY, "gateway.role.manage", "gateway.role.assign")
"""Whoever holds all of these can put anything right; if nobody does, only the command line can."""


class RoleBeyondOwn(Forbidden):
    code = "role_beyond_own"
    zh = "不能授予自己没有的权限：{function}"
    en = "You cannot give rights that you do not have yourself: {function}"


class OwnRoles(Forbidden):
    code = "own_roles"
    zh = "不能修改自己的角色、所属机构和服务对象"
    en = "Nobody changes his own roles, his own place or whom he works for"


class BeyondPower(Forbidden):
    code = "beyond_own_power"
    zh = "此人可以授予任何权限，您无权管理此账号"
    en = "This person may grant any right; managing the account takes the same right"


class LastInCharge(RuleError):
    code = "last_in_charge"
    zh = "这样就没有任何人能管理角色和权限了"
    en = "Nobody would be left who can manage roles and rights"


def may_grant_any(ctx: Context) -> bool:
    return ctx.principal.data_scope(GRANT_ANY) is not None


def check_grants(ctx: Context, wanted: Mapping[str, str], before: Mapping[str, str]) -> None:
    """Raises RoleBeyondOwn for a right that is neither there already nor held, as wide, by who gives it.

    For roles and for whatever else carries rights, such as API clients.
    """
    if may_grant_any(ctx):
        return
    for pattern, scope in wanted.items():
        if not (_held(before, pattern, scope) or _held(ctx.principal.grants, pattern, scope)):
            raise RoleBeyondOwn(field=f"grants.{pattern}", function=pattern)


def check_shown(ctx: Context, shown: Iterable[str]) -> None:
    """Raises RoleBeyondOwn for a mark that is to be shown and that is hidden from who shows it."""
    if may_grant_any(ctx):
        return
    if beyond := sorted(set(shown) & ctx.principal.hidden):
        raise RoleBeyondOwn(field="hidden", function=", ".join(beyond))


def check_assignment(ctx: Context, user: User, codes: Collection[str], field: str = "roles") -> None:
    """Raises OwnRoles, BeyondPower, and RoleBeyondOwn for a role that can grant anything."""
    if may_grant_any(ctx):
        return
    if user.id == ctx.principal.id:
        raise OwnRoles(field=field)
    check_power_over(ctx, user)
    if _united(ctx.session, codes, GRANT_ANY):
        raise RoleBeyondOwn(field=field, function=GRANT_ANY)


def check_power_over(ctx: Context, user: User) -> None:
    """Raises BeyondPower for managing somebody who may grant any right, without that right."""
    if not may_grant_any(ctx) and user.id != ctx.principal.id and _united(ctx.session, user.roles, GRANT_ANY):
        raise BeyondPower


def check_not_oneself(ctx: Context, user: User, field: str) -> None:
    """Raises OwnRoles: a place, a unit to lead and people to serve widen what one sees as well as a role does."""
    if user.id == ctx.principal.id and not may_grant_any(ctx):
        raise OwnRoles(field=field)


@contextmanager
def somebody_stays_in_charge(ctx: Context) -> Iterator[None]:
    """Raises LastInCharge when the block leaves nobody in charge, and somebody was before it."""
    before = in_charge(ctx.session)
    yield
    ctx.session.flush()
    if before and not in_charge(ctx.session):
        raise LastInCharge


def in_charge(session: Session) -> bool:
    """Whether an active person can manage roles without limit."""
    roles = {role.code: role for role in session.scalars(select(Role))}
    with seeing_everything(session):  # the whole company, whoever asks
        held = session.scalars(select(User.roles).where(User.active)).all()
    distinct = {frozenset(codes) for codes in held}
    return any(_charge(united_grants([roles[code] for code in codes if code in roles])) for codes in distinct)


def _charge(grants: Mapping[str, str]) -> bool:
    return all(widest_scope(grants, function) is not None for function in CHARGE)


def _united(session: Session, codes: Collection[str], function: str) -> bool:
    roles = session.scalars(select(Role).where(Role.code.in_(codes))).all() if codes else []
    return widest_scope(united_grants(roles), function) is not None


def _held(grants: Mapping[str, str], pattern: str, scope: str) -> bool:
    own = widest_scope(grants, pattern)
    return own is not None and SCOPES.index(own) >= SCOPES.index(scope)
