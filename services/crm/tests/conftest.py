"""Crm alone, with Fang who leads Ming in the east, Hua in the west, and Qian who owns the company."""

import pytest

from chassis.testing import ServiceUnderTest
from crm.service import service

SELLING = {
    "crm.customer.read": "own",
    "crm.customer.enter": "own",
    "crm.customer.change": "own",
    "crm.contact.*": "own",
    "crm.record.*": "own",
    "crm.plan.*": "own",
    "crm.rhythm.read": "own",
    "crm.collision.read": "own",
}


@pytest.fixture
def crm(tmp_path):
    running = ServiceUnderTest(service, tmp_path)
    running.hear_of("fang", "/hq/east/")
    running.hear_of("ming", "/hq/east/", superior="fang")
    running.hear_of("hua", "/hq/west/")
    running.hear_of("qian", "/hq/")
    yield running
    assert running.violations() == []
    assert running.parked() == []
    running.close()


@pytest.fixture
def ming(crm):
    return crm.person("ming", SELLING, org_path="/hq/east/")


@pytest.fixture
def hua(crm):
    return crm.person("hua", SELLING, org_path="/hq/west/")


@pytest.fixture
def fang(crm):
    return crm.person("fang", {"crm.*": "team"}, org_path="/hq/east/", teams=("/hq/east/",))


@pytest.fixture
def qian(crm):
    return crm.person("qian", {"crm.*": "all"})
