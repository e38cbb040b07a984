"""What roles can grant of the office, in business words."""

from chassis.access import Area, Function

OFFICE = Area("office", "办公", "Office")

FUNCTIONS = (
    Function("office.announcement.read", "阅读公告", "Read announcements", OFFICE, scoped=False),
    Function("office.announcement.publish", "发布公告", "Publish announcements", OFFICE),
    Function("office.task.read", "查看任务", "See tasks", OFFICE),
    Function("office.task.assign", "指派任务", "Assign tasks", OFFICE),
    Function("office.task.finish", "完成任务", "Finish tasks", OFFICE),
)
