"""kill -9 of a process, at random and at the worst moments: nothing is lost, nothing is done twice."""

import time

import pytest

from tests.faults.company import until

pytestmark = pytest.mark.distributed


@pytest.mark.parametrize("name", ["office", "notification", "gateway"])
def test_a_killed_process_is_back_and_nothing_is_lost_or_doubled(company, ming, name):
    tasks = [company.assign(ming, f"before {number}") for number in range(5)]
    company.kill(name)
    began = time.monotonic()
    tasks += [company.assign(ming, f"after {number}", patience=10) for number in range(5)]
    assert time.monotonic() - began < 10
    company.settle()
    company.assert_each_once(tasks)


@pytest.mark.parametrize("name", ["worker", "beat"])
def test_a_killed_worker_is_back_within_two_seconds(company, name):
    pid = company.supervisors[name].pid(name)
    company.kill(name)
    until(lambda: company.supervisors[name].pid(name) not in (None, pid), 2)


@pytest.mark.slow
@pytest.mark.parametrize("place", ["before_commit", "after_commit", "after_publish"])
def test_a_crash_of_the_producer_loses_and_doubles_nothing(company, ming, place):
    with company.crashing_at("office", place) as crash:
        if place == "after_publish":
            task = company.assign(ming, place)
        else:
            with pytest.raises(Exception, match=r"."):
                company.assign(ming, "the answer is never seen")
            crash.process.wait(10)
            task = None
    task = task or company.assign(ming, place, patience=10)
    company.settle()
    company.assert_each_once([task])


@pytest.mark.slow
@pytest.mark.parametrize("place", ["before_apply_commit", "after_apply"])
def test_a_crash_of_the_consumer_loses_and_doubles_nothing(company, ming, place):
    with company.crashing_at("notification", place):
        task = company.assign(ming, place)
    company.settle()
    company.assert_each_once([task])
