"""Every change to a business record leaves who, when, from which device, old and new; chained, sealed, anchored."""

from chassis.audit.capture import watch
from chassis.audit.chain import append_entries
from chassis.audit.damage import Damage
from chassis.audit.model import AuditEntry
from chassis.audit.noting import note, noted
from chassis.audit.refusals import Refusals
from chassis.audit.trail import ANCHOR_SECONDS, Trail
from chassis.audit.verifying import broken_links

__all__ = [
    "ANCHOR_SECONDS",
    "AuditEntry",
    "Damage",
    "Refusals",
    "Trail",
    "append_entries",
    "broken_links",
    "note",
    "noted",
    "watch",
]
