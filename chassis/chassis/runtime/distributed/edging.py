"""The gateway's process: its WSGI application on waitress' threads, with a relay in a thread of its own.

On a second address it answers its siblings as every service does: they read its log with their own keys, which open
nothing at the edge.
"""

import os
import signal
import sys
import threading
from collections.abc import Sequence
from importlib.metadata import entry_points
from typing import Any

from waitress.server import create_server
from werkzeug.wrappers import Request as HttpRequest
from werkzeug.wrappers import Response as HttpResponse

from chassis.runtime.distributed.answering import answered
from chassis.runtime.distributed.hosting import bring_to_life, limit_in_a_thread
from chassis.runtime.distributed.settings import BadSetting, Settings
from chassis.runtime.distributed.waiting import ready_in_a_thread, wait_with
from chassis.service import Host

THREADS = 32
THREADS_FOR_SIBLINGS = 8
IDLE_CONNECTION_SECONDS = 120


def serve_edge(name: str, settings: Settings) -> None:
    """Serve the application that `zhanggui.edges` names for this service, until SIGTERM or SIGINT."""
    found = list(entry_points(group="zhanggui.edges", name=name))
    if not found:
        raise BadSetting(f"no installed package offers an edge named '{name}'")
    wait_with(ready_in_a_thread)
    hosted = bring_to_life(name, settings, limit_in_a_thread)
    app = found[0].load()(hosted.host, hosted.transport)
    servers = [
        _server(app, settings.listens_of_edge(), THREADS),
        _server(_for_siblings(hosted.host), [settings.listen_of(name)], THREADS_FOR_SIBLINGS),
    ]
    told = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: told.set())
    for run in (*(server.run for server in servers), *(loop.run for loop in hosted.loops)):
        threading.Thread(target=run, daemon=True).start()
    told.wait()
    hosted.stop()
    for server in servers:
        server.close()
    # Whoever still waits for the broker or a client has nothing to lose: everything is committed.
    sys.stderr.flush()
    os._exit(0)


def _server(app: Any, addresses: Sequence[tuple[str, int]], threads: int) -> Any:
    return create_server(
        app,
        map={},  # each server keeps its own map of sockets: they run in threads of their own
        listen=" ".join(f"[{host}]:{port}" if ":" in host else f"{host}:{port}" for host, port in addresses),
        threads=threads,
        channel_timeout=IDLE_CONNECTION_SECONDS,
        ident=None,
        # The edge itself believes as many proxies as its setting says, so it must see their headers.
        clear_untrusted_proxy_headers=False,
    )


def _for_siblings(host: Host) -> Any:
    @HttpRequest.application
    def app(request: HttpRequest) -> HttpResponse:
        return answered(host, request)

    return app
