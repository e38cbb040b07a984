"""Celery's worker takes a job at once: nobody waits for the sweep that finds lost ones."""

import pytest

pytestmark = pytest.mark.distributed

AT_ONCE = 10
"""Seconds; the sweep would take thirty."""


def test_an_import_is_worked_on_at_once(company):
    rows = b"code,name,username\nhua,Hua,hua\n"
    job = company.operator.upload("/gateway/imports/employees", rows, filename="people.csv")
    ended = company.operator.wait_for_job("gateway", job["id"], AT_ONCE)
    assert ended["result"]["bad"] == 0
    assert [each["name"] for each in company.operator.get("/gateway/users", username="hua")["items"]] == ["Hua"]
