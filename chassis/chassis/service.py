"""A service as it is declared, and as it lives: the declaration plus a database, a clock and keys."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol
from uuid import UUID

from marshmallow import Schema
from sqlalchemy import MetaData
from sqlalchemy.orm import DeclarativeBase, Session

from chassis.access import Function, Mark, Signer, Verifier, check_functions
from chassis.audit import Refusals, Trail
from chassis.clock import COMPANY_ZONE, Clock, SystemClock
from chassis.database import Database
from chassis.eventlog import Event, ensure_head
from chassis.files import FileStore
from chassis.imports import ImportKind, import_operations
from chassis.inbox import Inbox, Reaction
from chassis.inbox.inbox import ReadLog
from chassis.jobs import JobKind, Schedule
from chassis.model import ChassisBase, Owned, RuleError
from chassis.observe.metrics import EVENTS_RECORDED
from chassis.operations import Context, Dispatcher, Operation, system_work
from chassis.operations.idempotency import forget_responses
from chassis.system import FUNCTIONS, system_jobs, system_operations, system_reactions
from chassis.words import Words

Check = Callable[[Session], Iterable[str]]
"""An invariant: yields a sentence for each violation found in the service's own database."""
Facts = Callable[[Session], dict[str, Any]]
"""What a service can tell for checks that concern several services, such as {delivery id: total}."""


@dataclass(frozen=True)
class Service:
    """What a service can do: read its `service.py` to know it."""

    name: str
    title: tuple[str, str]
    base: type[DeclarativeBase]
    migrations: Path
    operations: tuple[Operation, ...] = ()
    functions: tuple[Function, ...] = ()
    """What roles can grant of it: one for each scope that an operation names, and those that lift limits."""
    marks: tuple[Mark, ...] = ()
    """Kinds of fields that roles can hide."""
    keeps_business: bool = True
    """Whether its records are the company's business: then who runs the system sees no contents of its audit trail."""
    publishes: tuple[type[Event], ...] = ()
    reactions: tuple[Reaction, ...] = ()
    jobs: tuple[JobKind, ...] = ()
    imports: tuple[ImportKind, ...] = ()
    schedules: tuple[Schedule, ...] = ()
    constraints: Mapping[str, type[RuleError]] = field(default_factory=dict)
    invariants: tuple[Check, ...] = ()
    facts: Mapping[str, Facts] = field(default_factory=dict)
    words: Words = field(default_factory=dict)
    """Its fields and kinds of record in words: {name: (Chinese, English)}, beside those of chassis.words."""
    opens_databases: bool = False
    """Whether the runtime hands it the URLs of all databases (backup alone), as settings["databases"]."""
    prepare: Callable[[Context], None] | None = None
    """Runs in a unit of work at every start: what the service must find in its database (it is idempotent)."""

    @property
    def metadata(self) -> tuple[MetaData, MetaData]:
        return (ChassisBase.metadata, self.base.metadata)

    @property
    def owned_classes(self) -> list[type[Owned]]:
        return [mapper.class_ for mapper in self.base.registry.mappers if issubclass(mapper.class_, Owned)]


class Wake(Protocol):
    """Told after a commit that the log of a service has grown to a position; must return at once."""

    def __call__(self, service: str, position: int) -> None: ...


class Host:
    """A service brought to life. A runtime gives it a way to be woken, to enqueue jobs and to read other logs."""

    def __init__(
        self,
        service: Service,
        database_url: str,
        *,
        verifier: Verifier,
        signer: Signer,
        files: FileStore,
        anchors: Path,
        clock: Clock | None = None,
        zone: str = COMPANY_ZONE,
        settings: Mapping[str, Any] | None = None,
    ):
        self.service, self.name = service, service.name
        self.database = Database(database_url, service.owned_classes)
        self.verifier, self.signer, self.files = verifier, signer, files
        self.trail = Trail(anchors, signer, self.database.url.get_backend_name())
        self.clock = clock or SystemClock()
        self.zone = zone
        self.settings = dict(settings or {})
        self.wake: Wake = lambda service, position: None
        self.enqueue: Callable[[UUID], None] = lambda job_id: None
        self.read_log: ReadLog = lambda producer, after, limit: ()
        self.operations = (*service.operations, *import_operations(service.imports), *system_operations())
        check_functions(self.name, (*service.functions, *FUNCTIONS), [each.scope for each in self.operations])
        self.refusals = Refusals(self)
        self.dispatcher = Dispatcher(self, self.operations)
        reactions = (*service.reactions, *system_reactions(service))
        self.inbox = Inbox(self, reactions, lambda producer, after, limit: self.read_log(producer, after, limit))
        self._event_schemas: dict[type[Event], Schema] = {}

    def event_schema(self, event: type[Event]) -> Schema:
        """The schema that writes an event; raises TypeError for one the service does not say it publishes."""
        if event not in self._event_schemas:
            if event not in self.service.publishes:
                raise TypeError(f"{self.name} does not declare that it publishes {event.type}")
            self._event_schemas[event] = event()
        return self._event_schemas[event]

    def job_kind(self, name: str) -> JobKind:
        """The declared job of this name."""
        return next(each for each in (*self.service.jobs, *system_jobs()) if each.name == name)

    def import_kind(self, name: str) -> ImportKind:
        """The declared import of this name."""
        return next(each for each in self.service.imports if each.name == name)

    def start(self) -> None:
        """Put into the migrated database what must be there; safe to repeat."""
        with self.database.write() as session:
            ensure_head(session)
            found = self.trail.adopt(session)
            forget_responses(session, self.clock.now())
        self.trail.begin(found, self.clock.now())
        if self.service.prepare:
            with system_work(self, "prepare") as context:
                self.service.prepare(context)

    def committed(self, context: Context) -> None:
        """After a unit of work: count and announce its events, start its jobs."""
        for event in context.events:
            EVENTS_RECORDED.labels(self.name, event.type).inc()
        if context.events:
            self.wake(self.name, context.events[-1].position)
        for action in context.after_commit:
            action()

    def close(self) -> None:
        self.refusals.settle(everything=True)
        self.database.dispose()
