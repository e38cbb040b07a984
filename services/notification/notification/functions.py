"""What roles can grant of reminders, in business words."""

from chassis.access import Area, Function

REMINDERS = Area("reminders", "提醒", "Reminders")

FUNCTIONS = (
    Function("notification.reminder.read", "查看提醒", "See reminders", REMINDERS),
    Function("notification.reminder.dismiss", "忽略提醒", "Dismiss reminders", REMINDERS),
    Function("notification.purchasing_reminder.read", "查看采购提醒", "See purchasing reminders", REMINDERS),
    Function("notification.purchasing_reminder.dismiss", "忽略采购提醒", "Dismiss purchasing reminders", REMINDERS),
)
