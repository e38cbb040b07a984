"""One supervised process: how it is started, how it ends, and when it may start again."""

import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

SHORT_LIFE_SECONDS = 10.0
FIRST_PAUSE_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 5.0
PR_SET_PDEATHSIG = 1

_libc = ctypes.CDLL(None, use_errno=True)  # loaded before any fork: a forked child must not import


@dataclass(frozen=True)
class Child:
    """What to run. `log` takes both its outputs; `env` is the whole environment, or None for our own."""

    name: str
    argv: list[str]
    log: Path
    env: dict[str, str] | None = None
    cwd: Path | None = None


@dataclass
class Life:
    """A child's present process, how often it was started again, and when it may be."""

    child: Child
    restarts: int = 0
    short_lives: int = 0
    due: float = 0.0
    process: subprocess.Popen[bytes] | None = None
    began: float = field(default=0.0)

    def start(self) -> None:
        """Start the process in a session, and so a group, of its own."""
        self.child.log.parent.mkdir(parents=True, exist_ok=True)
        with self.child.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.child.argv,
                env=self.child.env,
                cwd=self.child.cwd,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=_die_with(os.getpid()),
            )
        self.began = time.monotonic()

    @property
    def pid(self) -> int | None:
        """The living process, or None."""
        return self.process.pid if self.process is not None and self.process.poll() is None else None

    def send(self, number: int) -> None:
        """A signal to the leading process, when it lives."""
        if self.pid is not None:
            send(self.pid, number)

    def died(self) -> bool:
        """Whether the process has ended by itself; then its group is cleared and the next start is planned."""
        if self.process is None or self.pid is not None:
            return False
        self.end()
        self.restarts += 1
        lived = time.monotonic() - self.began
        self.short_lives = self.short_lives + 1 if lived < SHORT_LIFE_SECONDS else 0
        self.due = time.monotonic() + pause(self.short_lives)
        return True

    def end(self) -> None:
        """kill -9 of the process and what it has started: a new worker must not meet its predecessor's children."""
        if self.process is None:
            return
        kill_group(self.process.pid)
        self.process.wait()
        self.process = None

    def describe(self) -> dict[str, Any] | None:
        """What the status file says of it."""
        if self.process is None:
            return None
        started = born(self.process.pid)
        return {"pid": self.process.pid, "started": started, "restarts": self.restarts} if started else None


def pause(short_lives: int) -> float:
    """Seconds before the next start: none after one early death, then 0.5, 1, 2, 4, 5, 5 ..."""
    if short_lives <= 1:
        return 0.0
    return min(LONGEST_PAUSE_SECONDS, FIRST_PAUSE_SECONDS * 2 ** min(short_lives - 2, 10))


def born(pid: int) -> float | None:
    """When the process began, in seconds since 1970: pid and birth together never mean another process."""
    try:
        process = psutil.Process(pid)
        return None if process.status() == psutil.STATUS_ZOMBIE else process.create_time()
    except psutil.NoSuchProcess:
        return None


def kill_group(pid: int) -> None:
    try:
        os.killpg(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def send(pid: int, number: int) -> None:
    """A signal to one process; nothing when it has just ended."""
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return


def _die_with(parent: int) -> Callable[[], None]:
    """Ask the kernel to kill the child when the thread that forked it ends, whatever ended that."""

    def in_child() -> None:
        if _libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0) != 0 or os.getppid() != parent:
            os._exit(127)

    return in_child
