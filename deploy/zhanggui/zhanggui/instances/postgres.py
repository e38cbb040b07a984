"""A PostgreSQL of our own: one data directory, one port, durable, stopped and killed at will."""

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Literal

import psutil
import psycopg2
from psycopg2 import errors, sql

from zhanggui.instances import account, processes
from zhanggui.instances.binaries import postgres_bin
from zhanggui.instances.errors import InstanceError, last_lines

START_SECONDS = 60
NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")
SOCKET_PATH_LIMIT = 80  # the kernel allows 107 bytes, of which the server's file name takes some

SETTINGS = """
listen_addresses = '127.0.0.1'
max_connections = 300
unix_socket_permissions = 0700
"""
ACCESS = """
local all all trust
host all all 127.0.0.1/32 trust
"""


class Postgres:
    """One private cluster beneath `folder`, on 127.0.0.1:`port`, with the superuser `postgres` and no passwords.

    Durable (fsync stays on). Run by root it belongs to the postgres account, and lies in `home`, which is `folder`
    unless that account cannot reach it.
    """

    def __init__(self, folder: Path, port: int) -> None:
        self.folder = folder.absolute()
        self.port = port
        self.home = account.own(self.folder)
        self.data = self.home / "cluster"
        self.log = self.home / "postgres.log"

    @property
    def bin(self) -> Path:
        """The folder of pg_dump and pg_restore: the version that made the cluster, or the newest."""
        made_by = self.data / "PG_VERSION"
        found = postgres_bin(made_by.read_text().strip() if made_by.exists() else None)
        if found is None:
            raise InstanceError("PostgreSQL is not installed: no initdb under /usr/lib/postgresql nor on the PATH")
        return found

    @property
    def running(self) -> bool:
        """Whether the server process lives; it may still be recovering."""
        return self._server() is not None

    def start(self) -> None:
        """Make the cluster when there is none, start it, and return when it answers. Harmless when it runs."""
        if self.running:
            return
        self.home = account.own(self.folder)
        self._clear()
        if not self.data.exists():
            self._make()
        options = f"-p {self.port} -k '{self._socket_folder()}'"
        self._control("start", "-l", str(self.log), "-o", options, "-t", str(START_SECONDS))

    def stop(self, mode: Literal["fast", "immediate"] = "fast") -> None:
        """`fast` breaks off clients and checkpoints; `immediate` leaves recovery to the next start."""
        if self.running:
            self._control("stop", "-m", mode)

    def restart(self) -> None:
        self.stop()
        self.start()

    def kill(self) -> None:
        """kill -9 of the server and every process of it, as a power cut would."""
        server = self._server()
        if server is not None:
            server.suspend()  # it would otherwise start new children while the old ones are being counted
        self._clear()

    def wipe(self) -> None:
        """Kill it and remove everything it has written."""
        self.kill()
        shutil.rmtree(self.home, ignore_errors=True)

    def create_database(self, name: str, owner: str) -> None:
        """One database and the one user who may connect to it; what exists already stays as it is."""
        for word in (name, owner):
            if not NAME.fullmatch(word):
                raise ValueError(f"not a name for a database or a user: {word!r}")
        words = {"name": sql.Identifier(name), "owner": sql.Identifier(owner)}
        self._execute(sql.SQL("CREATE ROLE {owner} LOGIN").format(**words))
        self._execute(sql.SQL("CREATE DATABASE {name} OWNER {owner}").format(**words))
        self._execute(sql.SQL("REVOKE ALL ON DATABASE {name} FROM PUBLIC").format(**words))

    def dsn(self, name: str, user: str) -> str:
        """The address for SQLAlchemy."""
        return f"postgresql+psycopg2://{user}@127.0.0.1:{self.port}/{name}"

    def _clear(self) -> None:
        """End what a killed server left behind, and take its locks away.

        A server found dead by its pid alone would keep the next one out for as long as nobody reaps the zombie.
        """
        processes.kill(process for process in psutil.process_iter() if self._works_here(process))
        for lock in (self.data / "postmaster.pid", *self.home.glob(".s.PGSQL.*.lock")):
            lock.unlink(missing_ok=True)

    def _works_here(self, process: psutil.Process) -> bool:
        try:
            return process.name() == "postgres" and process.cwd() == str(self.data.resolve())
        except psutil.Error:
            return False

    def _make(self) -> None:
        """Beside its place first: an initdb that was killed half-way must not look like a cluster."""
        draft = self.home / "cluster.draft"
        shutil.rmtree(draft, ignore_errors=True)
        self._run("initdb", "-D", str(draft), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale", _locale())
        with (draft / "postgresql.conf").open("a") as settings:
            settings.write(SETTINGS)
        (draft / "pg_hba.conf").write_text(ACCESS)
        draft.rename(self.data)

    def _socket_folder(self) -> str:
        return str(self.home) if len(str(self.home)) < SOCKET_PATH_LIMIT and "'" not in str(self.home) else ""

    def _control(self, *arguments: str) -> None:
        self._run("pg_ctl", "-D", str(self.data), "-w", *arguments)

    def _run(self, program: str, *arguments: str) -> None:
        said = self.home / "programs.log"  # a file: the server would inherit a pipe and keep it open
        with said.open("w") as output:
            done = subprocess.run(
                [str(self.bin / program), *arguments],
                cwd=self.home,
                env=_environment(),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                **account.run_as(),
            )
        if done.returncode != 0:
            raise InstanceError(f"{program} on port {self.port}: {last_lines(said)}\n{last_lines(self.log)}")

    def _server(self) -> psutil.Process | None:
        """The server named by postmaster.pid, unless that number belongs to another process by now."""
        try:
            number = int((self.data / "postmaster.pid").read_text().split()[0])
            process = psutil.Process(number)
            ours = str(self.data) in process.cmdline() and processes.alive(process)
        except (OSError, ValueError, IndexError, psutil.Error):
            return None
        return process if ours else None

    def _execute(self, statement: sql.Composed) -> None:
        connection = psycopg2.connect(host="127.0.0.1", port=self.port, user="postgres", dbname="postgres")
        try:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute(statement)
        except (errors.DuplicateObject, errors.DuplicateDatabase):
            pass
        finally:
            connection.close()


def _environment() -> dict[str, str]:
    """Without the caller's PG* settings, which would lead the programs to another server."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PG")}


def _locale() -> str:
    known = subprocess.run(["locale", "-a"], capture_output=True, text=True).stdout.lower().split()
    return "C.UTF-8" if {"c.utf-8", "c.utf8"} & set(known) else "C"
