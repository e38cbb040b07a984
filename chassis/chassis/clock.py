"""Time comes from a clock that is handed in, so that a rule can be tested on any day."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

COMPANY_ZONE = "Asia/Shanghai"


class Clock(Protocol):
    """Tells the time in UTC."""

    def now(self) -> datetime: ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


@dataclass
class FixedClock:
    """A clock for tests: it stands still until it is moved."""

    instant: datetime = field(default_factory=lambda: datetime(2026, 11, 23, 2, 0, tzinfo=UTC))

    def now(self) -> datetime:
        return self.instant

    def advance(self, **duration: float) -> None:
        """Move forward: ``clock.advance(days=1, hours=2)``."""
        self.instant += timedelta(**duration)


def local_date(instant: datetime, zone: str = COMPANY_ZONE) -> date:
    """The calendar day of an instant in the company's time zone."""
    return instant.astimezone(ZoneInfo(zone)).date()
