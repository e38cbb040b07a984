"""One company for all of the matrix; nothing that is asked of it here is kept."""

import pytest

from chassis.observe.logs import configure_logs
from tests.permissions.furnishing import furnish
from tests.permissions.world import World


@pytest.fixture(scope="session")
def world(tmp_path_factory):
    configure_logs("CRITICAL")  # thousands of refusals would fill the screen
    world = World(tmp_path_factory.mktemp("permissions") / "data")
    furnish(world)
    yield world
    world.end()
