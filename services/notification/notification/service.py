"""The notification service: what it can do, at a glance."""

from pathlib import Path

from chassis.inbox import reactions_in
from chassis.jobs import schedules_in
from chassis.operations import operations_in
from chassis.service import Service
from notification import events, invariants, reactions
from notification.base import Base
from notification.functions import FUNCTIONS
from notification.reminders import moving
from notification.reminders import operations as reminder_operations
from notification.reminders import queries as reminder_queries
from notification.words import WORDS

service = Service(
    name="notification",
    title=("提醒", "Reminders"),
    base=Base,
    migrations=Path(__file__).parent / "migrations",
    words=WORDS,
    operations=operations_in(reminder_operations, reminder_queries),
    functions=FUNCTIONS,
    publishes=(events.ReminderRaised, events.ReminderCleared),
    reactions=reactions_in(reactions),
    schedules=schedules_in(moving),
    invariants=(
        invariants.one_reminder_per_source,
        invariants.closed_for_a_reason,
        invariants.nothing_done_is_open,
        invariants.with_the_present_owner,
    ),
    facts={"open": invariants.open_counts},
)
