"""A real installation for tests: `zhanggui run` or `zhanggui up` as processes of their own, spoken to over HTTP."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import requests
from sqlalchemy import create_engine, text

from chassis.runtime.installation import installed_names
from chassis.runtime.layout import Layout
from zhanggui.client import Client, operator_client, person_client
from zhanggui.instances import free_port
from zhanggui.invariants import settle, violations
from zhanggui.local import LocalSystem

ZHANGGUI = str(Path(sys.executable).parent / "zhanggui")
RUNTIMES = ("embedded", "distributed")
COMMANDS = {"embedded": "run", "distributed": "up"}
PASSWORD = "long enough for everybody"


class Installation:
    """One installation in a folder; it can be stopped, killed and started again."""

    def __init__(self, runtime: str, folder: Path):
        self.runtime, self.folder = runtime, folder
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.environment = {**os.environ, "DATA_DIR": str(folder), "PORT": str(self.port)}
        self.process: subprocess.Popen[str] | None = None
        self._people: dict[str, Client] = {}

    def start(self, *options: str, **environment: str) -> float:
        """Start it and wait until it is ready; answers the seconds that took."""
        self.launch(*options, **environment)
        return self.wait_until_ready()

    def launch(self, *options: str, **environment: str) -> None:
        """Start it and go on at once."""
        log = (self.folder.parent / f"{self.folder.name}.log").open("a")
        self.process = subprocess.Popen(
            [ZHANGGUI, COMMANDS[self.runtime], *options],
            env={**self.environment, **environment},
            stdout=log,
            stderr=log,
            text=True,
            start_new_session=True,
        )

    def wait_until_ready(self, seconds: float = 90.0) -> float:
        """Until all of it answers; the seconds that took. RuntimeError when it has ended, TimeoutError."""
        assert self.process is not None
        began = time.monotonic()
        while time.monotonic() - began < seconds:
            if self.process.poll() is not None:
                raise RuntimeError(f"it ended with {self.process.returncode}: {self.log()[-2000:]}")
            if self.ready():
                return time.monotonic() - began
            time.sleep(0.05)
        raise TimeoutError(self.log()[-2000:])

    def stop(self) -> float:
        """Ctrl-C, and wait for a clean end; answers the seconds that took."""
        assert self.process is not None
        began = time.monotonic()
        self.process.send_signal(signal.SIGINT)
        self.process.wait(30)
        return time.monotonic() - began

    def kill(self) -> None:
        """kill -9 of everything at once."""
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(10)

    def end(self) -> None:
        """Whatever state it is in: afterwards nothing of it runs."""
        if self.process is not None and self.process.poll() is None:
            self.kill()

    def remove(self) -> None:
        """Afterwards nothing of it runs, and nothing of it is left on the disk, wherever PostgreSQL had to keep it."""
        self.end()
        if self.runtime == "distributed" and self.folder.exists():
            self.command("down", check=False)
            LocalSystem(self.folder, installed_names()).postgres.wipe()
        shutil.rmtree(self.folder, ignore_errors=True)

    def log(self) -> str:
        return (self.folder.parent / f"{self.folder.name}.log").read_text()

    @property
    def operator(self) -> Client:
        """Whoever sits at the server."""
        return operator_client(self.folder)

    def person(self, username: str) -> Client:
        """A client signed in as somebody whose password was set by `admit`."""
        if username not in self._people:
            self._people[username] = person_client(self.address, username, PASSWORD)
        return self._people[username]

    def admit(self, *usernames: str) -> None:
        """Give people the password of all tests; whoever had signed in signs in anew, as a new password demands."""
        operator = self.operator
        for username in usernames:
            [person] = operator.get("/gateway/users", username=username)["items"]
            operator.post(f"/gateway/users/{person['id']}/password", {"password": PASSWORD, "must_change": False})
            self._people.pop(username, None)

    def command(
        self, *arguments: str, check: bool = True, cwd: Path | None = None, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        """Run the command line on this installation."""
        done = subprocess.run(
            [ZHANGGUI, *arguments],
            env={**self.environment, **environment},
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            timeout=300,
            check=False,
            cwd=cwd,
        )
        assert not check or done.returncode == 0, (arguments, done.stdout, done.stderr)
        return done

    def settle(self, seconds: float = 60.0) -> dict[str, Any]:
        """Until all events are consumed."""
        return settle(self.operator, seconds)

    def heads(self) -> dict[str, int]:
        """How long each log is once all is consumed; not notification's, where the clock alone raises reminders."""
        states = self.settle()
        return {service: state["head"] for service, state in states.items() if service != "notification"}

    def violations(self) -> list[str]:
        """The invariants I1-I10 over all services."""
        return violations(self.operator, 60.0)

    def forget(self, service: str) -> None:
        """While it is stopped: drop a service's database, so that its next start begins from nothing."""
        if self.runtime == "embedded":
            for file in Layout(self.folder).databases.glob(f"{service}.sqlite*"):
                file.unlink()
            return
        postgres = LocalSystem(self.folder, installed_names()).postgres
        postgres.start()
        with create_engine(postgres.dsn("postgres", "postgres"), isolation_level="AUTOCOMMIT").connect() as connection:
            connection.execute(text(f"DROP DATABASE {service} WITH (FORCE)"))
        postgres.stop()

    def ready(self) -> bool:
        """Whether the gateway and every service behind it answer."""
        try:
            # The command line finds the address in a file, which is written when the gateway says that it is ready.
            return (
                Layout(self.folder).address.exists()
                and requests.get(f"{self.address}/readyz", timeout=5).status_code == 200
            )
        except requests.RequestException:
            return False
