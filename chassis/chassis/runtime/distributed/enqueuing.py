"""Telling the workers of new jobs, behind the back of the request: a broker that is away must not hold it up."""

import queue
import threading
from uuid import UUID

from celery import Celery

from chassis.runtime.distributed.broker import CONFIRM_SECONDS, Limit, drop, open_connection
from chassis.runtime.distributed.loops import forever
from chassis.runtime.tasks import queue_of


class Enqueuer:
    """Sends job ids of one service. What is lost on the way the sweep finds again, because jobs are rows."""

    def __init__(self, app: Celery, service: str, url: str, limit: Limit):
        self.app, self.service, self.url, self.limit = app, service, url, limit
        self.stop = threading.Event()
        self._waiting: queue.Queue[UUID] = queue.Queue()

    def enqueue(self, job_id: UUID) -> None:
        """Returns at once."""
        self._waiting.put(job_id)

    def run(self) -> None:
        forever(f"jobs of {self.service}", self._work, lambda: None, self.stop)

    def _work(self) -> None:
        job_id = self._waiting.get()
        # Jobs are rare: a fresh connection each time needs no heartbeats and is never a dead one.
        with self.limit(CONFIRM_SECONDS):
            connection = open_connection(self.url)
        try:
            with self.limit(CONFIRM_SECONDS):
                self.app.send_task(
                    "zhanggui.run_job",
                    (self.service, str(job_id)),
                    queue=queue_of(self.service),
                    connection=connection,
                    retry=False,
                )
        finally:
            drop(connection)
