"""What backup publishes."""

from chassis.eventlog import Event
from chassis.operations import fields


class BackupVerified(Event):
    """A backup was written, read again, and its sums agree."""

    type = "backup.backup_verified.v1"

    backup_id = fields.Id(required=True)
    file = fields.Text(required=True)
    bytes = fields.WholeNumber(0, 10**15, required=True)
    taken_at = fields.Instant(required=True)


class BackupFailed(Event):
    """No backup was made: what is safe is the one before."""

    type = "backup.backup_failed.v1"

    backup_id = fields.Id(required=True)
    error = fields.Text(2000, required=True)
