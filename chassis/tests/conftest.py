"""The depot and the desk: Ming and Hua sell in east and west, Fang leads the east, Qian owns the company."""

import pytest

from chassis.testing import ServiceUnderTest

from .sample.depot import depot
from .sample.desk import DeskRules, desk

OWN = {"depot.parcel.*": "own", "system.jobs.read": "own"}


@pytest.fixture
def store(tmp_path):
    """The depot's service; what it holds must be sound at the end of every test."""
    running = ServiceUnderTest(depot, tmp_path)
    yield running
    assert running.violations() == []
    running.close()


@pytest.fixture
def ming(store):
    return store.person("ming", OWN, org_path="/hq/east/")


@pytest.fixture
def hua(store):
    return store.person("hua", OWN, org_path="/hq/west/")


@pytest.fixture
def fang(store):
    return store.person("fang", {"depot.parcel.*": "team"}, org_path="/hq/east/", teams=("/hq/east/",))


@pytest.fixture
def qian(store):
    return store.person("qian", {"*": "all"}, org_path="/hq/")


@pytest.fixture
def counter(tmp_path):
    """The desk's service."""
    running = ServiceUnderTest(desk, tmp_path)
    DeskRules.poisonous = set()
    yield running
    assert running.violations() == []
    running.close()
