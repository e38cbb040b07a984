"""The gateway's process: its WSGI application on waitress' threads, with a relay in a thread of its own."""

import os
import signal
import sys
import threading
from importlib.metadata import entry_points

from waitress.server import create_server

from chassis.runtime.distributed.hosting import bring_to_life, limit_in_a_thread
from chassis.runtime.distributed.settings import BadSetting, Settings
from chassis.runtime.distributed.waiting import ready_in_a_thread, wait_with

THREADS = 32
IDLE_CONNECTION_SECONDS = 120


def serve_edge(name: str, settings: Settings) -> None:
    """Serve the application that `zhanggui.edges` names for this service, until SIGTERM or SIGINT."""
    found = list(entry_points(group="zhanggui.edges", name=name))
    if not found:
        raise BadSetting(f"no installed package offers an edge named '{name}'")
    wait_with(ready_in_a_thread)
    address, port = settings.listen_of(name)
    hosted = bring_to_life(name, settings, limit_in_a_thread)
    app = found[0].load()(hosted.host, hosted.transport)
    server = create_server(
        app, host=address, port=port, threads=THREADS, channel_timeout=IDLE_CONNECTION_SECONDS, ident=None
    )
    told = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: told.set())
    for run in (server.run, *(loop.run for loop in hosted.loops)):
        threading.Thread(target=run, daemon=True).start()
    told.wait()
    hosted.stop()
    server.close()
    # Whoever still waits for the broker or a client has nothing to lose: everything is committed.
    sys.stderr.flush()
    os._exit(0)
