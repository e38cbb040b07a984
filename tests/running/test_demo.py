"""`zhanggui run --demo`: the address answers from the first second, and soon a small trading company is behind it."""

import time

import pytest
import requests

from tests.demo_company import OPTIONS, assert_lives, small_demo

pytestmark = pytest.mark.journey


def first_answer(address, seconds=10.0):
    until = time.monotonic() + seconds
    while True:
        try:
            return requests.get(address, timeout=5)
        except requests.ConnectionError:
            assert time.monotonic() < until
            time.sleep(0.02)


def test_visitors_wait_for_the_demo_company_and_then_meet_it(empty):
    demo = small_demo()
    empty.launch(*OPTIONS)
    assert "正在建立演示公司" in first_answer(empty.address).text
    assert requests.get(f"{empty.address}/readyz", timeout=5).status_code == 503
    empty.wait_until_ready()
    page = requests.get(empty.address, timeout=5)
    assert page.ok and "正在建立演示公司" not in page.text
    assert_lives(empty, demo, empty.log())
