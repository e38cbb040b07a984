"""A host in a process of its own, connected to its siblings: what services and gateway have in common."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any

from chassis.database.migrations import check_schema
from chassis.runtime.distributed.calls import HttpTransport, log_reader
from chassis.runtime.distributed.consuming import Consumer
from chassis.runtime.distributed.enqueuing import Enqueuer
from chassis.runtime.distributed.relay import Relay
from chassis.runtime.distributed.settings import Settings
from chassis.runtime.distributed.waiting import limit_pings
from chassis.runtime.installation import installed_service, make_host
from chassis.runtime.layout import Layout
from chassis.runtime.tasks import make_celery
from chassis.service import Host

Loop = Relay | Consumer | Enqueuer


def limit_in_a_thread(_seconds: float) -> AbstractContextManager[Any]:
    """Threads rely on the timeouts of their sockets, which every connection has."""
    return nullcontext()


@dataclass(frozen=True)
class Hosted:
    """A host, how it reaches its siblings, and the loops that must run beside it."""

    host: Host
    transport: HttpTransport
    loops: tuple[Loop, ...]

    def stop(self) -> None:
        for loop in self.loops:
            loop.stop.set()


def bring_to_life(name: str, settings: Settings, limit: Callable[[float], AbstractContextManager[Any]]) -> Hosted:
    """The host of an installed service; raises WrongSchema and BadSetting before anything is served."""
    host = open_host(name, settings)
    transport = HttpTransport(settings.addresses)
    host.read_log = log_reader(transport, host.signer)
    url = settings.needed_broker()
    relay = Relay(host, url, limit)
    host.wake = relay.wake
    enqueuer = Enqueuer(make_celery(url, {name: host}), name, url, limit)
    host.enqueue = enqueuer.enqueue
    loops: list[Loop] = [relay, enqueuer]
    if host.inbox.producers:
        loops.append(Consumer(host, url, limit))
    host.start()
    return Hosted(host, transport, tuple(loops))


def open_host(name: str, settings: Settings) -> Host:
    """The host on its migrated database. It knows of other databases only what its process was told."""
    service, url = installed_service(name), settings.database_of(name)
    check_schema(service, url)
    host = make_host(service, Layout(settings.data_dir), url, settings={"databases": dict(settings.databases)})
    limit_pings(host.database.engine)
    return host
