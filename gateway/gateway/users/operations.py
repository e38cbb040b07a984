"""Use cases of users: create, change, give a password, deactivate, reactivate."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import delete, select

from chassis.access import seeing_everything
from chassis.model import Forbidden, NotFound, Unauthenticated
from chassis.operations import Context, operation
from gateway import events
from gateway.org.model import ROOT_ID, OrgUnit
from gateway.roles.queries import require_roles
from gateway.sessions.model import SignIn
from gateway.users import schemas
from gateway.users.model import Credential, OwnAccount, SuperiorCircle, UnknownPeople, User, WrongPassword
from gateway.users.passwords import hashed, matches
from gateway.users.telling import tell_changed

if TYPE_CHECKING:
    from chassis.service import Host


def hash_password(host: "Host", password: str | None, **_: Any) -> dict[str, Any]:
    """Outside the transaction: hashing takes long and must not hold up other writers."""
    return {"password": hashed(password) if password is not None else None}


@operation(
    "POST",
    "/users",
    title=("新建用户", "Create a user"),
    scope="gateway.user.manage",
    request=schemas.CreateUser,
    response=schemas.UserView,
    status=201,
    before=hash_password,
    secret=True,
)
def create_user(
    ctx: Context,
    password: str | None,
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
        _keep_password(ctx, user, password)
    else:
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
    if unit_id := changes.pop("unit_id", None):
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
    "/users/{user_id}/password",
    title=("设置用户密码", "Set a user's password"),
    scope="gateway.user.manage",
    request=schemas.SetPassword,
    before=hash_password,
    secret=True,
)
def set_password(ctx: Context, user_id: UUID, password: str) -> None:
    """Give a person a new password; whoever is signed in as the person is signed out."""
    _keep_password(ctx, ctx.get(User, user_id), password)


@operation(
    "POST",
    "/me/password",
    title=("修改自己的密码", "Change one's own password"),
    public=True,
    request=schemas.ChangeOwnPassword,
    before=hash_password,
    secret=True,
)
def change_own_password(ctx: Context, old_password: str, password: str) -> None:
    """Everybody who is signed in may, whatever the roles; all of the person's sessions end."""
    with seeing_everything(ctx.session):  # only the own record, which no role needs to grant
        user = ctx.session.get(User, ctx.principal.id)
    if user is None:
        raise Unauthenticated
    credential = ctx.session.get(Credential, user.id)
    if not matches(credential.password_hash if credential else None, old_password):
        raise WrongPassword(field="old_password")
    _keep_password(ctx, user, password)


@operation(
    "POST",
    "/users/{user_id}/deactivate",
    title=("停用用户", "Deactivate a user"),
    scope="gateway.user.manage",
    request=schemas.DeactivateUser,
    response=schemas.UserView,
)
def deactivate_user(ctx: Context, user_id: UUID, successor_id: UUID | None, expected_version: int | None) -> User:
    """A person has left: signed out at once. The successor, when named, takes over customers (F18)."""
    user = ctx.get(User, user_id, version=expected_version)
    if user.id == ctx.principal.id:
        raise OwnAccount
    if successor_id and (successor_id == user.id or not ctx.get(User, successor_id, field="successor_id").active):
        raise NotFound(field="successor_id")
    if user.active:
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


def end_sessions(ctx: Context, user_id: UUID) -> None:
    """Sign a person out everywhere."""
    ctx.session.execute(delete(SignIn).where(SignIn.user_id == user_id))


def check_superior(ctx: Context, user: User, superior_id: UUID, field: str = "superior_id") -> None:
    """Raises NotFound for an unknown superior, SuperiorCircle when the person would end up above himself."""
    above: UUID | None = superior_id
    with seeing_everything(ctx.session):  # a superior may sit outside of what the administrator manages
        while above is not None:
            if above == user.id:
                raise SuperiorCircle(field=field)
            above = ctx.get(User, above, field=field).superior_id


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
        user.roles, user.derives_roles = require_roles(ctx.session, roles), False
    if serves is not None:
        known = set(ctx.session.scalars(select(User.code).where(User.code.in_(serves))))
        if unknown := sorted(set(serves) - known):
            raise UnknownPeople(field="serves", codes=", ".join(unknown))
        user.serves = sorted(known)


def _keep_password(ctx: Context, user: User, password_hash: str) -> None:
    ctx.session.merge(Credential(user_id=user.id, password_hash=password_hash))
    user.password_changed_at = ctx.now()
    end_sessions(ctx, user.id)
    tell_changed(ctx, user)
