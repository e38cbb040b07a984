"""The read side of backups."""

from typing import Any

from sqlalchemy import select

from backup.snapshots import schemas
from backup.snapshots.model import Backup
from chassis.operations import Context, ListQuery, operation


@operation(
    "GET",
    "/backups",
    title=("备份列表", "Backups"),
    scope="backup.backup.read",
    query=ListQuery,
    response=schemas.BackupPage,
)
def list_backups(ctx: Context, **query: Any) -> dict[str, Any]:
    """The newest first."""
    return ctx.page(select(Backup), {"taken_at": Backup.taken_at}, "-taken_at", query)
