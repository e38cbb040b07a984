"""The read side of looking on: the principal of who looks on, and what the screen says of it."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis.access import Principal, seeing_everything
from chassis.operations import Context
from gateway.roles.model import Role
from gateway.sessions.client import current_client
from gateway.users.model import User
from gateway.viewing.model import RoleView, everywhere, narrowed

if TYPE_CHECKING:
    from collections.abc import Callable


def as_viewed(
    session: Session, session_id: UUID, principal: Principal, place_of: "Callable[[Session, User], Principal]"
) -> Principal:
    """The principal, or what is left of it while its session looks on: the role's rights, read only.

    `place_of` answers the principal of a person, whose team, branch and people served then count. A role that was
    deleted meanwhile shows nothing.
    """
    view = session.get(RoleView, session_id)
    if view is None:
        return principal
    role = session.scalar(select(Role).filter_by(code=view.role))
    person = session.get(User, view.person_id) if view.person_id else None
    own = everywhere(principal.grants) if view.person_id else principal.grants
    seen = replace(
        principal,
        grants=narrowed(role.grants, own) if role and (person or not view.person_id) else {},
        hidden=principal.hidden | frozenset(role.hidden if role else ()),
        read_only=True,
    )
    return seen if person is None else _in_place_of(seen, place_of(session, person))


def _in_place_of(seen: Principal, person: Principal) -> Principal:
    return replace(
        seen,
        org_path=person.org_path,
        teams=person.teams,
        branch=person.branch,
        serves=person.serves,
        stands_for=person.id,
    )


def current_view(ctx: Context) -> dict[str, Any] | None:
    """As which role the current session looks on; None when it does not."""
    session_id = current_client().session_id
    view = ctx.session.get(RoleView, session_id) if session_id else None
    return shown(ctx, view) if view else None


def shown(ctx: Context, view: RoleView) -> dict[str, Any]:
    role = ctx.session.scalar(select(Role).filter_by(code=view.role))
    with seeing_everything(ctx.session):  # whom the viewer was allowed to name when it began
        person = ctx.session.get(User, view.person_id) if view.person_id else None
    names = {"name_zh": role.name_zh, "name_en": role.name_en} if role else {"name_zh": "", "name_en": ""}
    told = {"role": view.role, "person_id": view.person_id, "begun_at": view.begun_at, **names}
    return told | {"person_name": person.name if person else None}
