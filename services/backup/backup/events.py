"""What backup publishes."""

from chassis.eventlog import Event
from chassis.operations import fields


class BackupVerified(Event):
    type = "backup.backup_verified.v1"

    backup_id = fields.Id(required=True)
    file = fields.Text(required=True)
    bytes = fields.WholeNumber(0, 10**15, required=True)
    taken_at = fields.Instant(required=True)


class BackupFailed(Event):
    type = "backup.backup_failed.v1"

    backup_id = fields.Id(required=True)
    error = fields.Text(2000, required=True)
