"""Celery's worker and beat as processes, for every service whose database they are told."""

from typing import Any

from celery import Celery
from celery.beat import PersistentScheduler
from celery.signals import worker_process_init

from chassis.runtime.distributed.hosting import open_host
from chassis.runtime.distributed.settings import BadSetting, Settings
from chassis.runtime.layout import Layout
from chassis.runtime.tasks import enqueue_with, make_celery, queue_of
from chassis.service import Host

CONCURRENCY = 2
CONFIGURATION: dict[str, Any] = {
    # RabbitMQ 4.3 denies the transient queues of remote control, and nothing here needs it.
    "worker_enable_remote_control": False,
    "broker_connection_max_retries": None,
    "broker_connection_timeout": 3,
    "broker_heartbeat": 20,
    "worker_cancel_long_running_tasks_on_connection_loss": False,
}


def work(settings: Settings) -> None:
    """Run the jobs and schedules, each in a forked process, until SIGTERM."""
    hosts = _hosts(settings)
    app = _app(settings, hosts)
    worker_process_init.connect(lambda **_: _begin_in_child(app, hosts), weak=False)
    worker = app.Worker(
        concurrency=CONCURRENCY,
        queues=[queue_of(name) for name in hosts],
        without_gossip=True,
        without_mingle=True,
        loglevel="WARNING",
        optimization="fair",
    )
    worker.start()


def beat(settings: Settings) -> None:
    """Send the ticks of all schedules; what was missed while it was away is made up for once."""
    app = _app(settings, _hosts(settings))
    schedule = str(Layout(settings.data_dir).root / "beat-schedule")
    app.Beat(scheduler_cls=PersistentScheduler, schedule=schedule, loglevel="WARNING").run()


def _hosts(settings: Settings) -> dict[str, Host]:
    if not settings.databases:
        raise BadSetting("no ZHANGGUI_DATABASE_<SERVICE> is set: nothing to work for")
    return {name: open_host(name, settings) for name in settings.databases}


def _app(settings: Settings, hosts: dict[str, Host]) -> Celery:
    return make_celery(settings.needed_broker(), hosts, **CONFIGURATION)


def _begin_in_child(app: Celery, hosts: dict[str, Host]) -> None:
    """Engines and connections begin after the fork: two processes must not talk on one socket."""
    for name, host in hosts.items():
        host.database.engine.dispose(close=False)
        host.enqueue = enqueue_with(app, name)
