"""The backup service: what it can do, at a glance. It alone may open its siblings' databases."""

from pathlib import Path

from backup import events
from backup.base import Base
from backup.functions import FUNCTIONS
from backup.snapshots import jobs, operations, queries
from backup.words import WORDS
from chassis.jobs import jobs_in, schedules_in
from chassis.operations import operations_in
from chassis.service import Service

service = Service(
    name="backup",
    title=("备份", "Backup"),
    base=Base,
    migrations=Path(__file__).parent / "migrations",
    words=WORDS,
    operations=operations_in(operations, queries),
    functions=FUNCTIONS,
    keeps_business=False,
    publishes=(events.BackupVerified, events.BackupFailed),
    jobs=jobs_in(jobs),
    schedules=schedules_in(jobs),
    opens_databases=True,
)
