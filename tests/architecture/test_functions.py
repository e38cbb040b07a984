"""Every right is declared where it is used, in both languages; the roles of the first day grant only such rights."""

import pytest

from chassis.access import UndeclaredFunction, check_functions, covers
from chassis.imports import import_operations
from chassis.system import FUNCTIONS, system_operations
from gateway.roles.defaults import STANDARD_ROLES

from .tree import ROOT, SERVICES

OUTSIDE_ROLES = ("system.events.read", "system.facts.read", "system.jobs.open", "gateway.role.grant_any")
"""Only the owner's `*` grants these."""
COMING = ("gateway.client.*",)
NOT_ASKED = ("functions.py", "defaults.py")


def declared(service):
    return (*service.functions, *FUNCTIONS)


def every_function():
    return {each.code: each for entry in SERVICES for each in declared(entry.load())}


@pytest.mark.parametrize("entry", SERVICES, ids=lambda each: each.name)
def test_a_service_declares_the_functions_it_uses_and_no_others(entry):
    service = entry.load()
    operations = (*service.operations, *import_operations(service.imports), *system_operations())
    check_functions(service.name, declared(service), [each.scope for each in operations])
    assert all(each.code.startswith(f"{service.name}.") for each in service.functions)


def test_a_right_that_is_not_declared_or_not_used_stops_the_service():
    function = FUNCTIONS[0]
    with pytest.raises(UndeclaredFunction, match=r"does not declare: x\.y\.z"):
        check_functions("x", [function], [function.code, "x.y.z", None])
    with pytest.raises(UndeclaredFunction, match="does not use"):
        check_functions("x", [function], [])


def test_a_function_beyond_operations_is_asked_for_somewhere():
    for entry in SERVICES:
        service = entry.load()
        folder = ROOT / ("gateway" if service.name == "gateway" else f"services/{service.name}") / service.name
        source = "".join(path.read_text() for path in folder.rglob("*.py") if path.name not in NOT_ASKED)
        for function in service.functions:
            assert not function.beyond or f'"{function.code}"' in source, function.code


def test_functions_have_names_that_differ_in_both_languages():
    functions = every_function().values()
    for names in ([each.zh for each in functions], [each.en for each in functions]):
        assert all(names) and len(names) == len(set(names))


def test_the_standard_roles_grant_what_there_is_and_leave_nothing_ungranted():
    functions = every_function()
    granted = set()
    for role in STANDARD_ROLES:
        for pattern in role["grants"]:
            covered = {code for code in functions if covers(pattern, code)}
            assert covered or pattern in COMING, f"{role['code']} grants {pattern}, which is nothing"
            granted |= covered if role["code"] != "owner" else set()
    assert functions.keys() - granted == set(OUTSIDE_ROLES) & functions.keys()
