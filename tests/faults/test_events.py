"""Without any fault: what one service does, another one knows a moment later."""

import time

import pytest

pytestmark = pytest.mark.distributed


def test_a_task_becomes_a_reminder(company, ming):
    task = company.assign(ming, "call the customer")
    company.settle()
    company.assert_each_once([task])


def test_the_effect_follows_the_commit_within_a_quarter_of_a_second(company, ming):
    delays = []
    for number in range(40):
        before = len(company.reminders())
        company.assign(ming, f"task {number}")
        began = time.monotonic()
        while len(company.reminders()) == before:
            assert time.monotonic() - began < 5
        delays.append(time.monotonic() - began)
    delays.sort()
    print(f"answer -> effect seen: p50 {delays[20] * 1000:.0f} ms, worst {delays[-1] * 1000:.0f} ms")
    assert delays[len(delays) // 2] < 0.25


def test_what_was_published_is_remembered(company, ming):
    company.assign(ming, "remember me")
    deadline = time.monotonic() + 10
    while not company.relayed("office"):
        assert time.monotonic() < deadline
        time.sleep(0.05)
