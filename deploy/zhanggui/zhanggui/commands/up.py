"""`zhanggui up` and `zhanggui down`: the distributed runtime on this machine."""

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
import requests

from chassis.clock import SystemClock, local_date
from chassis.runtime.installation import installed_names
from chassis.runtime.layout import Layout
from zhanggui.client import Refused
from zhanggui.demo.company import company
from zhanggui.demo.feeding import DEMO_MARK, DEMO_PASSWORD, demo_options, feed, tell_accounts
from zhanggui.demo.over_http import OverHttp
from zhanggui.instances import InstanceError, Supervisor, ensure_installed
from zhanggui.listening import listening, places
from zhanggui.local import LocalSystem
from zhanggui.occupied import sole_use

READY_SECONDS = 120
MEND_SECONDS = 2.0


@click.command()
@listening
@demo_options
@click.option("--detach", is_flag=True, help="Return when it is ready; 'zhanggui down' ends it.")
@click.pass_obj
def up(
    data_dir: Path, listen: tuple[str, ...], port: int, public: bool, demo: bool, demo_scale: float, detach: bool
) -> None:
    """Run every service as a process of its own, with a PostgreSQL and a RabbitMQ of our own, until Ctrl-C."""
    found = places(listen, port, public)
    if reason := ensure_installed():
        raise Refused(reason)
    if Layout(data_dir).address.exists() and _answers(Layout(data_dir).address.read_text().strip()):
        raise Refused(f"Zhanggui runs already on {data_dir}")
    if detach:
        options = [word for place in found for word in ("--listen", str(place))]
        options += ["--public"] if public else []
        options += ["--demo", "--demo-scale", str(demo_scale)] if demo else []
        _in_the_background(data_dir, options)
        return
    for number in (signal.SIGINT, signal.SIGTERM):
        # Said explicitly, because a shell starts background commands with Ctrl-C ignored.
        signal.signal(number, signal.default_int_handler)
    system = LocalSystem(data_dir, installed_names(), found)
    try:
        with sole_use(data_dir):
            _run(system, demo_scale if demo else None)
    except KeyboardInterrupt:
        click.echo("Stopping … / 正在停止 …")
    except InstanceError as error:
        raise Refused(str(error)) from None
    finally:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_IGN)
        system.rabbitmq.stop()
        system.postgres.stop()


@click.command()
@click.pass_obj
def down(data_dir: Path) -> None:
    """Stop what 'zhanggui up' started on this data directory."""
    if data_dir.exists():
        LocalSystem(data_dir, installed_names()).stop()


def _run(system: LocalSystem, demo_scale: float | None) -> None:
    began = time.monotonic()
    fresh = not system.postgres.data.exists()
    click.echo("Starting PostgreSQL, RabbitMQ and the services … / 正在启动 …")
    system.prepare()
    supervisor = system.supervisor()
    supervisor.start()
    try:
        wait_until_ready(system.address, READY_SECONDS)
        system.layout.address.write_text(system.address)
        if demo_scale and fresh:
            _feed(system.layout.root, demo_scale)
        tell_accounts(system.layout.root)
        click.echo(
            f"Zhanggui 掌柜 runs at {system.address} (ready in {time.monotonic() - began:.1f} s, Ctrl-C ends it)"
        )
        _mend_for_ever(system)
    finally:
        system.layout.address.unlink(missing_ok=True)
        _end(supervisor)


def _mend_for_ever(system: LocalSystem) -> None:
    while True:
        time.sleep(MEND_SECONDS)
        try:
            system.mend()
        except InstanceError as error:
            click.echo(f"zhanggui: {error}", err=True)


def _end(supervisor: Supervisor) -> None:
    # A second Ctrl-C must not leave processes behind.
    stopping = threading.Thread(target=supervisor.stop)
    stopping.start()
    while stopping.is_alive():
        try:
            stopping.join()
        except KeyboardInterrupt:
            continue


def _feed(data_dir: Path, scale: float) -> None:
    click.echo("Building the demo company … / 正在建立演示公司 …")
    feed(OverHttp(data_dir, DEMO_PASSWORD), company(local_date(SystemClock().now()), scale))
    (data_dir / DEMO_MARK).touch()


def wait_until_ready(address: str, seconds: float) -> None:
    """Until the gateway says that it and every service behind it answer; raises Refused when it does not come true."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if _answers(address):
            return
        time.sleep(0.1)
    raise Refused(f"not ready after {seconds:.0f} s; the logs are in instances/logs of the data directory")


def _answers(address: str) -> bool:
    try:
        return requests.get(f"{address}/readyz", timeout=5).status_code == 200
    except requests.RequestException:
        return False


def _in_the_background(data_dir: Path, options: Sequence[str]) -> None:
    log = data_dir / "instances" / "logs" / "up.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("w") as output:
        process: subprocess.Popen[Any] = subprocess.Popen(
            [sys.executable, "-m", "zhanggui", "--data-dir", str(data_dir), "up", *options],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    while "ready in" not in log.read_text():
        if process.poll() is not None:
            raise Refused(f"it did not start, see {log}: {log.read_text().strip().splitlines()[-1]}")
        time.sleep(0.1)
    click.echo(log.read_text().strip().splitlines()[-1])
