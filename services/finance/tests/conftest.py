"""Finance alone: Zhou keeps the books, Ming and Hua sell, Fang leads Ming's team, Li buys."""

import pytest

from chassis.testing import ServiceUnderTest
from finance.service import service

SALES = {
    "finance.receivable.read": "own",
    "finance.receipt.read": "own",
    "finance.credit.read": "own",
    "finance.commission.read": "own",
    "finance.expense.read": "own",
    "finance.expense.post": "own",
    "finance.cash.read": "own",
}


@pytest.fixture
def finance(tmp_path):
    running = ServiceUnderTest(service, tmp_path)
    running.hear_of("fang", "/hq/east/")
    running.hear_of("ming", "/hq/east/", superior="fang")
    running.hear_of("hua", "/hq/west/")
    running.hear_of("zhou", "/hq/")
    running.hear_of("li", "/hq/buying/")
    yield running
    assert running.violations() == []
    assert running.parked() == []
    running.close()


@pytest.fixture
def zhou(finance):
    return finance.person("zhou", {"finance.*": "all"})


@pytest.fixture
def ming(finance):
    return finance.person("ming", SALES, org_path="/hq/east/")


@pytest.fixture
def hua(finance):
    return finance.person("hua", SALES, org_path="/hq/west/")


@pytest.fixture
def fang(finance):
    team = dict.fromkeys(SALES, "team")
    return finance.person("fang", team, org_path="/hq/east/", teams=("/hq/east/",))


@pytest.fixture
def li(finance):
    grants = {"finance.payable.read": "own", "finance.payment.read": "own"}
    return finance.person("li", grants, org_path="/hq/buying/")
