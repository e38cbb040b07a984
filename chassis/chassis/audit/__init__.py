"""Every change to a business record leaves who, when, from which device, old and new; chained by hashes."""

from chassis.audit.capture import watch
from chassis.audit.chain import append_entries, broken_links
from chassis.audit.model import AuditEntry

__all__ = ["AuditEntry", "append_entries", "broken_links", "watch"]
