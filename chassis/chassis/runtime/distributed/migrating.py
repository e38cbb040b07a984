"""Migrations as a step of their own, before the new code serves."""

from chassis.database.migrations import migrate
from chassis.runtime.distributed.settings import BadSetting, Settings
from chassis.runtime.installation import installed_service


def migrate_databases(settings: Settings, names: list[str]) -> None:
    """Bring the databases of these services, or of all that the process is told, to the newest schema."""
    if not settings.databases:
        raise BadSetting("no ZHANGGUI_DATABASE_<SERVICE> is set: nothing to migrate")
    for name in names or sorted(settings.databases):
        migrate(installed_service(name), settings.database_of(name))
