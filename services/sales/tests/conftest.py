"""Sales alone: Ming and Hua sell, Fang is Ming's manager, Zhou keeps the books, Qian owns. Li buys and sees nothing."""

import pytest

from chassis.testing import ServiceUnderTest, person_id
from sales.service import service

EAST, WEST = "/hq/east/", "/hq/west/"
SELLS = {
    "sales.customer.read": "own",
    "sales.product.read": "all",
    "sales.price.read": "own",
    "sales.quote.*": "own",
    "sales.order.read": "own",
    "sales.order.enter": "own",
    "sales.order.confirm": "own",
    "sales.order.amend": "own",
    "sales.order.cancel": "own",
    "sales.delivery.*": "own",
    "sales.return.*": "own",
    "sales.performance.read": "own",
}


@pytest.fixture
def sales(tmp_path):
    running = ServiceUnderTest(service, tmp_path)
    running.hear_of("fang", EAST)
    running.hear_of("ming", EAST, superior="fang")
    running.hear_of("hua", WEST)
    yield running
    assert running.violations() == []
    assert running.parked() == []
    running.close()


@pytest.fixture
def ming(sales):
    return sales.person("ming", SELLS, org_path=EAST)


@pytest.fixture
def hua(sales):
    return sales.person("hua", SELLS, org_path=WEST)


@pytest.fixture
def fang(sales):
    grants = dict.fromkeys(SELLS, "team") | {"sales.order.over_credit": "team", "sales.order.below_floor": "team"}
    return sales.person("fang", grants, org_path=EAST, teams=(EAST,))


@pytest.fixture
def qian(sales):
    return sales.person("qian", {"sales.*": "all"})


@pytest.fixture
def li(sales):
    return sales.person("li", {"purchasing.*": "all"})


@pytest.fixture
def assistant(sales):
    """Types for Ming, and sees Ming's customers only (X3)."""
    return sales.person("wen", SELLS, org_path=EAST, serves=(person_id("ming"),))
