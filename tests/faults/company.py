"""A running company of real processes, and the ways in which tests hurt it."""

import os
import subprocess
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any
from uuid import uuid4

import psutil
from sqlalchemy import Select, create_engine, select

from chassis.eventlog.model import EventRow
from chassis.testing import today
from notification.reminders.model import Reminder
from office.events import TaskAssigned
from zhanggui.client import Client, Refused, operator_client
from zhanggui.commands.up import wait_until_ready
from zhanggui.instances import Supervisor, free_port
from zhanggui.instances.errors import last_lines
from zhanggui.invariants import settle, violations
from zhanggui.listening import loopback
from zhanggui.local import LocalSystem

SERVICES = ("gateway", "crm", "sales", "purchasing", "finance", "office", "notification")
"""All that take part in a sale, and the office, whose tasks are the shortest way to an effect elsewhere."""


class Company:
    """Services, worker and beat; each has a supervisor of its own, so that a test may take its place."""

    def __init__(self, folder: Path):
        self.system = LocalSystem(folder, SERVICES, edges=[loopback(free_port())])
        self.rabbitmq, self.postgres = self.system.rabbitmq, self.system.postgres
        self.children = {child.name: child for child in self.system.children({})}
        self.supervisors: dict[str, Supervisor] = {}

    def start(self) -> None:
        self.system.prepare()
        for name in self.children:
            self.supervise(name)
        wait_until_ready(self.system.address, 120)
        self.system.layout.address.write_text(self.system.address)

    def end(self) -> None:
        for supervisor in self.supervisors.values():
            supervisor.stop(0)
        self.rabbitmq.kill()
        self.postgres.wipe()

    def supervise(self, name: str) -> None:
        status = self.system.folder / f"{name}.process.json"
        self.supervisors[name] = Supervisor([self.children[name]], status)
        self.supervisors[name].start()

    @property
    def operator(self) -> Client:
        return operator_client(self.system.layout.root)

    def hire(self, username: str) -> str:
        """A colleague, known to the office; answers the identity."""
        body = {"username": username, "name": username, "code": username, "roles": ["owner"]}
        identity: str = self.operator.post("/gateway/users", body)["id"]
        self.settle()
        return identity

    def assign(self, assignee: str, title: str, patience: float = 0.0) -> str:
        """Assign a task that is due today; with patience the same request is sent again until it is answered."""
        identity, key = str(uuid4()), uuid4().hex
        body = {"id": identity, "title": title, "assignee_id": assignee, "due_on": today().isoformat()}
        until = time.monotonic() + patience
        while True:
            try:
                self.operator.call("POST", "/office/tasks", json=body, headers={"Idempotency-Key": key})
            except Refused:
                if time.monotonic() > until:
                    raise
                time.sleep(0.1)
            else:
                return identity

    def assign_and_settle(self, assignee: str, title: str) -> str:
        """A task whose effect is there; it may take the services ten seconds to find their database again."""
        task = self.assign(assignee, title, patience=10)
        self.settle()
        return task

    def assert_each_once(self, tasks: list[str]) -> None:
        """Each task was announced once by the office and has led to one reminder, although it may have been retried."""
        assigned = select(EventRow.subject).where(EventRow.type == TaskAssigned.type)
        announced = [subject for (subject,) in self.rows("office", assigned)]
        assert [announced.count(task) for task in tasks] == [1] * len(tasks)
        reminded = self.reminders()
        assert [reminded.count(task) for task in tasks] == [1] * len(tasks)

    def reminders(self) -> list[str]:
        """The tasks of which somebody is reminded."""
        tasks = select(Reminder.source_id).where(Reminder.kind == "task_due")
        return [str(task) for (task,) in self.rows("notification", tasks)]

    def settle(self, seconds: float = 60.0) -> float:
        """Until every consumer is at the head of every log; answers the seconds that took."""
        began = time.monotonic()
        self.wait_until_ready()
        settle(self.operator, seconds)
        return time.monotonic() - began

    def wait_until_ready(self) -> None:
        """Until everything that was hurt answers again."""
        wait_until_ready(self.system.address, 60)

    def relayed(self, service: str) -> bool:
        """Whether the relay of a service has published its whole log."""
        state = self.operator.get(f"/{service}/system/lag")
        return bool(state["relayed"] == state["head"])

    def violations(self) -> list[str]:
        return violations(self.operator, 60.0)

    def kill(self, name: str) -> None:
        """kill -9; the supervisor notices by itself."""
        pid = self.supervisors[name].pid(name)
        assert pid is not None
        os.kill(pid, 9)

    def crashing_at(self, name: str, place: str) -> "AbstractContextManager[Crash]":
        """Within the block the service runs with a fail point armed; afterwards it is supervised again, without."""
        return Crash(self, name, place)

    def memory(self) -> dict[str, int]:
        """Megabytes that each process has for itself or shares in part (PSS), with what it has forked."""
        sizes = {}
        for name, supervisor in self.supervisors.items():
            leader = psutil.Process(supervisor.pid(name))
            family = [leader, *leader.children(recursive=True)]
            sizes[name] = sum(each.memory_full_info().pss for each in family) >> 20
        return sizes

    def last_words(self) -> str:
        """The end of every log, for a failure."""
        return "\n".join(f"--- {log.stem}\n{last_lines(log)}" for log in sorted(self.system.logs.glob("*.log")))

    def rows(self, service: str, statement: Select[Any]) -> list[Any]:
        """What a service's database says."""
        engine = create_engine(self.system.databases[service])
        with engine.connect() as connection:
            found = list(connection.execute(statement))
        engine.dispose()
        return found


class Crash:
    """A service that dies by itself at a fail point, as by kill -9."""

    def __init__(self, company: Company, name: str, place: str):
        self.company, self.name, self.place = company, name, place
        self.process: subprocess.Popen[bytes]

    def __enter__(self) -> "Crash":
        self.company.supervisors[self.name].stop(0)
        child = self.company.children[self.name]
        with child.log.open("ab") as log:
            self.process = subprocess.Popen(
                child.argv,
                env={**(child.env or {}), "ZHANGGUI_FAILPOINT": f"{self.name}:{self.place}"},
                cwd=child.cwd,
                stdout=log,
                stderr=log,
            )
        self.company.wait_until_ready()
        return self

    def __exit__(self, *_: Any) -> None:
        try:
            assert self.process.wait(30) == -9, "it was to die at its fail point"
        finally:
            self.process.kill()
            self.process.wait()
            self.company.supervise(self.name)
        self.company.wait_until_ready()


def until(condition: Callable[[], bool], seconds: float) -> None:
    """Look every 50 ms; an AssertionError when it does not come true in time."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"not within {seconds} s"
        time.sleep(0.05)
