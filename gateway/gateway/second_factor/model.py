"""The second factor: a secret shared with the person's phone (TOTP, RFC 6238), and recovery codes on paper."""

import hashlib
import secrets
from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from chassis.model import Identified, Invalid, RuleError, UtcDateTime
from gateway.base import Base

RECOVERY_CODES = 10
_LETTERS = "abcdefghjkmnpqrstvwxyz23456789"
_GROUPS, _GROUP = 6, 4


class WrongCode(Invalid):
    """One answer for a wrong code, an old one and one that was used already."""

    code = "wrong_code"
    zh = "验证码不正确或已使用"
    en = "The code is not right, or was used already"


class SecondFactorExists(RuleError):
    code = "second_factor_exists"
    zh = "已设置动态验证码，请先停用"
    en = "There is a second factor already; remove it first"


class NoSecondFactor(RuleError):
    code = "no_second_factor"
    zh = "尚未设置动态验证码"
    en = "There is no second factor"


class SecondFactor(Base):
    """The sealed secret of one person; it counts once `confirmed_at` is set. `last_step` was the last code's 30 s."""

    __tablename__ = "second_factor"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"), primary_key=True)
    sealed_secret: Mapped[bytes] = mapped_column(LargeBinary)
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_step: Mapped[int] = mapped_column(BigInteger, default=0)


class RecoveryCode(Identified, Base):
    """Of a recovery code only its SHA-256 is kept: with 117 random bits it needs neither salt nor slowness."""

    __tablename__ = "recovery_code"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"), index=True)
    code_hash: Mapped[str] = mapped_column(String(64))


def new_recovery_code() -> str:
    """Six groups of four, without letters that look alike."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(_GROUP)) for _ in range(_GROUPS))


def recovery_hash(code: str) -> str:
    """What is kept of a recovery code, however its groups were typed."""
    plain = "".join(code.lower().split()).replace("-", "")
    return hashlib.sha256(plain.encode()).hexdigest()
