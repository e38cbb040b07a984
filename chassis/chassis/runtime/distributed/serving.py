"""A service's process: a nameko container with one HTTP entrypoint for everything, relay and consumer beside it."""

import signal
from collections.abc import Callable
from typing import Any

import eventlet
from nameko.containers import ServiceContainer
from nameko.extensions import DependencyProvider
from werkzeug.wrappers import Request as HttpRequest
from werkzeug.wrappers import Response as HttpResponse

from chassis.runtime.distributed.answering import answered
from chassis.runtime.distributed.catch_all import everything
from chassis.runtime.distributed.green import limit
from chassis.runtime.distributed.hosting import Hosted, bring_to_life
from chassis.runtime.distributed.settings import Settings
from chassis.runtime.distributed.waiting import ready_in_a_greenlet, wait_with

MAX_WORKERS = 100
STOP_SECONDS = 4


class Beside(DependencyProvider):
    """Runs a function beside the service for as long as the container lives; it must not raise (see loops.py).

    nameko starts dependency providers only: an extension that is a plain attribute of the class is ignored.
    """

    def __init__(self, run: Callable[[], None]):
        self._run = run

    def start(self) -> None:
        self.container.spawn_managed_thread(self._run, identifier="beside")


def serve_service(name: str, settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT. The process must have been made green before."""
    wait_with(ready_in_a_greenlet)
    address, port = settings.listen_of(name)
    hosted = bring_to_life(name, settings, limit)
    config = {"WEB_SERVER_ADDRESS": f"{address}:{port}", "max_workers": MAX_WORKERS}
    container = ServiceContainer(_container_class(hosted), config=config)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: eventlet.spawn_n(_stop, hosted, container))
    container.start()
    container.wait()


def _container_class(hosted: Hosted) -> type:
    """nameko reads a class: its name, its entrypoints, and the dependencies among its attributes."""

    def answer(_self: Any, request: HttpRequest, **_path: str) -> HttpResponse:
        return answered(hosted.host, request)

    attributes = {f"loop_{number}": Beside(loop.run) for number, loop in enumerate(hosted.loops)}
    return type("Served", (), {"name": hosted.host.name, "answer": everything(answer), **attributes})


def _stop(hosted: Hosted, container: ServiceContainer) -> None:
    hosted.stop()
    with eventlet.Timeout(STOP_SECONDS, False):
        container.stop()
    container.kill()
