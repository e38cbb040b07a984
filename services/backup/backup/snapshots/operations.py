"""Use cases of backups: take one now, verify one again."""

from uuid import UUID

from backup.snapshots import schemas
from backup.snapshots.model import Backup
from chassis.jobs import Job
from chassis.operations import Context, operation


@operation(
    "POST",
    "/backups",
    title=("立即备份", "Take a backup now"),
    scope="backup.backup.take",
    response=schemas.BackupStarted,
    status=202,
)
def start_backup(ctx: Context) -> Job:
    """As the daily one: all databases and files from one consistent cut, into one file (F96)."""
    return ctx.start_job("backup.take")


@operation(
    "POST",
    "/backups/{backup_id}/verify",
    title=("校验备份", "Verify a backup"),
    scope="backup.backup.take",
    response=schemas.BackupStarted,
    status=202,
)
def start_verification(ctx: Context, backup_id: UUID) -> Job:
    """Read the whole file again: checksums, databases, row counts (F98)."""
    return ctx.start_job("backup.verify", backup_id=str(ctx.get(Backup, backup_id).id))
