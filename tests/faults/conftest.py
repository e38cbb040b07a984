"""One company for all faults: what one test broke, the next one finds mended."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.company import Company
from tests.faults.shop import Shop
from zhanggui.client import Refused
from zhanggui.instances import ensure_installed


@pytest.fixture(scope="session")
def running() -> Iterator[Company]:
    if reason := ensure_installed():
        pytest.skip(reason)
    folder = Path(tempfile.mkdtemp(prefix="zhanggui-faults-"))
    company = Company(folder / "data")
    try:
        company.start()
        yield company
    except Refused as reason:
        pytest.fail(f"{reason}\n{company.last_words()}")
    finally:
        company.end()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def company(running: Company) -> Iterator[Company]:
    """The company, whose invariants must hold after every fault."""
    yield running
    running.wait_until_ready()
    assert running.violations() == []


@pytest.fixture(scope="session")
def ming(running: Company) -> str:
    """Ming sells; the tasks are his."""
    return running.hire("ming")


@pytest.fixture(scope="session")
def shop(running: Company) -> Shop:
    """Something to sell, and customers who buy."""
    return Shop(running)
