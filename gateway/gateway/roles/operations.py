"""Use cases of roles: create, change; and the standard ones at every start."""

from typing import Any
from uuid import UUID

from chassis.model import derived_id
from chassis.operations import Context, operation
from gateway.principals import forget_principals
from gateway.roles import schemas
from gateway.roles.defaults import STANDARD_ROLES
from gateway.roles.model import Role


@operation(
    "POST",
    "/roles",
    title=("新建角色", "Create a role"),
    scope="gateway.role.manage",
    request=schemas.CreateRole,
    response=schemas.RoleView,
    status=201,
)
def create_role(ctx: Context, **values: Any) -> Role:
    return ctx.add(Role(**values, standard=False))


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
    for name, value in changes.items():
        setattr(role, name, value)
    role.standard = False
    forget_principals(ctx)
    return role


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
