"""Celery: one task runs a job by its id, one runs a schedule. Messages carry names and ids; truth is in the rows."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from celery import Celery
from celery.schedules import crontab

from chassis.audit import ANCHOR_SECONDS
from chassis.jobs import Schedule, run_job, unfinished_jobs
from chassis.observe import logger, tracing
from chassis.operations.idempotency import forget_responses
from chassis.service import Host

SWEEP_SECONDS = 30
FORGET_SECONDS = 3600
_log = logger("tasks")


def queue_of(service: str) -> str:
    return f"jobs.{service}"


def make_celery(broker_url: str, hosts: Mapping[str, Host], **configuration: Any) -> Celery:
    """The Celery application of these hosts: their jobs, and a beat for their schedules."""
    app = Celery("zhanggui", broker=broker_url, set_as_current=False)
    app.conf.update(
        task_acks_late=True,
        task_reject_on_worker_lost=True,
        task_ignore_result=True,
        task_default_queue=queue_of(next(iter(hosts))),
        worker_hijack_root_logger=False,
        worker_redirect_stdouts=False,
        worker_prefetch_multiplier=1,
        broker_connection_retry_on_startup=True,
        beat_schedule={f"{name}:{each.name}": _entry(name, each) for name in hosts for each in _all_of(hosts[name])},
        timezone=next(iter(hosts.values())).zone,
        enable_utc=True,
        **configuration,
    )
    _declare_tasks(app, hosts)
    return app


def _all_of(host: Host) -> list[Schedule]:
    return [
        *host.service.schedules,
        Schedule("sweep", sweep_jobs, every=SWEEP_SECONDS),
        Schedule("forget", forget_answers, every=FORGET_SECONDS),
        Schedule("anchor", anchor_trail, every=ANCHOR_SECONDS),
    ]


def _declare_tasks(app: Celery, hosts: Mapping[str, Host]) -> None:
    @app.task(name="zhanggui.run_job")
    def run(service: str, job_id: str) -> None:
        with tracing(None):
            run_job(hosts[service], UUID(job_id))

    @app.task(name="zhanggui.run_schedule")
    def run_scheduled(service: str, name: str) -> None:
        host = hosts[service]
        found = next(each for each in _all_of(host) if each.name == name)
        with tracing(None):
            found.handler(host)


def _entry(service: str, scheduled: Schedule) -> dict[str, Any]:
    when: Any = scheduled.every
    if scheduled.daily_at is not None:
        hour, minute = scheduled.daily_at
        when = crontab(hour=hour, minute=minute)
    # A tick that nobody took before the next one is worth nothing.
    options = {"queue": queue_of(service), "expires": scheduled.every or 3600}
    return {
        "task": "zhanggui.run_schedule",
        "schedule": when,
        "args": (service, scheduled.name),
        "options": options,
    }


def sweep_jobs(host: Host) -> None:
    """Enqueue again what was lost with a broker or a worker."""
    for job_id in unfinished_jobs(host):
        _log.info("job enqueued again", service=host.name, job=str(job_id))
        host.enqueue(job_id)


def forget_answers(host: Host) -> None:
    """Remove the answers kept for idempotency keys that are too old to be asked for, while the service runs on."""
    with host.database.write() as session:
        forget_responses(session, host.clock.now())


def anchor_trail(host: Host) -> None:
    """Write down, outside the database, where the audit trail stands."""
    with host.database.read() as session:
        host.trail.anchor(session, host.clock.now())


def enqueue_with(app: Celery, service: str) -> Any:
    """How a host tells the workers of a new job. A broker that is away is no error: the sweep finds the row."""

    def enqueue(job_id: UUID) -> None:
        try:
            app.send_task("zhanggui.run_job", (service, str(job_id)), queue=queue_of(service), retry=False)
        except (app.connection_for_write().connection_errors, OSError) as error:
            _log.warning("job waits for the sweep", service=service, job=str(job_id), error=str(error))

    return enqueue
