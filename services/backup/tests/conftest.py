"""The backup service beside one sibling: an office-like service with a log that others follow."""

import pytest

from backup.service import service
from chassis.database.migrations import migrate
from chassis.testing import ServiceUnderTest
from chassis.testing.databases import drop_database, fresh_database


@pytest.fixture
def empty_database(tmp_path):
    """Makes an empty database of a name, in a folder; each is dropped when the test is done."""
    made = []

    def make(folder, name):
        (tmp_path / folder).mkdir(exist_ok=True)
        made.append(fresh_database(tmp_path / folder, name))
        return made[-1]

    yield make
    for url in made:
        drop_database(url)


@pytest.fixture
def urls(empty_database):
    """service -> URL of a migrated database, as operations hand them to the backup service."""
    found = {name: empty_database("databases", name) for name in ("backup", "sibling")}
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
