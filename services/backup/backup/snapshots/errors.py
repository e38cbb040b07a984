"""What can be wrong with a backup file or with the place it is restored to."""

from chassis.model import RuleError


class DamagedBackup(RuleError):
    """The file is not what was written: cut, changed, or no backup at all."""

    code = "backup.damaged"
    status = 422
    zh = "备份文件已损坏或不完整：{what}"
    en = "The backup file is damaged or incomplete: {what}"


class ForeignBackup(RuleError):
    """The file was made by a version or for a database that this installation cannot restore."""

    code = "backup.foreign"
    status = 422
    zh = "无法还原此备份：{what}"
    en = "This backup cannot be restored here: {what}"


class NotEmpty(RuleError):
    """Restoring never overwrites: the target must be an empty installation."""

    code = "backup.not_empty"
    zh = "只能还原到空的安装：{what} 已有数据"
    en = "Restore needs an empty installation: {what} holds data"


class BackupMissing(RuleError):
    """The file was moved or deleted meanwhile."""

    code = "backup.missing"
    status = 410
    zh = "备份文件已不在备份目录：{name}"
    en = "The file is no longer in the backup folder: {name}"
