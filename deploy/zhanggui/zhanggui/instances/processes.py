"""Finding processes by what stands in their environment, and ending them for certain.

A daemon leaves its parent, its group and its session; the environment it was born with it keeps.
"""

import os
import time
from collections.abc import Callable, Iterable

import psutil


def marked(name: str, value: str) -> list[psutil.Process]:
    """Every living process, but this one, that was born with `name`=`value`."""
    return [process for process in psutil.process_iter() if process.pid != os.getpid() and _has(process, name, value)]


def alive(process: psutil.Process) -> bool:
    """Not ended, and not a zombie either: a zombie holds no port and no file."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def kill(processes: Iterable[psutil.Process], timeout: float = 10.0) -> None:
    """kill -9, and wait until they are gone."""
    ended = list(processes)
    for process in ended:
        try:
            process.kill()
        except psutil.NoSuchProcess:
            continue
    wait_for(lambda: not any(alive(process) for process in ended), timeout)


def wait_for(condition: Callable[[], bool], timeout: float) -> bool:
    """Look every 10 ms whether `condition` holds; False when it did not within `timeout` seconds."""
    deadline = time.monotonic() + timeout
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True


def _has(process: psutil.Process, name: str, value: str) -> bool:
    try:
        return process.environ().get(name) == value
    except (psutil.Error, OSError):
        return False
