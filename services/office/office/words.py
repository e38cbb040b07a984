"""Fields and kinds of record of this service in words: headers of exports, the audit trail on a screen."""

from chassis.words import Words

WORDS: Words = {
    "Announcement": ("公告", "Announcement"),
    "Task": ("任务", "Task"),
    "author_name": ("发布人", "Author"),
    "assigner_id": ("指派人编号", "Assigner id"),
    "assigner_name": ("指派人", "Assigned by"),
    "read": ("已读", "Read"),
    "published_at": ("发布时间", "Published at"),
}
