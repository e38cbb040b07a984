"""`zhanggui run`: everything in one process."""

import contextlib
import ctypes
import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import click
from sqlalchemy.exc import DatabaseError
from waitress.server import create_server

from chassis.observe import configure_logs
from chassis.runtime.embedded import Embedded
from chassis.runtime.installation import installed_services
from chassis.runtime.layout import Layout
from gateway.edge import create_app
from zhanggui.client import Refused
from zhanggui.demo.feeding import build_demo, demo_options, tell_accounts
from zhanggui.inspecting import inspect_installation
from zhanggui.listening import Place, listening, own_url, places, refuse_taken
from zhanggui.occupied import sole_use
from zhanggui.waiting_room import waiting_room

THREADS = 16
M_ARENA_MAX = -8
"""A number of glibc's malloc.h."""


@click.command()
@listening
@demo_options
@click.option("--log-level", envvar="LOG_LEVEL", default="WARNING", type=click.Choice(["DEBUG", "INFO", "WARNING"]))
@click.pass_obj
def run(
    data_dir: Path, listen: tuple[str, ...], port: int, public: bool, demo: bool, demo_scale: float, log_level: str
) -> None:
    """Run all services in one process, on SQLite files, until Ctrl-C."""
    began = time.monotonic()
    _share_memory_among_threads()
    configure_logs(log_level)
    logging.getLogger("waitress").setLevel(logging.ERROR)
    found = places(listen, port, public)
    refuse_taken(found)
    with sole_use(data_dir):
        if demo and not Layout(data_dir).databases.exists():
            click.echo(f"Building the demo company at {own_url(found)} … / 正在建立演示公司 …")
            with ExitStack() as rooms:
                for place in found:
                    rooms.enter_context(waiting_room(str(place.host), place.port))
                build_demo(data_dir, demo_scale)
        _run(data_dir, found, began)


def _run(data_dir: Path, found: Sequence[Place], began: float) -> None:
    embedded = _opened(data_dir)
    app = create_app(embedded.hosts["gateway"], embedded)
    # The edge itself believes as many proxies as the setting `trusted_proxies` says, so it must see their headers.
    server = create_server(
        app, listen=" ".join(map(str, found)), threads=THREADS, ident=None, clear_untrusted_proxy_headers=False
    )
    embedded.start_threads()
    embedded.layout.address.write_text(own_url(found))
    _announce(" ".join(place.url for place in found), data_dir, time.monotonic() - began)
    _serve_until_told(server)
    embedded.layout.address.unlink(missing_ok=True)
    embedded.stop()
    # Celery's pools may keep threads that wait on nothing: everything is committed, so leave at once.
    sys.stdout.flush()
    os._exit(0)


def _opened(data_dir: Path) -> Embedded:
    services = installed_services()
    inspect_installation(Layout(data_dir), services)
    try:
        return Embedded(services, data_dir)
    except (OSError, DatabaseError) as error:
        raise Refused(f"cannot open the installation in {data_dir}: {getattr(error, 'orig', error)}") from None


def _share_memory_among_threads() -> None:
    """Two heaps for all threads: by default glibc gives many threads one each, and none is given back."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):  # another C library has no such wish
            ctypes.CDLL("libc.so.6").mallopt(M_ARENA_MAX, 2)


def _serve_until_told(server: Any) -> None:
    told = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: told.set())
    threading.Thread(target=server.run, name="http", daemon=True).start()
    told.wait()
    server.close()


def _announce(address: str, data_dir: Path, seconds: float) -> None:
    click.echo(f"Zhanggui 掌柜 runs at {address} (ready in {seconds:.1f} s, Ctrl-C ends it)")
    tell_accounts(data_dir)
