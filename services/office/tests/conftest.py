"""The office alone, with Fang who leads a team and Ming and Hua who are in it."""

import pytest

from chassis.testing import ServiceUnderTest
from office.service import service

SALES = {"office.task.read": "own", "office.task.finish": "own", "office.announcement.read": "own"}


@pytest.fixture
def office(tmp_path):
    running = ServiceUnderTest(service, tmp_path)
    running.hear_of("fang", "/hq/east/")
    running.hear_of("ming", "/hq/east/", superior="fang")
    running.hear_of("hua", "/hq/west/")
    yield running
    assert running.violations() == []
    assert running.parked() == []
    running.close()


@pytest.fixture
def ming(office):
    return office.person("ming", SALES, org_path="/hq/east/")


@pytest.fixture
def hua(office):
    return office.person("hua", SALES, org_path="/hq/west/")


@pytest.fixture
def fang(office):
    grants = {"office.task.*": "team", "office.announcement.*": "team"}
    return office.person("fang", grants, org_path="/hq/east/", teams=("/hq/east/",))
