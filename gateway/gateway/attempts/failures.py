"""Failed sign-ins for the audit trail: counted by the minute, so that a flood of them adds few entries (X9)."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from chassis.audit import note
from chassis.jobs import schedule
from chassis.operations import Context, system_work
from chassis.service import Host
from gateway.attempts.counting import forget_attempts
from gateway.attempts.model import FailedSignIn
from gateway.clients.model import ApiClient
from gateway.users.model import User

UNKNOWN = "unknown"
"""For all names that nobody has. What was typed is not kept: it may have been a password."""
MINUTE = timedelta(minutes=1)


def count_failure(session: Session, who: UUID | None, address: str, now: datetime) -> None:
    """One more failure of this user or API client in this minute; None for who is neither."""
    minute = now.replace(second=0, microsecond=0)
    whose = UNKNOWN if who is None else str(who)
    values = {"minute": minute, "whose": whose, "failures": 1, "address": address[:60]}
    more = {"failures": FailedSignIn.failures + 1, "address": address[:60]}
    insert: Any = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    counted = insert(FailedSignIn).values(values)
    session.execute(counted.on_conflict_do_update(index_elements=["minute", "whose"], set_=more))


@schedule("note_failed_sign_ins", every=60)
def note_failures(host: Host) -> None:
    """Minutes that are over become entries of the audit trail, one for each name."""
    before = host.clock.now() - MINUTE
    with system_work(host, "note_failed_sign_ins") as ctx:
        found = ctx.session.scalars(select(FailedSignIn).where(FailedSignIn.minute <= before).with_for_update())
        for row in found.all():
            details = {"failures": row.failures, "minute": row.minute, "last_address": row.address}
            note(ctx, "sign_in_failed", _kind(ctx, row.whose), row.whose, **details)
            ctx.session.execute(
                delete(FailedSignIn).where(FailedSignIn.minute == row.minute, FailedSignIn.whose == row.whose)
            )


def _kind(ctx: Context, whose: str) -> str:
    is_client = whose != UNKNOWN and ctx.session.get(ApiClient, UUID(whose)) is not None
    return ApiClient.__name__ if is_client else User.__name__


@schedule("forget_attempts", daily_at=(3, 25))
def forget_old_attempts(host: Host) -> None:
    """What counts no more is removed."""
    forget_attempts(host)
