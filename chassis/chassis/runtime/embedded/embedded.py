"""All services in one process: calls are function calls, events are read straight from the producers' logs."""

import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from chassis.clock import Clock
from chassis.database.migrations import migrate
from chassis.eventlog import Envelope, head_position, read_after
from chassis.jobs import open_jobs, run_job, unfinished_jobs
from chassis.observe import logger
from chassis.operations import Request, Response
from chassis.runtime.embedded.signal import Heads
from chassis.runtime.embedded.workers import Workers
from chassis.runtime.installation import make_host
from chassis.runtime.layout import Layout
from chassis.runtime.transport import TransportError
from chassis.service import Host, Service

IDLE_SECONDS = 1.0
REST_SECONDS = 0.03
"""A consumer that was busy rests so long: under load several events then share one transaction. One that was idle acts
at once."""
_log = logger("embedded")


class Embedded:
    """An installation in one process. Without `start_threads`, `settle` does by hand what the threads would do."""

    def __init__(
        self,
        services: Sequence[Service],
        folder: Path,
        *,
        clock: Clock | None = None,
        settings: Mapping[str, Any] | None = None,
    ):
        self.layout = Layout(folder)
        self.layout.prepare([service.name for service in services])
        self.heads = Heads()
        self._urls = {service.name: self.layout.sqlite_url(service.name) for service in services}
        self.hosts = {service.name: self._make(service, clock, settings) for service in services}
        self._threads: list[threading.Thread] = []
        self._stopping = threading.Event()
        self._workers: Workers | None = None

    def _make(self, service: Service, clock: Clock | None, settings: Mapping[str, Any] | None) -> Host:
        url = self._urls[service.name]
        migrate(service, url)
        given = {**(settings or {}), **({"databases": self._urls} if service.opens_databases else {})}
        host = make_host(service, self.layout, url, clock=clock, settings=given)
        host.wake = self.heads.grow
        host.read_log = self._read_log
        host.start()
        with host.database.read() as session:
            self.heads.grow(service.name, head_position(session))
        return host

    @property
    def services(self) -> Sequence[str]:
        return tuple(self.hosts)

    def send(self, service: str, request: Request, deadline: float) -> Response:
        """The transport of this runtime; within one process a call needs no deadline of its own."""
        if service not in self.hosts:
            raise TransportError(service)
        return self.hosts[service].dispatcher.handle(request)

    def start_threads(self) -> None:
        """Consumers, and Celery's worker and beat."""
        self._workers = Workers(self.hosts)
        self._workers.start()
        for host in self.hosts.values():
            thread = threading.Thread(target=self._consume, args=(host,), name=f"consume-{host.name}", daemon=True)
            thread.start()
            self._threads.append(thread)

    def stop(self) -> None:
        """End the threads after what they are doing, and close the databases."""
        self._stopping.set()
        self.heads.grow("", 0)
        for thread in self._threads:
            thread.join(5)
        if self._workers:
            self._workers.stop()
        for host in self.hosts.values():
            host.close()

    def settle(self, seconds: float = 60.0) -> None:
        """Until no event is left to consume and no job to run. Raises TimeoutError."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if self._threads:
                if self._settled():
                    return
                time.sleep(0.005)
            elif not self._pump_everybody():
                return
        raise TimeoutError("events or jobs are still under way")

    def _settled(self) -> bool:
        # A consumer that writes moves a head: two looks at the same heads with nothing behind them are needed.
        turn = self.heads.turn
        behind = any(self.behind(host) for host in self.hosts.values())
        return not behind and not self._jobs() and turn == self.heads.turn

    def _jobs(self) -> bool:
        return any(open_jobs(host) for host in self.hosts.values())

    def behind(self, host: Host) -> list[str]:
        """The producers whose logs hold something new for this host."""
        return [
            producer for producer in host.inbox.producers if self.heads.of(producer) > host.inbox.position(producer)
        ]

    def _pump_everybody(self) -> int:
        taken = sum(self.consume_new(host) for host in self.hosts.values())
        return taken or sum(self._do_what_waits(host) for host in self.hosts.values())

    def consume_new(self, host: Host) -> int:
        """Take in what is new; answers how many events."""
        return sum(host.inbox.catch_up(producer) for producer in self.behind(host))

    def _do_what_waits(self, host: Host) -> int:
        """Events to be tried again, and jobs; looked for when nothing new is there."""
        jobs = unfinished_jobs(host, patience=0)
        for job_id in jobs:
            run_job(host, job_id)
        return len(jobs) + host.inbox.retry_due()

    def _consume(self, host: Host) -> None:
        retried = 0.0
        while not self._stopping.is_set():
            turn = self.heads.turn
            try:
                taken = self.consume_new(host)
                if time.monotonic() - retried > IDLE_SECONDS:
                    retried = time.monotonic()
                    host.inbox.retry_due()
                    host.inbox.save()
                if taken:
                    self._stopping.wait(REST_SECONDS)
            except Exception:  # noqa: BLE001 - the edge of a thread: it must go on, the event is read again
                _log.exception("consumption failed", service=host.name)
                self._stopping.wait(IDLE_SECONDS)
            self.heads.wait(turn, IDLE_SECONDS)

    def _read_log(self, producer: str, after: int, limit: int) -> list[Envelope]:
        if producer not in self.hosts:
            return []
        with self.hosts[producer].database.read() as session:
            return read_after(session, producer, after, limit)
