"""A RabbitMQ of our own: one node, one folder, its own epmd, stopped, killed and wiped at will."""

import hashlib
import json
import os
import shutil
import subprocess
import time
from pathlib import Path

import kombu
import psutil

from zhanggui.instances import processes
from zhanggui.instances.binaries import rabbitmq_bin
from zhanggui.instances.errors import InstanceError, last_lines
from zhanggui.instances.ports import reserve

START_SECONDS = 90
STOP_SECONDS = 30
HIGH_WATERMARK = "0.4"  # RabbitMQ 3's own default, as a share of the machine's memory


class RabbitMQ:
    """One private broker beneath `folder`, on 127.0.0.1:`port`; its user is guest. It runs as whoever calls it."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder = folder.absolute()
        self.port = port
        self.log = self.folder / "rabbitmq.log"
        self.node = f"zhanggui_{hashlib.sha256(str(self.folder).encode()).hexdigest()[:12]}@localhost"
        self._script: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"amqp://guest:guest@127.0.0.1:{self.port}//"

    @property
    def bin(self) -> Path:
        """The folder of rabbitmq-server and rabbitmqctl."""
        found = rabbitmq_bin()
        if found is None:
            raise InstanceError("RabbitMQ is not installed: no rabbitmq-server under /usr/lib/rabbitmq")
        return found

    @property
    def running(self) -> bool:
        """Whether the node's process lives; it may not listen yet."""
        return any(process.name() == "beam.smp" for process in self._processes())

    def start(self) -> None:
        """Start the node and return when it takes an AMQP connection. Harmless when it runs."""
        if not self.running:
            self._kill_all()
            self._prepare()
            with self.log.open("ab") as log:
                self._script = subprocess.Popen(
                    [self.bin / "rabbitmq-server"],
                    cwd=self.folder,
                    env=self.environment(),
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,
                )
        self._wait_until_it_answers()

    def stop(self) -> None:
        """An orderly end: clients are told, queues are closed. Whatever is left after 30 s is killed."""
        nodes = [process for process in self._processes() if process.name() == "beam.smp"]
        for node in nodes:
            node.terminate()
        processes.wait_for(lambda: not any(processes.alive(node) for node in nodes), STOP_SECONDS)
        self._kill_all()

    def kill(self) -> None:
        """kill -9 of the node, its port programs and its epmd, as a power cut would."""
        self._kill_all()

    def wipe(self) -> None:
        """Stop it and remove every queue, exchange and message; the next start begins from nothing."""
        self.stop()
        shutil.rmtree(self.folder / "mnesia", ignore_errors=True)

    def block(self) -> None:
        """Raise the memory alarm: publishers hang from now on, consumers go on."""
        self.control("set_vm_memory_high_watermark", "0")

    def unblock(self) -> None:
        self.control("set_vm_memory_high_watermark", HIGH_WATERMARK)

    def control(self, *arguments: str) -> str:
        """What rabbitmqctl answers about this node (about a second each: it starts an Erlang of its own)."""
        command = [str(self.bin / "rabbitmqctl"), "-q", "-n", self.node, *arguments]
        done = subprocess.run(
            command, cwd=self.folder, env=self.environment(), stdin=subprocess.DEVNULL, capture_output=True, text=True
        )
        if done.returncode != 0:
            raise InstanceError(f"rabbitmqctl {' '.join(arguments)}: {done.stderr or done.stdout}")
        return done.stdout

    def environment(self) -> dict[str, str]:
        """The settings that keep this node apart from every other on the machine, and name its folder to us."""
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(("RABBITMQ_", "ERL_"))}
        ports = json.loads((self.folder / "ports.json").read_text())
        return inherited | {
            "HOME": str(self.folder),  # the Erlang cookie lies there, so no other node or tool can join
            "RABBITMQ_NODENAME": self.node,
            "RABBITMQ_NODE_IP_ADDRESS": "127.0.0.1",
            "RABBITMQ_NODE_PORT": str(self.port),
            "RABBITMQ_DIST_PORT": str(ports["distribution"]),
            "RABBITMQ_MNESIA_BASE": str(self.folder / "mnesia"),
            "RABBITMQ_LOG_BASE": str(self.folder / "log"),
            "RABBITMQ_PID_FILE": str(self.folder / "rabbitmq.pid"),
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(self.folder / "enabled_plugins"),
            "RABBITMQ_CONF_ENV_FILE": str(self.folder / "rabbitmq-env.conf"),
            "RABBITMQ_CONFIG_FILE": str(self.folder / "rabbitmq.conf"),
            "RABBITMQ_ADVANCED_CONFIG_FILE": str(self.folder / "advanced.config"),
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": "-kernel inet_dist_use_interface {127,0,0,1}",
            "ERL_EPMD_PORT": str(ports["epmd"]),
            "ERL_EPMD_ADDRESS": "127.0.0.1",
        }

    def _prepare(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        distribution, epmd = reserve(2)
        (self.folder / "ports.json").write_text(json.dumps({"distribution": distribution, "epmd": epmd}))
        (self.folder / "enabled_plugins").write_text("[].\n")
        (self.folder / "advanced.config").write_text("[].\n")
        for empty in ("rabbitmq.conf", "rabbitmq-env.conf"):
            (self.folder / empty).write_text("")

    def _wait_until_it_answers(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if self._answers():
                return
            if self._script is not None and self._script.poll() is not None:
                break
            time.sleep(0.05)
        self._kill_all()
        raise InstanceError(f"RabbitMQ on port {self.port} did not start:\n{last_lines(self.log)}")

    def _answers(self) -> bool:
        with kombu.Connection(self.url, connect_timeout=2) as connection:
            try:  # not connect(): after a refusal that sleeps for two seconds
                connection.ensure_connection(max_retries=1, interval_start=0, interval_step=0)
            except kombu.exceptions.OperationalError:
                return False
        return True

    def _kill_all(self) -> None:
        processes.kill(self._processes())
        if self._script is not None:
            self._script.wait(timeout=10)
            self._script = None

    def _processes(self) -> list[psutil.Process]:
        """The script, the node, its port programs and its epmd: whatever has our folder in its environment.

        epmd becomes a daemon outside every process group, so there is no other way to be sure of all of them.
        """
        return processes.marked("RABBITMQ_MNESIA_BASE", str(self.folder / "mnesia"))
