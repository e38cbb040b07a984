"""Celery's worker and beat as threads of this process, on the in-memory transport."""

import threading
from collections.abc import Mapping
from typing import Any

from celery.beat import EmbeddedService, Scheduler
from celery.worker import WorkController

from chassis.runtime.tasks import enqueue_with, make_celery, queue_of
from chassis.service import Host

CONCURRENCY = 2
POLLING_SECONDS = 0.1


class Workers:
    """Runs the jobs and schedules of these hosts."""

    def __init__(self, hosts: Mapping[str, Host]):
        options = {"polling_interval": POLLING_SECONDS}
        self.app = make_celery("memory://", hosts, broker_transport_options=options, worker_concurrency=CONCURRENCY)
        self.queues = ",".join(queue_of(name) for name in hosts)
        for name, host in hosts.items():
            host.enqueue = enqueue_with(self.app, name)
        self._worker: Any = None
        self._beat: Any = None

    def start(self) -> None:
        self._worker = WorkController(
            app=self.app,
            pool_cls="threads",
            concurrency=CONCURRENCY,
            queues=self.queues,
            without_heartbeat=True,
            without_mingle=True,
            without_gossip=True,
        )
        threading.Thread(target=self._worker.start, name="celery-worker", daemon=True).start()
        self._beat = EmbeddedService(self.app, thread=True, scheduler_cls=Scheduler)
        self._beat.daemon = True
        self._beat.start()

    def stop(self) -> None:
        self._beat.stop()
        self._worker.stop()
