"""The testing kit: a service alone, callers with rights, a clock that is moved by hand."""

from chassis.testing.service import Caller, ServiceUnderTest, person_id

__all__ = ["Caller", "ServiceUnderTest", "person_id"]
