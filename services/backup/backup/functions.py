"""What roles can grant of backups, in business words."""

from chassis.access import Area, Function

SYSTEM = Area("system", "系统", "System")

FUNCTIONS = (
    Function("backup.backup.read", "查看备份", "See backups", SYSTEM, scoped=False),
    Function("backup.backup.take", "立即备份和校验", "Take and verify backups", SYSTEM, scoped=False),
)
