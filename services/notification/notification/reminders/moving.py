"""The clock's part: announce what is due today or has become overdue (F77).

The clock never waits for a reminder. Reactions lock reminders in the order of their events, so the clock could not wait
for them in the same order; who locks without waiting is in no circle. What is skipped is announced by the next tick.
"""

from sqlalchemy import or_, select

from chassis.jobs import schedule
from chassis.operations import Context, system_work
from chassis.service import Host
from notification import events
from notification.reminders.model import Reminder

BATCH = 500


@schedule("notification.move_reminders", every=60)
def move_reminders(host: Host) -> None:
    """Announce each reminder once per due day and stage. Repeating this on the same day changes nothing."""
    while True:
        with system_work(host, "schedule:notification.move_reminders") as ctx:
            if not _move_some(ctx):
                return


def _move_some(ctx: Context) -> int:
    due = _due(ctx)
    for reminder in due:
        stage = reminder.raise_on(ctx.today())
        ctx.record(
            events.ReminderRaised,
            reminder.id,
            reminder_id=reminder.id,
            kind=reminder.kind,
            owner_id=reminder.owner_id,
            org_path=reminder.org_path,
            due_on=reminder.due_on,
            stage=stage,
        )
    return len(due)


def _due(ctx: Context) -> list[Reminder]:
    today = ctx.today()
    unannounced = or_(
        Reminder.raised_stage.is_(None),
        (Reminder.raised_stage == "today") & (Reminder.due_on < today),
    )
    statement = select(Reminder).where(Reminder.state == "open", Reminder.due_on <= today, unannounced)
    some = statement.order_by(Reminder.due_on, Reminder.id).limit(BATCH)
    return list(ctx.session.scalars(some.with_for_update(skip_locked=True)))
