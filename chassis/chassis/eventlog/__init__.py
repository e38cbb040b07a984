"""The event log is the truth; a broker is only delivery."""

from chassis.eventlog.event import Envelope, Event
from chassis.eventlog.log import append, ensure_head, head_position, lock_head, read_after
from chassis.eventlog.model import EventRow, LedgerHead, RelayState

__all__ = [
    "Envelope",
    "Event",
    "EventRow",
    "LedgerHead",
    "RelayState",
    "append",
    "ensure_head",
    "head_position",
    "lock_head",
    "read_after",
]
