"""`zhanggui events` and `zhanggui check`: an event that cannot be applied is seen, and retried or given up."""

import json
import sqlite3
import time
from contextlib import closing, contextmanager

import pytest

pytestmark = pytest.mark.journey


@contextmanager
def poisoned(company):
    """Within the block the notification service's database refuses every new reminder."""
    change(
        company, "notification", "CREATE TRIGGER poison BEFORE INSERT ON reminder BEGIN SELECT RAISE(ABORT, 'no'); END"
    )
    try:
        yield
    finally:
        change(company, "notification", "DROP TRIGGER poison")


def change(company, name: str, statement: str) -> None:
    with closing(sqlite3.connect(company.folder / "databases" / f"{name}.sqlite", timeout=30)) as database:
        database.execute(statement)
        database.commit()


def assign(company, title: str) -> str:
    [ming] = company.operator.get("/gateway/users", username="ming")["items"]
    body = {"title": title, "assignee_id": ming["id"], "due_on": "2026-01-01"}
    return company.operator.post("/office/tasks", body)["id"]


def position_of(company, task: str) -> str:
    """Where the office's log tells of the task."""
    lines = company.command("events", "log", "office", "--limit", "1000").stdout.splitlines()
    [line] = [line for line in lines if task in line]
    return line.split()[0]


def reminded(company, task: str) -> bool:
    """Whether Ming sees a reminder of it; tasks are nobody else's to be reminded of."""
    rows = company.person("ming").get("/notification/reminders", kind="task_due", limit=200)["items"]
    return task in [row["source_id"] for row in rows]


def use_up_its_tries(company) -> None:
    """As after ten minutes of failing: nobody but an operator tries it again, not even who is just trying."""
    while True:
        change(company, "notification", "UPDATE parked_event SET state = 'parked', retry_at = NULL")
        time.sleep(1.5)
        with closing(sqlite3.connect(company.folder / "databases" / "notification.sqlite", timeout=30)) as database:
            if database.execute("SELECT DISTINCT state FROM parked_event").fetchall() == [("parked",)]:
                return


def parked(company) -> list[str]:
    return company.command("events", "parked").stdout.splitlines()


def until(condition) -> None:
    end = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.1)


def test_an_event_that_fails_is_seen_and_retried_after_the_repair(company):
    with poisoned(company):
        task = assign(company, "call the customer")
        position = position_of(company, task)
        until(lambda: parked(company))
        [line] = parked(company)
        assert line.startswith(f"notification office {position} ")
        assert "office.task_assigned.v1" in line
        assert "no" in line
        assert "parked: 1" in company.command("events", "lag").stdout
        checked = company.command("check", check=False)
        assert checked.returncode == 1
        assert "notification: 1 parked events" in checked.stdout.splitlines()
        assert not reminded(company, task)
        use_up_its_tries(company)
    assert not reminded(company, task)
    said = company.command("events", "retry", "notification", "office", position).stdout
    assert said == f"notification tries event {position} of office again within a second.\n"
    until(lambda: reminded(company, task))
    assert parked(company) == []
    assert company.command("check").stdout == "All invariants hold.\n"


def test_an_event_is_given_up_for_a_reason_and_the_others_flow(company):
    with poisoned(company):
        lost = assign(company, "never mind")
        position = position_of(company, lost)
        until(lambda: parked(company))
        words = ("events", "skip", "notification", "office", position)
        said = company.command(*words, "--reason", "the task was a joke").stdout
        assert said == f"notification has given up event {position} of office.\n"
    assert parked(company) == []
    again = company.command(*words, "--reason", "twice", check=False)
    assert again.returncode == 2
    kept = assign(company, "mind this")
    until(lambda: reminded(company, kept))
    assert not reminded(company, lost)
    assert company.command("check").stdout == "All invariants hold.\n"


def test_a_log_is_read_from_a_position(company):
    assign(company, "first")
    assign(company, "second")
    head = company.operator.get("/office/system/lag")["head"]
    [line] = company.command("events", "log", "office", "--after", str(head - 1)).stdout.splitlines()
    assert line.split()[0] == str(head)
    whole = company.command("events", "log", "office", "--after", str(head - 2), "--limit", "1", "--full").stdout
    envelope = json.loads(whole)
    assert (envelope["sequence"], envelope["type"]) == (head - 1, "office.task_assigned.v1")
    assert envelope["data"]["title"] == "first"


def test_lag_names_every_service(company):
    company.settle()
    lines = company.command("events", "lag").stdout.splitlines()
    assert sorted(line.split()[0] for line in lines) == company.operator.services()
    assert all("behind: nothing  parked: 0" in line for line in lines)


PLANTED = {
    "an event taken out of a log": ("gateway", "DELETE FROM event_log WHERE position = 1", "the event log holds"),
    "a record changed behind the audit trail": ("gateway", "UPDATE audit_entry SET record_id = 'x'", "audit"),
    "a cursor beyond the log": (
        "crm",
        "UPDATE cursor SET position = 999",
        "I8: crm has read",
    ),
}


@pytest.mark.parametrize("planted", PLANTED)
def test_check_finds_what_was_done_to_a_database(place, planted):
    name, statement, said = PLANTED[planted]
    place.start()
    assert place.command("check").stdout == "All invariants hold.\n"
    change(place, name, statement)
    found = place.command("check", check=False)
    assert (found.returncode, found.stderr) == (1, "")
    *lines, count = found.stdout.splitlines()
    assert said in " ".join(lines)
    assert count == f"{len(lines)} violations"
