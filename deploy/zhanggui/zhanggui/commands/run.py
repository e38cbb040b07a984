"""`zhanggui run`: everything in one process."""

import contextlib
import ctypes
import errno
import logging
import os
import signal
import socket
import sys
import threading
import time
from pathlib import Path
from typing import Any

import click
from sqlalchemy.exc import DatabaseError
from waitress.server import create_server

from chassis.observe import configure_logs
from chassis.runtime.embedded import Embedded
from chassis.runtime.installation import Layout, installed_services
from gateway.edge import create_app
from zhanggui.client import Refused
from zhanggui.demo.feeding import build_demo, tell_accounts
from zhanggui.inspecting import inspect_installation
from zhanggui.occupied import sole_use
from zhanggui.waiting_room import waiting_room

THREADS = 16
M_ARENA_MAX = -8
"""A number of glibc's malloc.h."""


@click.command()
@click.option("--host", envvar="HOST", default="127.0.0.1", help="The address to listen on.")
@click.option("--port", envvar="PORT", default=8080, type=click.IntRange(1, 65535))
@click.option("--demo/--no-demo", default=False, help="Create the demo company in an empty data directory.")
@click.option("--log-level", envvar="LOG_LEVEL", default="WARNING", type=click.Choice(["DEBUG", "INFO", "WARNING"]))
@click.pass_obj
def run(data_dir: Path, host: str, port: int, demo: bool, log_level: str) -> None:
    """Run all services in one process, on SQLite files, until Ctrl-C."""
    began = time.monotonic()
    _share_memory_among_threads()
    configure_logs(log_level)
    logging.getLogger("waitress").setLevel(logging.ERROR)
    _refuse_taken_port(host, port)
    with sole_use(data_dir):
        if demo and not Layout(data_dir).databases.exists():
            click.echo(f"Building the demo company at http://{host}:{port} … / 正在建立演示公司 …")
            with waiting_room(host, port):
                build_demo(data_dir)
        _run(data_dir, host, port, began)


def _run(data_dir: Path, host: str, port: int, began: float) -> None:
    embedded = _opened(data_dir)
    app = create_app(embedded.hosts["gateway"], embedded)
    server = create_server(app, host=host, port=port, threads=THREADS, ident=None)
    embedded.start_threads()
    address = f"http://{host}:{port}"
    embedded.layout.address.write_text(address)
    _announce(address, data_dir, time.monotonic() - began)
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


def _refuse_taken_port(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            advice = "; set PORT to another one" if error.errno in (errno.EADDRINUSE, errno.EACCES) else ""
            raise Refused(f"cannot listen on {host}:{port}: {error.strerror}{advice}") from None


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
