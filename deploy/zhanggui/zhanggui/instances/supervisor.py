"""Keeps named processes alive: one that dies is running again within 2 s.

honcho, the obvious choice, ends everything when one process ends and restarts nothing; systemd is not there in a
container nor for an ordinary user. The chassis counts on being restarted (a broker that loses its data makes nameko
exit in some paths), so `make up` needs this.
"""

import json
import os
import signal
import threading
import time
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from types import FrameType
from typing import Any

from zhanggui.instances import processes
from zhanggui.instances.child import Child, Life, born, send
from zhanggui.instances.errors import InstanceError

# The kernel ends children with their supervisor, but not what those have started. This in their environment finds them.
MARK = "ZHANGGUI_SUPERVISED_BY"
LOOK_SECONDS = 0.1
STOP_SECONDS = 10.0


class Supervisor:
    """Runs the children and writes who they are to the `status` file, for `stop_recorded` of another command."""

    def __init__(self, children: Iterable[Child], status: Path) -> None:
        self.status = status.absolute()
        self._lives = {child.name: Life(_marked(child, self.status)) for child in children}
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._watcher: threading.Thread | None = None

    def run(self, timeout: float = STOP_SECONDS) -> None:
        """Supervise until SIGTERM or SIGINT, then stop everything. Belongs in the main thread."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._asked_to_stop)
        self.start()
        self._stopping.wait()
        self.stop(timeout)

    def start(self) -> None:
        """Start every child and return. What an earlier, killed supervisor left behind is ended first."""
        record = _read(self.status)
        if record and _alive(record["supervisor"]):
            raise InstanceError(f"already running, process {record['supervisor']['pid']}")
        processes.kill(processes.marked(MARK, str(self.status)))
        begun = threading.Event()
        # Only this thread forks: the kernel ties a child's death to the thread that forked it, not to the process.
        self._watcher = threading.Thread(target=self._watch, args=(begun,), name="supervisor", daemon=True)
        self._watcher.start()
        begun.wait()

    def pid(self, name: str) -> int | None:
        """The present process of the child; None between its death and its next start."""
        return self._life(name).pid

    def restarts(self, name: str) -> int:
        """How often the child was started again."""
        return self._life(name).restarts

    def kill(self, name: str, number: int = signal.SIGKILL) -> None:
        """Send the child's leading process a signal, as a fault would."""
        self._life(name).send(number)

    def stop(self, timeout: float = STOP_SECONDS) -> None:
        """SIGTERM to every child; after `timeout` seconds SIGKILL to whatever is left of its group.

        SIGTERM goes to the leader alone, which tells its own workers: Celery's would drop their job if told directly.
        """
        self._stopping.set()
        with self._lock:
            lives = [life for life in self._lives.values() if life.pid is not None]
            for life in lives:
                life.send(signal.SIGTERM)
            processes.wait_for(lambda: all(life.pid is None for life in lives), timeout)
            for life in self._lives.values():
                life.end()
        if self._watcher is not None:
            self._watcher.join()
        self.status.unlink(missing_ok=True)

    def _life(self, name: str) -> Life:
        if name not in self._lives:
            raise InstanceError(f"no process named {name!r}; there are: {', '.join(self._lives)}")
        return self._lives[name]

    def _asked_to_stop(self, _number: int, _frame: FrameType | None) -> None:
        self._stopping.set()

    def _watch(self, begun: threading.Event) -> None:
        while not self._stopping.is_set():
            with self._lock:
                self._look_after_all()
            begun.set()
            self._stopping.wait(LOOK_SECONDS)
        with self._lock:
            """Wait for `stop`: were this thread to end sooner, the kernel would kill the children at once."""

    def _look_after_all(self) -> None:
        changed = [life.died() for life in self._lives.values()]
        for life in self._lives.values():
            if life.process is None and time.monotonic() >= life.due and not self._stopping.is_set():
                life.start()
                changed.append(True)
        if any(changed):
            self._record()

    def _record(self) -> None:
        children = {name: life.describe() for name, life in self._lives.items()}
        me = {"pid": os.getpid(), "started": born(os.getpid())}
        record = {"supervisor": me, "children": {name: seen for name, seen in children.items() if seen}}
        draft = self.status.with_suffix(".draft")
        self.status.parent.mkdir(parents=True, exist_ok=True)
        draft.write_text(json.dumps(record, indent=2))
        draft.replace(self.status)


def _marked(child: Child, status: Path) -> Child:
    env = os.environ if child.env is None else child.env
    return replace(child, env={**env, MARK: str(status)})


def stop_recorded(status: Path, timeout: float = STOP_SECONDS) -> bool:
    """Stop the supervisor that wrote this file, with all its children; False when there was nothing to stop."""
    record = _read(status)
    if record and _alive(record["supervisor"]):
        pid = record["supervisor"]["pid"]
        send(pid, signal.SIGTERM)
        if not processes.wait_for(lambda: not _alive(record["supervisor"]), timeout + 5):
            send(pid, signal.SIGKILL)
    left_over = processes.marked(MARK, str(status.absolute()))
    processes.kill(left_over)
    status.unlink(missing_ok=True)
    return bool(record or left_over)


def _read(status: Path) -> dict[str, Any]:
    try:
        record: dict[str, Any] = json.loads(status.read_text())
    except (FileNotFoundError, json.JSONDecodeError):
        return {}
    return record


def _alive(recorded: dict[str, Any]) -> bool:
    return born(recorded["pid"]) == recorded["started"]
