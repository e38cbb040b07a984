"""The README's tables say what the code does."""

import re
from pathlib import Path

from chassis.imports import import_operations
from purchasing.service import service

README = (Path(__file__).parents[1] / "README.md").read_text()


def cells(title):
    section = README.split(f"## {title}\n")[1].split("\n## ")[0]
    return [tuple(cell.strip(" `") for cell in row.strip("|").split("|")) for row in section.strip().splitlines()[2:]]


def test_operations():
    declared = {(each.method, each.path, each.scope) for each in service.operations}
    declared |= {(each.method, each.path, each.scope) for each in import_operations(service.imports)}
    assert {row[:3] for row in cells("Operations")} == declared


def test_events():
    assert [row[0] for row in cells("Publishes")] == [each.type for each in service.publishes]
    consumed = {row[0] for row in cells("Consumes")} - {"gateway.user_changed.v1"}
    assert consumed == {each.event for each in service.reactions}


def test_tables():
    named = {name for row in cells("Owns") for name in re.findall(r"\w+", row[0])}
    assert named == set(service.base.metadata.tables)


def test_no_function_of_sales_is_used_and_none_of_ours_is_a_sales_function():
    assert {each.scope.split(".")[0] for each in service.operations} == {"purchasing"}
