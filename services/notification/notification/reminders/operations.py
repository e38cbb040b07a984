"""What a person does with a reminder: say no to what the system only inferred."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from chassis.model import NotFound, StaleVersion
from chassis.operations import Context, operation
from notification.reminders import schemas
from notification.reminders.following import dismiss
from notification.reminders.kinds import PURCHASING, SALES
from notification.reminders.model import Reminder
from notification.reminders.queries import on_side, views


@operation(
    "POST",
    "/reminders/{reminder_id}/dismiss",
    title=("忽略提醒", "Dismiss a reminder"),
    scope="notification.reminder.dismiss",
    request=schemas.DismissReminder,
    response=schemas.ReminderView,
)
def dismiss_reminder(ctx: Context, reminder_id: UUID, reason: str, expected_version: int | None) -> dict[str, Any]:
    """It comes back when its source names another day. Deliveries, money, contacts and tasks cannot be dismissed."""
    return _dismiss(ctx, SALES, reminder_id, reason, expected_version)


@operation(
    "POST",
    "/purchasing-reminders/{reminder_id}/dismiss",
    title=("忽略采购提醒", "Dismiss a purchasing reminder"),
    scope="notification.purchasing_reminder.dismiss",
    request=schemas.DismissReminder,
    response=schemas.ReminderView,
)
def dismiss_purchasing_reminder(
    ctx: Context, reminder_id: UUID, reason: str, expected_version: int | None
) -> dict[str, Any]:
    """It comes back when the stock was enough and runs low again. Payables cannot be dismissed."""
    return _dismiss(ctx, PURCHASING, reminder_id, reason, expected_version)


def _dismiss(ctx: Context, side: str, reminder_id: UUID, reason: str, version: int | None) -> dict[str, Any]:
    statement = select(Reminder).where(on_side(ctx, side), Reminder.id == reminder_id)
    reminder = ctx.session.scalars(statement).one_or_none()
    if reminder is None:
        raise NotFound
    if version is not None and version != reminder.version:
        raise StaleVersion
    dismiss(ctx, reminder, reason)
    ctx.session.flush()
    return views(ctx, [reminder], ctx.today())[0]
