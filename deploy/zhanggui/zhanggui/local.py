"""The distributed runtime on one machine: PostgreSQL, RabbitMQ and every process, below one data directory."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from chassis.runtime.installation import SETTING
from chassis.runtime.layout import Layout
from zhanggui.instances import Child, InstanceError, Postgres, RabbitMQ, Supervisor, free_port, stop_recorded
from zhanggui.instances.errors import last_lines
from zhanggui.listening import Place, loopback, own_url

MODULE = "chassis.runtime.distributed"
EDGE = "gateway"
MIGRATION_SECONDS = 300


class LocalSystem:
    """An installation of these services. `edges` is where the gateway answers; all other ports are free ones."""

    def __init__(self, data_dir: Path, services: Sequence[str], edges: Sequence[Place] = (loopback(8080),)) -> None:
        self.layout = Layout(data_dir.absolute())
        self.services = tuple(services)
        self.folder = self.layout.root / "instances"
        ports = _remembered_ports(self.folder / "ports.json", ["postgres", "rabbitmq", *services])
        self.postgres = Postgres(self.folder / "postgres", ports["postgres"])
        self.rabbitmq = RabbitMQ(self.folder / "rabbitmq", ports["rabbitmq"])
        self.places = {name: f"127.0.0.1:{ports[name]}" for name in services}
        self.edge = " ".join(map(str, edges))
        self.address = own_url(edges)

    @property
    def status(self) -> Path:
        """Who the running processes are; `zhanggui down` reads it."""
        return self.folder / "processes.json"

    @property
    def logs(self) -> Path:
        return self.folder / "logs"

    @property
    def databases(self) -> dict[str, str]:
        """service -> SQLAlchemy URL."""
        return {name: self.postgres.dsn(name, name) for name in self.services}

    def prepare(self) -> None:
        """Instances up, one database and user per service, keys, and every schema the newest."""
        self.layout.prepare(list(self.services))
        self.postgres.start()
        self.rabbitmq.start()
        for name in self.services:
            self.postgres.create_database(name, name)
        self._migrate()

    def supervisor(self, **extra: str) -> Supervisor:
        """A supervisor of every process, not started yet; `extra` goes into the environment of each."""
        return Supervisor(self.children(extra), self.status)

    def children(self, extra: dict[str, str]) -> list[Child]:
        """The gateway first, because people wait for it; a process knows the databases it may open, and no other."""
        served = [name for name in self.services if name != EDGE]
        edges = [self._child(EDGE, ["edge", EDGE], [EDGE], extra)] if EDGE in self.services else []
        services = [self._child(name, ["serve", name], self._opened_by(name), extra) for name in served]
        everything = list(self.services)
        workers = [self._child(name, [name], everything, extra) for name in ("worker", "beat")]
        return [*edges, *services, *workers]

    def stop(self) -> None:
        """End the processes of a supervisor, wherever it runs, and the instances; harmless when nothing runs."""
        stop_recorded(self.status)
        self.layout.address.unlink(missing_ok=True)
        self.rabbitmq.stop()
        self.postgres.stop()

    def mend(self) -> None:
        """Start an instance again that has died."""
        for instance in (self.postgres, self.rabbitmq):
            if _port_is_free(instance.port):
                instance.start()

    def environment(self, opened: Sequence[str], extra: dict[str, str]) -> dict[str, str]:
        """What a process is told that may open the databases of these services."""
        settings = {
            "DATA_DIR": str(self.layout.root),
            "ZHANGGUI_BROKER": self.rabbitmq.url,
            "ZHANGGUI_EDGE": self.edge,
            "PYTHONUNBUFFERED": "1",
            "PYTHONWARNINGS": "ignore::DeprecationWarning",
            "MALLOC_ARENA_MAX": "2",  # the gateway's threads would otherwise keep a heap each
            "LOG_LEVEL": os.environ.get("LOG_LEVEL", "WARNING"),
        }
        for name in self.services:
            settings[f"ZHANGGUI_LISTEN_{name.upper()}"] = self.places[name]
            settings[f"ZHANGGUI_ADDRESS_{name.upper()}"] = f"http://{self.places[name]}"
        for name in opened:
            settings[f"ZHANGGUI_DATABASE_{name.upper()}"] = self.databases[name]
        inherited = {
            name: value
            for name, value in os.environ.items()
            if name.startswith(SETTING) or not name.startswith("ZHANGGUI_")
        }
        return {**inherited, **settings, **extra}

    def _opened_by(self, name: str) -> list[str]:
        return list(self.services) if name == "backup" else [name]

    def _child(self, name: str, words: list[str], opened: list[str], extra: dict[str, str]) -> Child:
        argv = [sys.executable, "-m", MODULE, *words]
        return Child(name, argv, self.logs / f"{name}.log", self.environment(opened, extra), self.layout.root)

    def _migrate(self) -> None:
        log = self.logs / "migrate.log"
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("w") as output:
            done = subprocess.run(
                [sys.executable, "-m", MODULE, "migrate"],
                env=self.environment(self.services, {}),
                cwd=self.layout.root,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                timeout=MIGRATION_SECONDS,
            )
        if done.returncode:
            raise InstanceError(f"the migration failed: {last_lines(log, 1)} (see {log})")


def _remembered_ports(file: Path, names: Sequence[str]) -> dict[str, int]:
    """The ports of last time, so that what still runs is found again; new names get free ones."""
    known: dict[str, int] = json.loads(file.read_text()) if file.exists() else {}
    ports = {name: known.get(name) or free_port() for name in names}
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(ports, indent=2))
    return ports


def _port_is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) != 0
