"""The inbox: a cursor per producer, gap catch-up, a retry ladder, parking by subject."""

from chassis.inbox.inbox import BATCH, Inbox
from chassis.inbox.model import Cursor, ParkedEvent
from chassis.inbox.parking import LADDER, waiting_events
from chassis.inbox.reaction import Incoming, Reaction, reaction, reactions_in

__all__ = [
    "BATCH",
    "LADDER",
    "Cursor",
    "Inbox",
    "Incoming",
    "ParkedEvent",
    "Reaction",
    "reaction",
    "reactions_in",
    "waiting_events",
]
