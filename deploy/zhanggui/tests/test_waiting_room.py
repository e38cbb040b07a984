"""What visitors see while the demo company is being built."""

import re

import pytest
import requests

from zhanggui.instances import free_port
from zhanggui.waiting_room import waiting_room


@pytest.fixture
def address():
    port = free_port()
    with waiting_room("127.0.0.1", port):
        yield f"http://127.0.0.1:{port}"


def test_people_are_told_in_both_languages_what_they_wait_for_and_for_how_long(address):
    page = requests.get(address, timeout=5)
    assert (page.status_code, page.encoding) == (200, "utf-8")
    assert "正在建立演示公司" in page.text and re.search(r"已用 \d+ 秒", page.text)
    assert "The demo company is being built" in page.text and re.search(r"\d+ s so far", page.text)


def test_the_page_comes_back_by_itself_and_is_never_kept(address):
    page = requests.get(address, timeout=5)
    assert '<meta http-equiv="refresh" content="2">' in page.text
    assert page.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE"])
def test_programs_get_a_problem_document_and_know_when_to_ask_again(address, method):
    answer = requests.request(method, f"{address}/api/v1/sales/orders", json={"lines": []}, timeout=5)
    assert (answer.status_code, answer.headers["Content-Type"]) == (503, "application/problem+json")
    assert answer.headers["Retry-After"] == "2"
    problem = answer.json()
    assert (problem["status"], problem["code"]) == (503, "starting")
    assert set(problem["titles"]) == {"zh", "en"}


def test_a_question_for_the_head_gets_no_body(address):
    answer = requests.head(address, timeout=5)
    assert (answer.status_code, answer.content) == (200, b"")


def test_it_is_not_ready(address):
    assert requests.get(f"{address}/readyz", timeout=5).status_code == 503


def test_afterwards_it_is_gone_and_the_port_is_free_for_what_was_waited_for():
    port = free_port()
    with waiting_room("127.0.0.1", port):
        pass
    with pytest.raises(requests.ConnectionError):
        requests.get(f"http://127.0.0.1:{port}", timeout=5)
    with waiting_room("127.0.0.1", port):
        assert requests.get(f"http://127.0.0.1:{port}", timeout=5).ok
