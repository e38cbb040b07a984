"""What an operation, a reaction or a job has at hand; and the unit of work that makes all its effects one."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from sqlalchemy.orm import Session

from chassis import failpoints
from chassis.access import EVERYTHING, NOTHING, Principal, Reach, system_principal
from chassis.audit import append_entries, watch
from chassis.clock import local_date
from chassis.eventlog import Event, EventRow, append, lock_head
from chassis.model import NotFound, Owned, PersonNeeded, RuleError, StaleVersion, uuid7
from chassis.numbers import next_number
from chassis.observe.trace import current_trace
from chassis.operations.paging import page

if TYPE_CHECKING:
    from chassis.audit.capture import Change
    from chassis.jobs.model import Job
    from chassis.service import Host

Record = TypeVar("Record")


@dataclass
class Context:
    """One unit of work: a session, who acts, and what is to happen when it commits."""

    host: "Host"
    session: Session
    principal: Principal
    reach: Reach
    operation: str
    actor: dict[str, Any]
    events: list[EventRow] = field(default_factory=list)
    changes: "list[Change]" = field(default_factory=list)
    after_commit: list[Callable[[], None]] = field(default_factory=list)
    refusal: RuleError | None = None

    def now(self) -> datetime:
        """The current instant, UTC."""
        return self.host.clock.now()

    def today(self) -> date:
        """The current calendar day in the company's time zone."""
        return local_date(self.now(), self.host.zone)

    def require_person(self, field: str | None = None) -> Principal:
        """Who acts, as the owner of a record or the one who did the work; raises PersonNeeded for an API client.

        `field` is where a client could have named a person instead.
        """
        if self.principal.kind == "client":
            raise PersonNeeded(field=field)
        return self.principal

    def refuse(self, refusal: RuleError) -> None:
        """Raise this after the commit: for a refusal with consequences, which keeps what this unit of work has done."""
        self.refusal = refusal

    def record(self, event: type[Event], subject: UUID | str, **data: Any) -> None:
        """Say that something happened: the event is written with this unit of work, or not at all."""
        row = EventRow(
            id=uuid7(),
            type=event.type,
            subject=str(subject),
            data=self.host.event_schema(event).dump(data),
            actor=self.actor,
            trace=current_trace(),
            occurred_at=self.now(),
        )
        self.events.append(row)

    def get(
        self, record: type[Record], identity: Any, *, version: int | None = None, field: str | None = None
    ) -> Record:
        """The record; raises NotFound when none is within reach, StaleVersion when the person saw an older one."""
        found = self.session.get(record, identity)
        if found is None or not self._reaches(found):
            raise NotFound(field=field)
        if version is not None and found.version != version:  # type: ignore[attr-defined]
            raise StaleVersion
        return found

    def _reaches(self, found: Any) -> bool:
        """A record that the session holds already, seen with the filter lifted, was not narrowed by any select."""
        reach: Reach = self.session.info.get("reach", NOTHING)
        return not isinstance(found, Owned) or reach.includes(found.owner_id, found.org_path)

    def add(self, record: Record) -> Record:
        """Put a new record into the unit of work."""
        self.session.add(record)
        return record

    def next_number(self, series: str) -> str:
        """The next document number of a series for today."""
        return next_number(self.session, series, self.today())

    def page(self, statement: Any, sorts: Any, default: str, query: dict[str, Any], **totals: Any) -> dict[str, Any]:
        """One page of a list; `query` holds limit, after, sort and total as ListQuery loads them."""
        wanted = {name: query[name] for name in ("limit", "after", "sort", "total")}
        hidden = self.principal.hidden
        return page(self.session, statement, sorts=sorts, default=default, totals=totals, hidden=hidden, **wanted)

    def start_job(self, kind: str, **arguments: Any) -> "Job":
        """Put a job into this unit of work; it runs after the commit, with the reach of this operation."""
        from chassis.jobs.starting import start_job

        function = next((each.scope for each in self.host.operations if each.name == self.operation), None)
        return start_job(self, kind, arguments, function)

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """A part that may be refused while the rest of the unit of work goes on: then nothing of it is kept."""
        events, changes, actions = len(self.events), len(self.changes), len(self.after_commit)
        try:
            with self.session.begin_nested():
                yield
        except BaseException:
            del self.events[events:], self.changes[changes:], self.after_commit[actions:]
            raise

    def who(self) -> dict[str, Any]:
        """Who is acting now, when, where and by what: the columns of an audit entry."""
        return {
            "occurred_at": self.now(),
            "actor_id": self.actor["id"],
            "actor_name": self.actor["name"],
            "device": self.actor.get("device"),
            "operation": self.operation,
            "trace": current_trace(),
        }

    def finish(self) -> None:
        """Flush, then chain the audit entries and number the events: the last thing before the commit."""
        self.session.flush()
        if not self.events and not self.changes:
            return
        head = lock_head(self.session)
        with self.session.no_autoflush:  # the moved head is written once, at the end
            if self.changes:
                append_entries(self.session, head, self.changes, self.host.trail.seals)
            if self.events:
                append(self.session, head, self.events)
        self.session.flush()


def actor_of(principal: Principal) -> dict[str, Any]:
    """Who acted, as data for events and the audit trail."""
    return {"id": str(principal.id), "name": principal.name, "device": principal.device}


@contextmanager
def unit_of_work(
    host: "Host", principal: Principal, reach: Reach, operation: str, actor: dict[str, Any] | None = None
) -> Iterator[Context]:
    """One write transaction: records, audit, events, numbers and stored response commit together or not at all."""
    with host.database.write() as session:
        session.info["reach"] = reach
        context = Context(host, session, principal, reach, operation, actor or actor_of(principal))
        context.changes = watch(session, context.who)
        yield context
        context.finish()
        failpoints.reached(host.name, "before_commit")
    failpoints.reached(host.name, "after_commit")
    host.committed(context)
    if context.refusal is not None:
        raise context.refusal


def system_work(host: "Host", operation: str, actor: dict[str, Any] | None = None) -> AbstractContextManager[Context]:
    """A unit of work of the service itself, which sees everything."""
    return unit_of_work(host, system_principal(host.name), EVERYTHING, operation, actor)


@contextmanager
def reading(host: "Host", principal: Principal, reach: Reach, operation: str) -> Iterator[Context]:
    """A context for queries: nothing it does is kept."""
    with host.database.read() as session:
        session.info["reach"] = reach
        yield Context(host, session, principal, reach, operation, actor_of(principal))
