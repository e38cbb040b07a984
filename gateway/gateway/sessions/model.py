"""Sessions: who is signed in, from where, until when, and what is still missing."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from chassis.model import Identified, IllegalTransition, RuleError, UtcDateTime
from gateway.base import Base

IDLE = timedelta(hours=12)
ABSOLUTE = timedelta(days=7)
TOUCH_EVERY = timedelta(minutes=10)
"""How stale `last_seen_at` may be: a request is not worth a write of its own."""
FRESH = timedelta(minutes=15)
"""So long after a sign-in the person need not show the password again for what protects the account."""

SECOND_FACTOR, SETUP, PASSWORD_CHANGE, COMPLETE = (
    "second_factor",
    "second_factor_setup",
    "password_change",
    "complete",
)
STAGES = (SECOND_FACTOR, SETUP, PASSWORD_CHANGE, COMPLETE)
"""A session goes through these in this order, past those that the person does not owe, and never back."""


def stage_after(done: str | None, owed: Collection[str]) -> str:
    """The stage that follows `done` (None: the password was right), of those that are owed."""
    ahead = STAGES[STAGES.index(done) + 1 :] if done else STAGES
    return next(stage for stage in ahead if stage in owed or stage == COMPLETE)


class SignInFailed(RuleError):
    """One answer for an unknown name, a wrong password and a person who has left: it tells a stranger nothing."""

    code = "sign_in_failed"
    status = 401
    zh = "用户名或密码不正确"
    en = "The user name or the password is not right"


class PasswordExpired(RuleError):
    """Said only to whoever knows the temporary password."""

    code = "password_expired"
    status = 401
    zh = "临时密码已过期，请联系管理员重新设置"
    en = "The temporary password has expired; ask an administrator for another one"


class SignIn(Identified, Base):
    """A session. Of the token only its SHA-256 is kept: whoever reads the database cannot sign in with it."""

    __tablename__ = "sign_in"

    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"), index=True)
    stage: Mapped[str] = mapped_column(String(20), default=COMPLETE)
    address: Mapped[str] = mapped_column(String(60))
    agent: Mapped[str] = mapped_column(String(200), default="")
    device_id: Mapped[UUID | None] = mapped_column(Uuid)
    proven_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        self.last_seen_at = self.created_at

    def holds(self, now: datetime, idle: timedelta) -> bool:
        """Whether the session is still good: neither at its end nor left idle."""
        return now < self.expires_at and now < self.last_seen_at + idle

    def pass_stage(self, done: str, owed: Collection[str]) -> None:
        """Go on to the next stage that is owed; raises IllegalTransition when the session is not at `done`."""
        if self.stage != done:
            raise IllegalTransition(state=self.stage, action=done)
        self.stage = stage_after(done, owed)

    def is_fresh(self, now: datetime) -> bool:
        """Whether the person has shown a moment ago who it is."""
        return now < self.created_at + FRESH
