"""The backup service beside one sibling: an office-like service with a log that others follow."""

import pytest

from backup.service import service
from chassis.database.migrations import migrate
from chassis.testing import ServiceUnderTest
from chassis.testing.service import fresh_database


@pytest.fixture
def urls(tmp_path):
    """service -> URL of a migrated database, as operations hand them to the backup service."""
    (tmp_path / "databases").mkdir()
    found = {name: fresh_database(tmp_path / "databases", name) for name in ("backup", "sibling")}
    for url in found.values():
        migrate(service, url)
    return found


@pytest.fixture
def running(tmp_path, urls):
    settings = {"databases": urls, "backups": str(tmp_path / "backups")}
    under_test = ServiceUnderTest(service, tmp_path, settings=settings)
    yield under_test
    assert under_test.violations() == []
    under_test.close()


@pytest.fixture
def operations(running):
    """Somebody who looks after the system."""
    return running.person("operations", {"backup.*": "all", "system.*": "all"})
