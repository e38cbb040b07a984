"""Fields and kinds of record of this service in words: headers of exports, the audit trail on a screen."""

from chassis.words import Words

WORDS: Words = {
    "Backup": ("备份", "Backup"),
    "bytes": ("字节数", "Bytes"),
    "heads": ("事件位置", "Event positions"),
    "held_ms": ("暂停毫秒数", "Held for ms"),
    "taken_at": ("备份时间", "Taken at"),
    "verified_at": ("校验时间", "Verified at"),
}
