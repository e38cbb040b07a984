"""Running a job by its id: claimed once, resumed after a crash, its end recorded."""

import copy
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import func, or_, select

from chassis.access import EVERYTHING, Principal, reach_of
from chassis.jobs.model import Job
from chassis.model import RuleError
from chassis.observe import logger
from chassis.observe.metrics import JOBS
from chassis.operations.context import Context, system_work, unit_of_work
from chassis.spreadsheets import BrokenFile

if TYPE_CHECKING:
    from chassis.service import Host

STALE = timedelta(seconds=120)
"""A running job that was silent for so long is taken for dead and started again."""
MOST_ATTEMPTS = 5
_log = logger("jobs")


@dataclass
class JobWork:
    """What a job has at hand. Work done in `step` is recorded with its progress in one transaction."""

    host: "Host"
    id: UUID
    kind: str
    principal: Principal
    function: str | None
    attempt: int
    progress: int
    state: dict[str, Any]
    """What earlier steps left for a later one, also after a crash."""

    @contextmanager
    def step(
        self, progress: int | None = None, total: int | None = None, state: dict[str, Any] | None = None
    ) -> Iterator[Context]:
        """A unit of work with the rights of who started the job; at its end the job has come to `progress`.

        Raises TakenOver, and keeps nothing of the step, when this worker was taken for dead meanwhile.
        """
        reach = reach_of(self.principal, self.function) if self.function else EVERYTHING
        with unit_of_work(self.host, self.principal, reach, f"job:{self.kind}") as context:
            yield context
            job = _own_job(context, self.id, self.attempt)
            job.heartbeat_at = context.now()
            job.progress = job.progress if progress is None else progress
            job.total = job.total if total is None else total
            job.result = job.result if state is None else copy.deepcopy(state)
        self.progress = self.progress if progress is None else progress


def run_job(host: "Host", job_id: UUID) -> None:
    """Run a job to its end, unless another worker has it. Errors end up in the row, never in the worker."""
    job = _claim(host, job_id)
    if job is None:
        return
    who = Principal.from_claims(job.principal)
    work = JobWork(host, job.id, job.kind, who, job.function, job.attempts, job.progress, dict(job.result))
    try:
        result = host.job_kind(job.kind).handler(work, **job.arguments) or {}
    except TakenOver:
        _log.warning("job was taken over", service=host.name, kind=job.kind, job=str(job.id))
    except (RuleError, BrokenFile) as refusal:
        _end(host, job, "failed", error=f"{refusal.title('zh')} / {refusal.title('en')}", result={})
    except Exception as error:  # noqa: BLE001 - the edge of a worker: the row tells what went wrong
        _log.exception("job failed", service=host.name, kind=job.kind, job=str(job.id))
        _end(host, job, "failed", error=f"{type(error).__name__}: {error}", result={})
    else:
        _end(host, job, "done", error="", result=result)


def unfinished_jobs(host: "Host", patience: float = 5.0) -> list[UUID]:
    """Jobs that have waited for so many seconds that their message may be lost, and jobs whose worker died."""
    now = host.clock.now()
    lost = (Job.state == "queued") & (Job.created_at <= now - timedelta(seconds=patience))
    dead = (Job.state == "running") & (Job.heartbeat_at < now - STALE)
    with host.database.read() as session:
        return list(session.scalars(select(Job.id).where(or_(lost, dead)).order_by(Job.created_at)))


def open_jobs(host: "Host") -> int:
    """How many jobs have not ended yet."""
    with host.database.read() as session:
        statement = select(func.count()).select_from(Job).where(Job.state.in_(("queued", "running")))
        return session.scalar(statement) or 0


def _claim(host: "Host", job_id: UUID) -> Job | None:
    with system_work(host, "job:claim") as context:
        job: Job | None = context.session.get(Job, job_id, with_for_update=True)
        now = context.now()
        if job is None or job.state in ("done", "failed"):
            return None
        if job.state == "running" and job.heartbeat_at is not None and job.heartbeat_at > now - STALE:
            return None
        job.attempts += 1
        if job.attempts > MOST_ATTEMPTS:
            job.state, job.error, job.ended_at = "failed", "the worker died again and again", now
            return None
        job.state, job.heartbeat_at = "running", now
    return job


class TakenOver(Exception):
    """This worker was silent for so long that another one goes on with its job: whatever it does must not count."""


def _own_job(context: Context, job_id: UUID, attempt: int) -> Job:
    job: Job = context.session.get_one(Job, job_id, with_for_update=True)
    if (job.attempts, job.state) != (attempt, "running"):
        raise TakenOver(str(job_id))
    return job


def _end(host: "Host", job: Job, state: str, *, error: str, result: dict[str, Any]) -> None:
    try:
        with system_work(host, "job:end") as context:
            row = _own_job(context, job.id, job.attempts)
            row.state, row.error, row.result, row.ended_at = state, error, result, context.now()
    except TakenOver:
        return
    JOBS.labels(host.name, job.kind, state).inc()
