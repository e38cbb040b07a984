"""Nobody goes round the one filter of the data scope, except where it says so and why."""

import ast
from pathlib import Path

import pytest

from .tree import PACKAGES, ROOT

BESIDES = {
    "sales/performance/counting.py": "inserts results of the performer, whose reach the entering person need not have",
    "gateway/devices/proving.py": "notes that a device was seen, without a new version of it",
    "crm/customers/codes.py": "advances a counter, which belongs to nobody",
}
"""Files with SQL beside the ORM, each with its reason: the filter does not narrow such statements."""
WITHOUT_OWNERS = ("chassis", "zhanggui", "backup")
"""The chassis is the filter itself; the command line and the backup read whole databases and show nobody a record."""
CORE = ("__table__", "connection", "exec_driver_sql")
LIFTED = ("seeing_everything(", '.info["reach"]')


def sources():
    for package in PACKAGES:
        if package.name in WITHOUT_OWNERS:
            continue
        for path in sorted(package.rglob("*.py")):
            if "migrations" not in path.parts:
                yield package.name, path


def beside_the_orm(tree):
    """Lines that name a class's table, or run SQL as text: neither is narrowed."""
    for node in ast.walk(tree):
        by_table = isinstance(node, ast.Attribute) and node.attr in CORE
        if by_table or (_is_text(node) and not _part_of_an_index(node, tree)):
            yield node.lineno


def _is_text(node):
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "text"


def _part_of_an_index(node, tree):
    """A condition such as text("is_primary") belongs to a table's declaration."""
    return isinstance(node.args[0], ast.Constant) and len(str(node.args[0].value)) < 30 and _is_model(tree)


def _is_model(tree):
    return any(isinstance(each, ast.Name) and each.id == "mapped_column" for each in ast.walk(tree))


def without_reason(lines):
    """Lines that lift the filter and do not say why: behind them, or in the comment above."""
    for number, line in enumerate(lines, 1):
        if any(word in line for word in LIFTED) and not line.lstrip().startswith(("from ", "import ", "def ")):
            above = [each.strip() for each in lines[max(0, number - 4) : number - 1]]
            if "#" not in line and not any(each.startswith("#") for each in above):
                yield number


def test_statements_beside_the_orm_are_known_and_have_a_reason():
    found = set()
    for _, path in sources():
        if list(beside_the_orm(ast.parse(path.read_text()))):
            found.add(_name(path))
    assert found == set(BESIDES)
    assert all(BESIDES.values())


def test_whoever_lifts_the_filter_says_why():
    found = [f"{_name(path)}:{line}" for _, path in sources() for line in without_reason(path.read_text().splitlines())]
    assert found == []


@pytest.mark.parametrize(
    "line",
    ["session.execute(select(Order.__table__))", 'session.execute(text("SELECT * FROM sales_order WHERE 1 = 1"))'],
)
def test_a_way_round_is_found(line):
    assert list(beside_the_orm(ast.parse(line))) == [1]


def test_a_filter_lifted_without_a_word_is_found():
    assert list(without_reason(["with seeing_everything(session):", "    pass"])) == [1]
    assert list(without_reason(["# because", "with seeing_everything(session):"])) == []


def _name(path: Path) -> str:
    parts = path.relative_to(ROOT).parts
    return "/".join(parts[2:] if parts[0] == "services" else parts[1:])
