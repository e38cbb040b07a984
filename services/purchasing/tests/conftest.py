"""Purchasing alone: Li buys, Ming sells and may look at stock, Qian owns, Hua buys in the west."""

import pytest

from chassis.testing import ServiceUnderTest
from purchasing.service import service

BUYING = {
    "purchasing.product.*": "own",
    "purchasing.supplier.*": "own",
    "purchasing.warehouse.*": "own",
    "purchasing.stock.*": "own",
    "purchasing.order.*": "own",
    "purchasing.receipt.*": "own",
    "purchasing.return.*": "own",
}


@pytest.fixture
def purchasing(tmp_path):
    running = ServiceUnderTest(service, tmp_path)
    running.hear_of("li", "/hq/buying/", superior="qian")
    running.hear_of("hua", "/hq/west/", superior="qian")
    running.hear_of("qian", "/hq/")
    yield running
    assert running.violations() == []
    assert running.parked() == []
    running.close()


@pytest.fixture
def li(purchasing):
    return purchasing.person("li", BUYING, org_path="/hq/buying/")


@pytest.fixture
def hua(purchasing):
    return purchasing.person("hua", BUYING, org_path="/hq/west/")


@pytest.fixture
def qian(purchasing):
    return purchasing.person("qian", {"purchasing.*": "all", "system.*": "all"}, org_path="/hq/")


@pytest.fixture
def ming(purchasing):
    grants = {"purchasing.stock.read": "own", "purchasing.product.read": "own"}
    return purchasing.person("ming", grants, org_path="/hq/east/", hidden=frozenset({"cost"}))
