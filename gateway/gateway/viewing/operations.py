"""Use cases of looking on as a role (N10): begin and end. Both are on record; in between nothing can be changed."""

from typing import Any
from uuid import UUID

from sqlalchemy import delete, select

from chassis.access import reach_of, seeing_everything
from chassis.audit import note
from chassis.model import NotFound, Unauthenticated
from chassis.operations import Context, operation
from gateway.principals import forget_principals
from gateway.roles.model import Role
from gateway.sessions.client import current_client
from gateway.sessions.model import SignIn
from gateway.users.model import User
from gateway.viewing import schemas
from gateway.viewing.looking import shown
from gateway.viewing.model import RoleView, SessionNeeded


@operation(
    "POST",
    "/sessions/current/view-as",
    title=("以角色查看", "View as a role"),
    scope="gateway.role.view_as",
    request=schemas.BeginView,
    response=schemas.Viewing,
)
def begin_view(ctx: Context, role: str, person_id: UUID | None) -> dict[str, Any]:
    """The session now sees what the role sees, and no more than before; until the end it changes nothing."""
    session_id = current_client().session_id
    if session_id is None:
        raise SessionNeeded
    found = ctx.session.scalar(select(Role).filter_by(code=role))
    if found is None:
        raise NotFound(field="role")
    if person_id is not None:
        _require_visible(ctx, person_id)
    ctx.session.execute(delete(RoleView).where(RoleView.session_id.not_in(select(SignIn.id))))
    view = ctx.session.merge(RoleView(session_id=session_id, role=role, person_id=person_id, begun_at=ctx.now()))
    note(ctx, "view_as", "Role", found.id, role=role, person_id=person_id)
    forget_principals(ctx)
    return shown(ctx, view)


@operation(
    "POST",
    "/sessions/current/view-as/end",
    title=("结束以角色查看", "End viewing as a role"),
    public=True,
    while_viewing=True,
)
def end_view(ctx: Context) -> None:
    """One's own rights again; without a view nothing happens."""
    session_id = current_client().session_id
    if session_id is None:
        raise Unauthenticated
    view = ctx.session.get(RoleView, session_id)
    if view is not None:
        ctx.session.delete(view)
        note(ctx, "view_as_end", "RoleView", session_id, role=view.role)
        forget_principals(ctx)


def _require_visible(ctx: Context, person_id: UUID) -> None:
    """Raises NotFound for a person whom the viewer could not open himself."""
    with seeing_everything(ctx.session):  # only to compare the place with the reach of gateway.user.read
        person = ctx.session.get(User, person_id)
    if person is None or not reach_of(ctx.principal, "gateway.user.read").includes(person.id, person.org_path):
        raise NotFound(field="person_id")
