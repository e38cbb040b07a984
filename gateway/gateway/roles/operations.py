"""Use cases of roles: create, copy, change, delete; and the standard ones at every start."""

from typing import Any
from uuid import UUID

from chassis.model import derived_id
from chassis.operations import Context, operation
from gateway.catalogue.functions import known_functions
from gateway.principals import forget_principals
from gateway.roles import schemas
from gateway.roles.defaults import STANDARD_ROLES
from gateway.roles.model import Role, RoleHeld, StandardRoleStays
from gateway.roles.power import check_grants, check_shown, somebody_stays_in_charge
from gateway.roles.queries import holders_of

STANDARD = frozenset(role["code"] for role in STANDARD_ROLES)


@operation(
    "POST",
    "/roles",
    title=("新建角色", "Create a role"),
    scope="gateway.role.manage",
    request=schemas.CreateRole,
    response=schemas.RoleView,
    status=201,
)
def create_role(ctx: Context, hidden: list[str] | None, **values: Any) -> Role:
    """Nobody puts more into it than he holds himself, unless he may grant any right."""
    if hidden is None:
        hidden = sorted({*known_functions(ctx).marks, *ctx.principal.hidden})
    check_grants(ctx, values["grants"], {})
    check_shown(ctx, ctx.principal.hidden - set(hidden))
    return ctx.add(Role(**values, hidden=hidden, standard=False))


@operation(
    "POST",
    "/roles/{role_id}/copy",
    title=("复制角色", "Copy a role"),
    scope="gateway.role.manage",
    request=schemas.CopyRole,
    response=schemas.RoleView,
    status=201,
)
def copy_role(ctx: Context, role_id: UUID, **values: Any) -> Role:
    """The same rights under another name; nobody has it yet."""
    role = ctx.get(Role, role_id)
    values |= {"grants": dict(role.grants), "requires_second_factor": role.requires_second_factor}
    return create_role(ctx, hidden=list(role.hidden), **values)


@operation(
    "PUT",
    "/roles/{role_id}",
    title=("修改角色", "Change a role"),
    scope="gateway.role.manage",
    request=schemas.ChangeRole,
    response=schemas.RoleView,
)
def change_role(ctx: Context, role_id: UUID, expected_version: int | None, **changes: Any) -> Role:
    """From now on the role is the company's own: no release changes it any more. It holds within 5 seconds."""
    role = ctx.get(Role, role_id, version=expected_version)
    check_grants(ctx, changes.get("grants", {}), role.grants)
    if "hidden" in changes:
        check_shown(ctx, set(role.hidden) - set(changes["hidden"]))
    with somebody_stays_in_charge(ctx):
        for name, value in changes.items():
            setattr(role, name, value)
        role.standard = False
    forget_principals(ctx)
    return role


@operation("DELETE", "/roles/{role_id}", title=("删除角色", "Delete a role"), scope="gateway.role.manage")
def delete_role(ctx: Context, role_id: UUID) -> None:
    """Raises RoleHeld while anybody has it, StandardRoleStays for one that comes with the product."""
    role = ctx.get(Role, role_id)
    if role.code in STANDARD:
        raise StandardRoleStays
    if people := holders_of(ctx.session, role.code):
        raise RoleHeld(people=len(people))
    ctx.session.delete(role)


def prepare_roles(ctx: Context) -> None:
    """Bring the standard roles up to this release, and leave alone what somebody has edited."""
    for values in STANDARD_ROLES:
        identity = derived_id("role", values["code"])
        role = ctx.session.get(Role, identity)
        if role is None:
            ctx.add(Role(id=identity, standard=True, **values))
        elif role.standard:
            for name, value in values.items():
                setattr(role, name, value)
