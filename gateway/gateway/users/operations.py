"""Use cases of users: create, change, deactivate, reactivate."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from chassis.access import seeing_everything
from chassis.model import Forbidden, NotFound
from chassis.operations import Context, operation
from gateway import events
from gateway.org.model import ROOT_ID, OrgUnit
from gateway.passwords.keeping import NewPassword, keep_password, new_password
from gateway.roles.power import check_assignment, check_not_oneself, check_power_over, somebody_stays_in_charge
from gateway.roles.queries import require_roles
from gateway.sessions.ending import end_sessions
from gateway.users import schemas
from gateway.users.model import OwnAccount, SuperiorCircle, UnknownPeople, User
from gateway.users.succession import hand_over, in_hand
from gateway.users.telling import tell_changed


@operation(
    "POST",
    "/users",
    title=("新建用户", "Create a user"),
    scope="gateway.user.manage",
    request=schemas.CreateUser,
    response=schemas.UserView,
    status=201,
    before=new_password,
    secret=True,
)
def create_user(
    ctx: Context,
    password: NewPassword | None,
    must_change: bool,
    unit_id: UUID | None,
    superior_id: UUID | None,
    roles: list[str],
    serves: list[str],
    **values: Any,
) -> User:
    """A person, who can sign in once there is a password."""
    user = User(**values, superior_id=superior_id, active=True, roles=[], serves=[])
    _place(ctx, user, unit_id or ROOT_ID)
    if superior_id:
        check_superior(ctx, user, superior_id)
    _give(ctx, user, roles=roles, serves=serves)
    ctx.add(user)
    if password:
        keep_password(ctx, user, password, must_change=must_change)
    tell_changed(ctx, user)
    return user


@operation(
    "PUT",
    "/users/{user_id}",
    title=("修改用户", "Change a user"),
    scope="gateway.user.manage",
    request=schemas.ChangeUser,
    response=schemas.UserView,
)
def change_user(ctx: Context, user_id: UUID, expected_version: int | None, **changes: Any) -> User:
    """Change what is named. A place or roles given by hand no longer follow the tree of superiors."""
    user = ctx.get(User, user_id, version=expected_version)
    check_power_over(ctx, user)
    if unit_id := changes.pop("unit_id", None):
        if unit_id != user.unit_id:
            check_not_oneself(ctx, user, "unit_id")
        _place(ctx, user, unit_id)
    if changes.get("superior_id"):
        check_superior(ctx, user, changes["superior_id"])
    if "superior_id" in changes:
        user.superior_code = None
    _give(ctx, user, roles=changes.pop("roles", None), serves=changes.pop("serves", None))
    for name, value in changes.items():
        setattr(user, name, value)
    tell_changed(ctx, user)
    return user


@operation(
    "POST",
    "/users/{user_id}/deactivate",
    title=("停用用户", "Deactivate a user"),
    scope="gateway.user.manage",
    request=schemas.DeactivateUser,
    response=schemas.UserView,
)
def deactivate_user(
    ctx: Context, user_id: UUID, successor_id: UUID | None, without_successor: bool, expected_version: int | None
) -> User:
    """A person has left: signed out at once. The successor takes over customers, units, subordinates (F18)."""
    user = ctx.get(User, user_id, version=expected_version)
    if user.id == ctx.principal.id:
        raise OwnAccount
    check_power_over(ctx, user)
    successor = _successor(ctx, user, successor_id) if successor_id else None
    if not user.active:
        return user
    what = in_hand(ctx.session, user)
    if successor is not None:
        hand_over(ctx, user, successor, what)
    elif not without_successor:
        what.require_nothing()
    user.active = False
    end_sessions(ctx, user.id)
    tell_changed(ctx, user)
    ctx.record(events.UserDeactivated, user.id, user_id=user.id, successor_id=successor_id)
    return user


@operation(
    "POST",
    "/users/{user_id}/reactivate",
    title=("恢复用户", "Reactivate a user"),
    scope="gateway.user.manage",
    request=schemas.ReactivateUser,
    response=schemas.UserView,
)
def reactivate_user(ctx: Context, user_id: UUID, expected_version: int | None) -> User:
    user = ctx.get(User, user_id, version=expected_version)
    if not user.active:
        user.active = True
        tell_changed(ctx, user)
    return user


def check_superior(ctx: Context, user: User, superior_id: UUID, field: str = "superior_id") -> None:
    """Raises NotFound for an unknown superior, SuperiorCircle when the person would end up above himself."""
    above: UUID | None = superior_id
    with seeing_everything(ctx.session):  # a superior may sit outside of what the administrator manages
        while above is not None:
            if above == user.id:
                raise SuperiorCircle(field=field)
            above = ctx.get(User, above, field=field).superior_id


def _successor(ctx: Context, leaver: User, successor_id: UUID) -> User:
    found = ctx.get(User, successor_id, field="successor_id")
    if found.id == leaver.id or not found.active:
        raise NotFound(field="successor_id")
    return found


def _place(ctx: Context, user: User, unit_id: UUID) -> None:
    unit = ctx.get(OrgUnit, unit_id, field="unit_id")
    if not ctx.reach.includes(user.id, unit.path):
        raise Forbidden(field="unit_id")
    user.put_into(unit)
    user.derives_place = False


def _give(ctx: Context, user: User, *, roles: list[str] | None, serves: list[str] | None) -> None:
    if roles is not None and sorted(roles) != sorted(user.roles):
        if ctx.principal.data_scope("gateway.role.assign") is None:
            raise Forbidden(function="gateway.role.assign", field="roles")
        check_assignment(ctx, user, roles)
        with somebody_stays_in_charge(ctx):
            user.roles, user.derives_roles = require_roles(ctx.session, roles), False
    if serves is not None and sorted(serves) != sorted(user.serves):
        check_not_oneself(ctx, user, "serves")
        known = set(ctx.session.scalars(select(User.code).where(User.code.in_(serves))))
        if unknown := sorted(set(serves) - known):
            raise UnknownPeople(field="serves", codes=", ".join(unknown))
        user.serves = sorted(known)
