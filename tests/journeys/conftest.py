"""The imported company in both runtimes; every journey is walked in each."""

import shutil
import tempfile
from pathlib import Path

import pytest

from tests.installation import RUNTIMES, Installation
from tests.northwind import BUCHANAN, FULLER, LEVERLING, PEACOCK, hand_over, take_in
from zhanggui.instances import ensure_installed

AFTERWARDS = ("test_living_company.py", "test_killed_while_selling.py")
"""What changes the company comes after what only looks at its imported books."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    items.sort(key=lambda item: AFTERWARDS.index(item.path.name) + 1 if item.path.name in AFTERWARDS else 0)


@pytest.fixture(scope="session", params=[pytest.param(runtime, marks=pytest.mark.journey) for runtime in RUNTIMES])
def northwind(request):
    """Northwind, imported through the command line and handed over to its salespeople."""
    if request.param == "distributed" and (reason := ensure_installed()):
        pytest.skip(reason)
    folder = Path(tempfile.mkdtemp(prefix="zhanggui-journey-"))
    company = Installation(request.param, folder / "data")
    company.start()
    try:
        take_in(company)
        hand_over(company)
        company.admit(FULLER, BUCHANAN, PEACOCK, LEVERLING)
        yield company
    finally:
        company.stop()
        shutil.rmtree(folder, ignore_errors=True)
