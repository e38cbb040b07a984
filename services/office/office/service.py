"""The office service: what it can do, at a glance."""

from pathlib import Path

from chassis.operations import operations_in
from chassis.service import Service
from office import events
from office.announcements import operations as announcement_operations
from office.announcements import queries as announcement_queries
from office.base import Base
from office.functions import FUNCTIONS
from office.tasks import operations as task_operations
from office.tasks import queries as task_queries
from office.words import WORDS

service = Service(
    name="office",
    title=("办公", "Office"),
    base=Base,
    migrations=Path(__file__).parent / "migrations",
    words=WORDS,
    operations=operations_in(announcement_operations, announcement_queries, task_operations, task_queries),
    functions=FUNCTIONS,
    publishes=(events.AnnouncementPublished, events.TaskAssigned, events.TaskClosed),
)
