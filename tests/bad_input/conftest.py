"""Two companies: one that only hears what it must refuse, and one that is hurt as far as it goes."""

import pytest

from chassis.observe.logs import configure_logs
from tests.bad_input.company import Company
from tests.bad_input.furnishing import furnish


def furnished(folder):
    company = Company(folder)
    furnish(company)
    return company


@pytest.fixture(scope="session")
def company(tmp_path_factory):
    """Of all services, with a document of every kind."""
    configure_logs("CRITICAL")  # thousands of refusals would fill the screen
    company = furnished(tmp_path_factory.mktemp("bad-input") / "data")
    yield company
    company.end()
