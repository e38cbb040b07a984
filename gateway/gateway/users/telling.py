"""Telling the other services of a person."""

from chassis.operations import Context
from gateway import events
from gateway.principals import forget_principals
from gateway.users.model import User


def tell_changed(ctx: Context, user: User) -> None:
    """Everybody learns the person's place and state; cached rights are forgotten."""
    ctx.record(
        events.UserChanged,
        user.id,
        user_id=user.id,
        code=user.code,
        name=user.name,
        org_path=user.org_path,
        superior_id=user.superior_id,
        active=user.active,
    )
    forget_principals(ctx)
