"""PostgreSQL restarted, and PostgreSQL that takes connections and answers nothing."""

import threading
import time
from pathlib import Path

import psutil
import pytest

from zhanggui.client import Refused

pytestmark = pytest.mark.distributed

LONGEST_REQUEST = 10.5


def server_processes(company):
    leader = psutil.Process(int((Path(company.postgres.data) / "postmaster.pid").read_text().split()[0]))
    return [leader, *leader.children()]


def test_a_restarted_database_is_used_again_within_ten_seconds(company, ming):
    tasks = [company.assign(ming, "before the restart")]
    company.postgres.restart()
    tasks.append(company.assign(ming, "after the restart", patience=10))
    company.settle(30)
    company.assert_each_once(tasks)


def test_a_silent_database_holds_nobody_longer_than_the_deadline(company, ming):
    company.assign(ming, "the connections are there")
    seen = []

    def ask():
        began = time.monotonic()
        try:
            company.operator.get("/office/tasks")
        except Refused as refusal:
            seen.append((time.monotonic() - began, str(refusal)))

    asking = [threading.Thread(target=ask) for _ in range(8)]
    silenced = server_processes(company)
    for process in silenced:
        process.suspend()
    try:
        for thread in asking:
            thread.start()
        for thread in asking:
            thread.join(30)
    finally:
        for process in silenced:
            process.resume()
    assert len(seen) == len(asking)
    assert max(seconds for seconds, _ in seen) < LONGEST_REQUEST
    company.assert_each_once([company.assign_and_settle(ming, "it speaks again")])
