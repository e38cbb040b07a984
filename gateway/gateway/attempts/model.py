"""Failed attempts to show who one is: the first few cost nothing, then each doubles the wait (ASVS 6.3.1)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from chassis.model import TooManyRequests, UtcDateTime
from gateway.base import Base


class TooManyAttempts(TooManyRequests):
    code = "too_many_attempts"
    zh = "尝试次数过多，请 {retry_after} 秒后再试"
    en = "Too many attempts; try again in {retry_after} seconds"


@dataclass(frozen=True)
class Ladder:
    """After `free` failures within `window` the waits are 2, 4, 8 … seconds, and never more than `longest`."""

    free: int
    longest: timedelta
    window: timedelta

    def wait_after(self, failures: int) -> timedelta:
        """How long after the last failure nobody may try."""
        steps = failures - self.free
        if steps <= 0:
            return timedelta(0)
        return min(timedelta(seconds=2 ** min(steps, 30)), self.longest)


class AttemptCount(Base):
    """The failures of one subject. `subject` is a hash: what people type for a user name may be their password."""

    __tablename__ = "attempt_count"

    subject: Mapped[str] = mapped_column(String(64), primary_key=True)
    failures: Mapped[int]
    since: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    last_at: Mapped[datetime] = mapped_column(UtcDateTime)

    def begin(self, ladder: Ladder, now: datetime) -> None:
        """Count an attempt as failed until it turns out otherwise; raises TooManyAttempts."""
        if now >= self.since + ladder.window:
            self.failures, self.since = 0, now
        wait = self.last_at + ladder.wait_after(self.failures) - now
        if wait > timedelta(0):
            raise TooManyAttempts(wait)
        self.failures, self.last_at = self.failures + 1, now


class FamiliarNetwork(Base):
    """A network from which a person has signed in: guessing from elsewhere does not keep the person out there."""

    __tablename__ = "familiar_network"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"), primary_key=True)
    network: Mapped[str] = mapped_column(String(60), primary_key=True)
    last_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class FailedSignIn(Base):
    """Failures of one minute for one name, before they become one entry of the audit trail.

    `whose` is the id of a user or API client, or `unknown` for all that nobody has: a flood adds few rows a minute.
    """

    __tablename__ = "failed_sign_in"

    minute: Mapped[datetime] = mapped_column(UtcDateTime, primary_key=True)
    whose: Mapped[str] = mapped_column(String(36), primary_key=True)
    failures: Mapped[int]
    address: Mapped[str] = mapped_column(String(60))
