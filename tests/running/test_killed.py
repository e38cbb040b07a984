"""kill -9 under load, again and again: what was answered is there, what was sent again is there once, and all agree."""

import threading
import time
from uuid import uuid4

import pytest

from tests.northwind import pages
from zhanggui.client import Refused, operator_client

pytestmark = pytest.mark.journey
KILLS = 3


class Clerk(threading.Thread):
    """Somebody who keeps entering, and sends the same request with the same key again until it is answered."""

    def __init__(self, folder, path, bodies):
        super().__init__(daemon=True)
        self.client, self.path, self.bodies = operator_client(folder), path, bodies
        self.answered: list[str] = []
        self.repeated = 0
        self.wrong: list[str] = []
        self.closing = threading.Event()

    def run(self) -> None:
        for body in self.bodies:
            if self.closing.is_set():
                return
            self._enter(body)

    def _enter(self, body) -> None:
        key = uuid4().hex
        while True:
            try:
                answer = self.client.send("POST", self.path, json=body, headers={"Idempotency-Key": key})
            except Refused:
                self.repeated += 1
                time.sleep(0.02)
                continue
            if answer.status_code != 201:
                self.wrong.append(answer.text)
            self.answered.append(body["id"])
            return


def tasks(assignee):
    while True:
        identity = str(uuid4())
        yield {"id": identity, "title": identity, "assignee_id": assignee, "due_on": "2026-01-01"}


def customers(owner):
    while True:
        identity = str(uuid4())
        body = {"id": identity, "code": identity[:13], "name": identity, "owner_id": owner}
        yield body | {"source": "visit", "collision_confirmed": True}


def test_kills_under_load_lose_nothing_and_double_nothing(place):
    place.start()
    [ming] = place.operator.get("/gateway/users", username="ming")["items"]
    place.settle()
    clerks = [Clerk(place.folder, "/office/tasks", tasks(ming["id"])) for _ in range(2)]
    clerks += [Clerk(place.folder, "/crm/customers", customers(ming["id"])) for _ in range(2)]
    for clerk in clerks:
        clerk.start()
    for turn in range(KILLS):
        wait_until_each_entered(clerks, 6)
        time.sleep(0.13 * turn)
        place.kill()
        place.start()
    wait_until_each_entered(clerks, 3)
    for clerk in clerks:
        clerk.closing.set()
    for clerk in clerks:
        clerk.join(60)
    place.settle()
    assert [clerk.wrong for clerk in clerks] == [[], [], [], []]
    assert sum(clerk.repeated for clerk in clerks) >= KILLS
    assert_each_once(place, clerks)
    assert place.violations() == []
    assert place.command("check").stdout == "All invariants hold.\n"


def wait_until_each_entered(clerks, more: int) -> None:
    wanted = [len(clerk.answered) + more for clerk in clerks]
    end = time.monotonic() + 60
    while any(len(clerk.answered) < count for clerk, count in zip(clerks, wanted, strict=True)):
        assert time.monotonic() < end, [len(clerk.answered) for clerk in clerks]
        time.sleep(0.01)


def assert_each_once(place, clerks) -> None:
    operator = place.operator
    assigned = sorted(clerks[0].answered + clerks[1].answered)
    registered = sorted(clerks[2].answered + clerks[3].answered)
    assert len(assigned) > 20
    assert len(registered) > 20
    # As entered, and as the services behind have heard of it: one reminder a task, one projection a customer.
    assert sorted(row["id"] for row in pages(operator, "/office/tasks")) == assigned
    reminders = pages(place.person("ming"), "/notification/reminders", kind="task_due")
    assert sorted(row["source_id"] for row in reminders) == assigned
    assert sorted(row["id"] for row in pages(operator, "/crm/customers")) == registered
    assert sorted(row["id"] for row in pages(operator, "/sales/customers")) == registered
