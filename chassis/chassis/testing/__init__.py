"""The testing kit: a service alone, callers with rights, a clock that is moved by hand."""

from datetime import date

from chassis.clock import SystemClock, local_date
from chassis.testing.service import Caller, ServiceUnderTest, person_id

__all__ = ["Caller", "ServiceUnderTest", "person_id", "today"]


def today() -> date:
    """The calendar day of a company whose clock is the machine's."""
    return local_date(SystemClock().now())
