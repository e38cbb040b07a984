"""Sessions: who is signed in, from where, until when."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from chassis.model import Identified, RuleError, UtcDateTime
from gateway.base import Base

IDLE = timedelta(hours=12)
ABSOLUTE = timedelta(days=7)
TOUCH_EVERY = timedelta(minutes=10)
"""How stale `last_seen_at` may be: a request is not worth a write of its own."""


class SignInFailed(RuleError):
    """One answer for an unknown name, a wrong password and a person who has left: it tells a stranger nothing."""

    code = "sign_in_failed"
    status = 401
    zh = "用户名或密码不正确"
    en = "The user name or the password is not right"


class TooManyAttempts(RuleError):
    code = "too_many_attempts"
    status = 429
    zh = "尝试次数过多，请 {retry_after} 秒后再试"
    en = "Too many attempts; try again in {retry_after} seconds"


class SignIn(Identified, Base):
    """A session. Of the token only its SHA-256 is kept: whoever reads the database cannot sign in with it."""

    __tablename__ = "sign_in"

    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"), index=True)
    address: Mapped[str] = mapped_column(String(60))
    device_id: Mapped[UUID | None] = mapped_column(Uuid)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        self.last_seen_at = self.created_at

    def holds(self, now: datetime, idle: timedelta) -> bool:
        """Whether the session is still good: neither at its end nor left idle."""
        return now < self.expires_at and now < self.last_seen_at + idle
