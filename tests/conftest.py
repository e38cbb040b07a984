"""Which tests must share a worker: those of one file, and the whole story of a journey in one runtime."""

import pytest

STORY = "journeys"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """`--dist loadgroup` keeps a group on one worker, in order: stories are told from the beginning."""
    for item in items:
        group = item.path.stem
        if item.path.parent.name == STORY:
            group = f"{STORY}-{item.callspec.params['northwind']}"
        item.add_marker(pytest.mark.xdist_group(group))
