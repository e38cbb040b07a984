"""The operations that every service has, below /system: its description, its log, its parked events, its health."""

from itertools import islice
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from chassis.audit import broken_links
from chassis.eventlog import RelayState, head_position, read_after
from chassis.exports.running import EXPORT
from chassis.inbox import Cursor, ParkedEvent, waiting_events
from chassis.jobs import Job
from chassis.model import IllegalTransition, NotFound
from chassis.observe.metrics import exposition
from chassis.operations import Attachment, Context, ListQuery, operation
from chassis.operations.dispatcher import Response
from chassis.operations.openapi import describe_operation
from chassis.system import schemas
from chassis.system.audit import MOST_DAMAGES
from chassis.system.discretion import event_shown, job_shown, may_open, parked_shown
from chassis.system.functions import FUNCTIONS
from chassis.system.positions import misplaced_positions


@operation(
    "GET", "/system/describe", title=("服务说明", "Describe the service"), public=True, response=schemas.Described
)
def describe(ctx: Context) -> dict[str, Any]:
    service = ctx.host.service
    return {
        "service": service.name,
        "title": list(service.title),
        "operations": [describe_operation(each) for each in ctx.host.operations],
        "functions": [each.described() for each in (*service.functions, *FUNCTIONS)],
        "marks": [each.described() for each in service.marks],
        "publishes": [each.type for each in service.publishes],
        "consumes": sorted(ctx.host.inbox.reactions),
    }


@operation("GET", "/system/health", title=("健康检查", "Health"), public=True)
def health(ctx: Context) -> dict[str, Any]:
    """Answers when the database does."""
    ctx.session.execute(select(1))
    return {"service": ctx.host.name, "status": "ok"}


@operation("GET", "/system/metrics", title=("运行指标", "Metrics"), public=True)
def metrics(ctx: Context) -> Response:
    return Response(200, exposition(), {"content-type": "text/plain; version=0.0.4"})


@operation(
    "GET",
    "/system/events",
    title=("读取事件日志", "Read the event log"),
    scope="system.events.read",
    query=schemas.AfterQuery,
    response=schemas.Events,
)
def read_events(ctx: Context, after: int, limit: int) -> dict[str, Any]:
    """The events that follow a position, in order, and the head of the log."""
    events = read_after(ctx.session, ctx.host.name, after, limit)
    shown = [event_shown(ctx.host, each.to_json(), ctx.principal.hidden) for each in events]
    return {"events": shown, "head": head_position(ctx.session)}


@operation("GET", "/system/lag", title=("事件积压", "Event lag"), scope="system.events.watch", response=schemas.Lag)
def lag(ctx: Context) -> dict[str, Any]:
    """The head of the own log, how far it was relayed, and the cursors in the logs that are followed."""
    ctx.host.inbox.save()
    cursors = dict(ctx.session.execute(select(Cursor.producer, Cursor.position)).all())
    return {
        "head": head_position(ctx.session),
        "relayed": ctx.session.scalar(select(RelayState.position)) or 0,
        "cursors": {producer: cursors.get(producer, 0) for producer in ctx.host.inbox.producers},
        "parked": ctx.session.scalar(select(func.count()).select_from(waiting_events().subquery())),
    }


@operation(
    "GET", "/system/parked", title=("搁置的事件", "Parked events"), scope="system.events.watch", response=schemas.Parked
)
def list_parked(ctx: Context) -> dict[str, Any]:
    order = (ParkedEvent.producer, ParkedEvent.position)
    found = ctx.session.scalars(waiting_events().order_by(*order).limit(500))
    return {"items": [parked_shown(ctx, each) for each in found]}


@operation(
    "POST",
    "/system/parked/{producer}/{position}/retry",
    title=("重试搁置的事件", "Retry a parked event"),
    scope="system.events.manage",
)
def retry_parked(ctx: Context, producer: str, position: str) -> None:
    """Make the event due now; the consumer tries it within a second."""
    parked = ctx.get(ParkedEvent, (producer, _position(position)))
    if parked.state not in ("parked", "retrying"):
        raise IllegalTransition(state=parked.state, action="retry")
    parked.state, parked.retry_at = "retrying", ctx.now()
    ctx.after_commit.append(lambda: ctx.host.wake(producer, parked.position))


@operation(
    "POST",
    "/system/parked/{producer}/{position}/skip",
    title=("跳过搁置的事件", "Skip a parked event"),
    scope="system.events.manage",
    request=schemas.SkipRequest,
)
def skip_parked(ctx: Context, producer: str, position: str, reason: str) -> None:
    """Give an event up, for a reason that stays on record."""
    ctx.host.inbox.skip(ctx, producer, _position(position), reason)


@operation(
    "GET",
    "/system/invariants",
    title=("检查不变量", "Check the invariants"),
    scope="system.check",
    response=schemas.Violations,
)
def invariants(ctx: Context) -> dict[str, Any]:
    """Every violation of the service's own invariants, and of those that all services share (I8, I10)."""
    ctx.host.inbox.save()
    checks = (misplaced_positions, *ctx.host.service.invariants)
    found = [each for check in checks for each in check(ctx.session)]
    damages = islice(broken_links(ctx.session, ctx.host.trail), MOST_DAMAGES)
    found += [f"audit trail: {each.en}" for each in damages]
    return {"violations": [f"{ctx.host.name}: {each}" for each in found]}


@operation(
    "GET",
    "/system/facts/{name}",
    title=("跨服务核对数据", "Facts for checks across services"),
    scope="system.facts.read",
)
def facts(ctx: Context, name: str) -> dict[str, Any]:
    if name not in ctx.host.service.facts:
        raise NotFound(field="name")
    return ctx.host.service.facts[name](ctx.session)


@operation(
    "GET",
    "/system/jobs",
    title=("任务列表", "Jobs"),
    scope="system.jobs.read",
    query=ListQuery,
    response=schemas.JobPage,
)
def list_jobs(ctx: Context, **query: Any) -> dict[str, Any]:
    """One's own jobs; for whoever may see all everybody's, without their results."""
    statement = select(Job)
    if not ctx.reach.everything:
        statement = statement.where(Job.requested_by == ctx.principal.id)
    page = ctx.page(statement, {"created_at": Job.created_at}, "-created_at", query)
    return {**page, "items": [job_shown(ctx, each) for each in page["items"]]}


@operation("GET", "/system/jobs/{job_id}", title=("任务进度", "Job"), scope="system.jobs.read", response=schemas.JobRow)
def get_job(ctx: Context, job_id: UUID) -> Any:
    return job_shown(ctx, _visible_job(ctx, job_id))


@operation(
    "GET", "/system/jobs/{job_id}/file", title=("任务结果文件", "Result file of a job"), scope="system.jobs.read"
)
def get_job_file(ctx: Context, job_id: UUID) -> Attachment:
    """The file a job made: {"file": {"digest", "name", "content_type"}} in its result; not found when it made none.

    An export shows what its owner may see: nobody else gets it, however many jobs they see.
    """
    job = _visible_job(ctx, job_id)
    file = job.result.get("file")
    if not file or not may_open(ctx, job) or (job.kind == EXPORT and job.requested_by != ctx.principal.id):
        raise NotFound
    return Attachment(file["name"], file["content_type"], ctx.host.files.get(file["digest"]))


def _visible_job(ctx: Context, job_id: UUID) -> Job:
    job = ctx.get(Job, job_id)
    if not ctx.reach.everything and job.requested_by != ctx.principal.id:
        raise NotFound
    return job


def _position(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 15:
        raise NotFound
    return int(text)
