"""Credentials: the hash of a person's password, and whether it must be changed."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from chassis.model import Forbidden, Invalid, UtcDateTime
from gateway.base import Base

SHORTEST_PASSWORD = 8
TEMPORARY = timedelta(hours=72)


class WrongPassword(Invalid):
    code = "wrong_password"
    zh = "原密码不正确"
    en = "The old password is not right"


class PasswordUnchanged(Invalid):
    code = "password_unchanged"
    zh = "新密码不能与原密码相同"
    en = "The new password is the old one"


class PasswordNeeded(Invalid):
    code = "password_needed"
    zh = "请再次输入密码"
    en = "Show the password again"


class PasswordMustChange(Forbidden):
    """Only the person may know a password that lasts; the operator sets up accounts of services and tests."""

    code = "password_must_change"
    zh = "由他人设置的密码须在下次登录时修改"
    en = "A password given by somebody else must be changed at the next sign-in"


class Credential(Base):
    """The hash of a person's password, in a table of its own: it never meets the audit trail or an answer.

    A password that somebody else gave `must_change` at the next sign-in, and is good for nothing after `expires_at`.
    """

    __tablename__ = "credential"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"), primary_key=True)
    password_hash: Mapped[str] = mapped_column(String(200))
    must_change: Mapped[bool] = mapped_column(default=False)
    expires_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    def has_expired(self, now: datetime) -> bool:
        return self.expires_at is not None and now >= self.expires_at
