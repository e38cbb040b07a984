"""The read side of roles."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis.operations import Context, operation
from gateway.roles import schemas
from gateway.roles.model import Role, UnknownRole

SORTS = {"code": Role.code}


@operation(
    "GET",
    "/roles",
    title=("角色列表", "Roles"),
    scope="gateway.role.read",
    query=schemas.RoleQuery,
    response=schemas.RolePage,
)
def list_roles(ctx: Context, **query: Any) -> dict[str, Any]:
    return ctx.page(select(Role), SORTS, "code", query)


@operation("GET", "/roles/{role_id}", title=("角色", "Role"), scope="gateway.role.read", response=schemas.RoleView)
def get_role(ctx: Context, role_id: UUID) -> Role:
    return ctx.get(Role, role_id)


def require_roles(session: Session, codes: Iterable[str], field: str = "roles") -> list[str]:
    """The codes, sorted and once each; raises UnknownRole."""
    wanted = sorted(set(codes))
    known = set(session.scalars(select(Role.code).where(Role.code.in_(wanted))))
    if unknown := [code for code in wanted if code not in known]:
        raise UnknownRole(field=field, codes=", ".join(unknown))
    return wanted
