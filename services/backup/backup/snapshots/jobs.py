"""The work behind backups: done by Celery, daily at the hour of the settings or when somebody asks."""

from pathlib import Path
from typing import Any
from uuid import UUID

from backup import events
from backup.snapshots.errors import BackupMissing
from backup.snapshots.model import Backup
from backup.snapshots.taking import take_backup, verify_backup
from chassis.jobs import JobWork, job, schedule
from chassis.model import RuleError
from chassis.operations import system_work
from chassis.service import Host

DAILY_AT = (3, 0)
"""Hour and minute of company time of the daily backup (F96)."""


@job("backup.take")
def take(work: JobWork) -> dict[str, Any]:
    """Take a backup and verify the file it made. A failure is a record and an event, too."""
    with work.step() as context:
        backup = context.add(Backup(taken_at=context.now(), state="taking", file="", bytes=0, held_ms=0.0, heads={}))
    settings = work.host.settings
    folder = Path(settings["backups"])
    try:
        path, manifest = take_backup(settings["databases"], work.host.files.root, folder, backup.taken_at)
    except (RuleError, OSError) as error:
        _fail(work, backup.id, str(error))
        raise
    with work.step() as context:
        row = context.get(Backup, backup.id)
        row.file, row.bytes, row.held_ms = path.name, path.stat().st_size, manifest["held_ms"]
        row.heads = {service: state["events"] for service, state in manifest["databases"].items()}
    return _verify(work, backup.id)


@job("backup.verify")
def verify(work: JobWork, backup_id: str) -> dict[str, Any]:
    """Read a backup again and record whether it is sound."""
    return _verify(work, UUID(backup_id))


@schedule("backup.daily", daily_at=DAILY_AT)
def start_daily_backup(host: Host) -> None:
    """One file a day."""
    with system_work(host, "backup.daily") as context:
        context.start_job("backup.take")


def _verify(work: JobWork, backup_id: UUID) -> dict[str, Any]:
    with work.step() as context:
        name = context.get(Backup, backup_id).file
    path = Path(work.host.settings["backups"]) / name
    try:
        if not name or not path.exists():
            raise BackupMissing(name=name)
        verify_backup(path)
    except RuleError as error:
        _fail(work, backup_id, str(error))
        raise
    with work.step() as context:
        row = context.get(Backup, backup_id)
        row.move("verify")
        row.verified_at, row.error = context.now(), ""
        facts = {"backup_id": row.id, "file": row.file, "bytes": row.bytes, "taken_at": row.taken_at}
        context.record(events.BackupVerified, row.id, **facts)
    return {"backup_id": str(backup_id), "name": name, "bytes": path.stat().st_size}


def _fail(work: JobWork, backup_id: UUID, error: str) -> None:
    with work.step() as context:
        row = context.get(Backup, backup_id)
        row.move("fail")
        row.error = error[:2000]
        context.record(events.BackupFailed, row.id, backup_id=row.id, error=row.error)
