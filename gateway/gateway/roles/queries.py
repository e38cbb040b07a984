"""The read side of roles."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis.access import seeing_everything
from chassis.operations import Context, operation
from gateway.catalogue.functions import known_functions
from gateway.roles import schemas
from gateway.roles.model import Role, UnknownRole
from gateway.roles.words import SCOPES_IN_WORDS
from gateway.users.model import User

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


@operation(
    "GET",
    "/functions",
    title=("功能目录", "What roles can grant"),
    scope="gateway.role.read",
    response=schemas.FunctionCatalogue,
)
def list_functions(ctx: Context) -> dict[str, Any]:
    """Grouped by area, as the services declare them: a service deployed a minute ago is in it."""
    known = known_functions(ctx)
    areas: dict[str, dict[str, Any]] = {code: {**names, "functions": []} for code, names in known.areas.items()}
    for code, function in known.functions.items():
        shown = {name: function[name] for name in ("code", "zh", "en", "scoped")}
        areas[function["area"]["code"]]["functions"].append(shown | {"allows": known.allows.get(code, [])})
    scopes = [{"code": code, "zh": zh, "en": en} for code, (zh, en) in SCOPES_IN_WORDS.items()]
    return {"areas": list(areas.values()), "scopes": scopes, "marks": list(known.marks.values())}


def holders_of(session: Session, code: str) -> list[str]:
    """The names of the active people who have a role."""
    with seeing_everything(session):  # a role concerns the whole company
        held = session.execute(select(User.name, User.roles).where(User.active).order_by(User.code)).all()
    return [name for name, roles in held if code in roles]


def require_roles(session: Session, codes: Iterable[str], field: str = "roles") -> list[str]:
    """The codes, sorted and once each; raises UnknownRole."""
    wanted = sorted(set(codes))
    known = set(session.scalars(select(Role.code).where(Role.code.in_(wanted))))
    if unknown := [code for code in wanted if code not in known]:
        raise UnknownRole(field=field, codes=", ".join(unknown))
    return wanted
