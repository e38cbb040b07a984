"""The table is complete, and the default roles are what it says."""

import pytest

from chassis.access import covers
from chassis.runtime.installation import installed_services
from chassis.system import FUNCTIONS
from tests.permissions.matrix import functions, information
from tests.permissions.words import _meanings
from tests.permissions.world import ROLES

DECLARED = {each.code for service in installed_services() for each in (*service.functions, *FUNCTIONS)}


def test_every_function_has_a_row_and_every_row_a_function():
    missing = DECLARED - functions().keys()
    assert not missing, (
        f"tests/permissions/matrix.md says nothing of {sorted(missing)}: add a row under '## Functions' with a cell "
        f"for each of the {len(ROLES)} roles, and grant the same in gateway/roles/defaults.py"
    )
    gone = functions().keys() - DECLARED
    assert not gone, f"no service declares {sorted(gone)} any more: take the rows out of tests/permissions/matrix.md"


def test_every_kind_of_information_is_planted_and_every_planted_one_is_in_the_table(world):
    planted = {kind for _, kind in _meanings.values()}
    assert planted == information().keys()


@pytest.mark.parametrize("role", ROLES)
def test_the_default_role_grants_what_its_column_says(world, role):
    """As the running gateway tells of it, families of functions resolved."""
    order = ("own", "team", "branch", "all")
    kept = next(row for row in world.get("/gateway/roles", limit=200)["items"] if row["code"] == role)
    for function, cells in functions().items():
        scopes = [scope for granted, scope in kept["grants"].items() if covers(granted, function)]
        granted = max(scopes, key=order.index) if scopes else "—"
        assert granted == cells[role], f"{role} and {function}: the role grants {granted}, the table {cells[role]}"
