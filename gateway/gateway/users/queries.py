"""The read side of users."""

from typing import Any
from uuid import UUID

from sqlalchemy import or_, select

from chassis.operations import Context, operation
from gateway.users import schemas
from gateway.users.model import User

SORTS = {"code": User.code, "name": User.name, "username": User.username}


@operation(
    "GET",
    "/users",
    title=("用户列表", "Users"),
    scope="gateway.user.read",
    query=schemas.UserQuery,
    response=schemas.UserPage,
)
def list_users(
    ctx: Context, below: str | None, active: bool | None, username: str | None, q: str | None, **query: Any
) -> dict[str, Any]:
    """Those within reach: oneself, the team, the branch, or all."""
    statement = select(User)
    if below:
        statement = statement.where(User.org_path.startswith(below, autoescape=True))
    if active is not None:
        statement = statement.where(User.active == active)
    if username:
        statement = statement.where(User.username == username)
    if q:
        columns = (User.name, User.username, User.code)
        statement = statement.where(or_(*[each.icontains(q, autoescape=True) for each in columns]))
    return ctx.page(statement, SORTS, "code", query)


@operation("GET", "/users/{user_id}", title=("用户", "User"), scope="gateway.user.read", response=schemas.UserView)
def get_user(ctx: Context, user_id: UUID) -> User:
    return ctx.get(User, user_id)
