"""RabbitMQ stopped, killed and wiped while people work: nobody notices, nothing is lost, nothing is doubled."""

import time

import pytest

from tests.faults.company import until

pytestmark = pytest.mark.distributed


def work_for(company, ming, seconds):
    """Tasks all the time; each must be taken at once. Answers them, and the longest that one took."""
    tasks, worst, until_ = [], 0.0, time.monotonic() + seconds
    while time.monotonic() < until_:
        began = time.monotonic()
        tasks.append(company.assign(ming, f"{seconds} {len(tasks)}"))
        worst = max(worst, time.monotonic() - began)
        time.sleep(0.05)
    return tasks, worst


def test_work_goes_on_while_the_broker_is_stopped(company, ming):
    company.rabbitmq.stop()
    try:
        tasks, worst = work_for(company, ming, 20)
        # Without a broker the consumers read the logs themselves: nobody waits for its return.
        company.settle(10)
        company.assert_each_once(tasks)
    finally:
        company.rabbitmq.start()
    assert worst < 2
    until(lambda: company.relayed("office"), 60)
    tasks.append(company.assign(ming, "and after it"))
    company.settle(30)
    company.assert_each_once(tasks)


def test_a_broker_that_lost_everything_loses_nobody_anything(company, ming):
    tasks = [company.assign(ming, "before it was wiped") for _ in range(10)]
    company.rabbitmq.kill()
    company.rabbitmq.wipe()
    more, worst = work_for(company, ming, 2)
    company.rabbitmq.start()
    assert worst < 2
    until(lambda: company.relayed("office"), 60)
    tasks += more + [company.assign(ming, "after it was wiped") for _ in range(10)]
    company.settle(60)
    company.assert_each_once(tasks)


def test_a_blocked_broker_holds_nobody_up(company, ming):
    company.rabbitmq.block()
    try:
        tasks, worst = work_for(company, ming, 8)
        company.settle(30)
        company.assert_each_once(tasks)
    finally:
        company.rabbitmq.unblock()
    assert worst < 2
    until(lambda: company.relayed("office"), 60)
