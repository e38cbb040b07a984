"""The imported company in both runtimes; every journey is walked in each."""

import shutil
import tempfile
from pathlib import Path

import pytest

from tests.installation import RUNTIMES, Installation
from tests.journeys.story import Story
from tests.northwind import BUCHANAN, FULLER, LEVERLING, PEACOCK, hand_over, take_in
from zhanggui.instances import ensure_installed

HERE = Path(__file__).parent
ORDER = (
    "test_real_books.py",
    "test_living_company.py",
    "test_living_money.py",
    "test_living_figures.py",
    "test_killed_while_selling.py",
)
"""One company lives through all of it: first its imported books are looked at, then it goes on selling."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    places = [place for place, item in enumerate(items) if item.path.parent == HERE]
    journeys = sorted((items[place] for place in places), key=lambda item: ORDER.index(item.path.name))
    for place, item in zip(places, journeys, strict=True):
        items[place] = item


@pytest.fixture(scope="session", params=[pytest.param(runtime, marks=pytest.mark.journey) for runtime in RUNTIMES])
def northwind(request):
    """Northwind, imported through the command line and handed over to its salespeople."""
    if request.param == "distributed" and (reason := ensure_installed()):
        pytest.skip(reason)
    folder = Path(tempfile.mkdtemp(prefix="zhanggui-journey-"))
    company = Installation(request.param, folder / "data")
    try:
        company.start()
        take_in(company)
        hand_over(company)
        company.admit(FULLER, BUCHANAN, PEACOCK, LEVERLING)
        yield company
        company.stop()
    finally:
        company.remove()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def story(northwind):
    """What has happened in the living company, from step to step."""
    return Story(northwind)


@pytest.fixture
def everything_holds(northwind):
    """After the step: all events are consumed, and I1 to I10 hold."""
    yield
    assert northwind.violations() == []
