"""Ending sessions: here at once, in other gateway processes within the five seconds that principals are remembered."""

from uuid import UUID

from sqlalchemy import delete, select

from chassis.audit import note
from chassis.operations import Context
from gateway.principals import forget_principals
from gateway.sessions.model import SignIn


def end_sessions(ctx: Context, user_id: UUID, *, but: UUID | None = None) -> int:
    """Sign a person out everywhere, `but` in one session; answers how many sessions ended."""
    found = select(SignIn.id).where(SignIn.user_id == user_id, SignIn.id != but if but else SignIn.id.is_not(None))
    ended = list(ctx.session.scalars(found))
    ctx.session.execute(delete(SignIn).where(SignIn.id.in_(ended)))
    if ended:
        note(ctx, "sessions_ended", "User", user_id, sessions=len(ended))
        forget_principals(ctx)
    return len(ended)


def end_session(ctx: Context, row: SignIn, action: str) -> None:
    """Sign one session out."""
    ctx.session.delete(row)
    note(ctx, action, "SignIn", row.id, user=row.user_id, address=row.address)
    forget_principals(ctx)
