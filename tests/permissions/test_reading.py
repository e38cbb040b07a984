"""Everybody reads all there is, of their own and of others, and learns what the table says: no more, no less."""

from collections import defaultdict

import pytest

from tests.permissions.asking import OPERATIONS, askings
from tests.permissions.matrix import functions, may_know
from tests.permissions.words import found_in
from tests.permissions.world import COMPANY, ROLES, within

READING = [each for each in OPERATIONS if not each.writes]
PERSONAL = ("import", "import name")
KEEPING_GOODS = ("purchasing", "sales")
OPENED_BY = {"/system/jobs": "system.jobs.open", "/system/audit": "system.audit.open"}
"""Who may look at these sees how many there are; what is in them is opened by a function of its own (ADR 0010)."""
BY_THE_RECORD = "/system/history"
"""Reaches as far as the function that shows the record itself: the second table says how far that is."""
UNSCOPED = "all"
"""Who may ask a public operation is told what concerns everybody."""


@pytest.fixture(scope="module")
def everything(world):
    """What the operator finds in the answer to a request: that is all there is."""
    found = {}

    def ask(asking):
        if asking.key() not in found:
            answer = world.send("GET", asking.path, query=asking.query)
            found[asking.key()] = found_in(answer.body) if answer.status == 200 else set()
        return found[asking.key()]

    return ask


def cell_of(operation, role):
    if operation.template.endswith(BY_THE_RECORD):
        return UNSCOPED
    return functions()[operation.scope][role] if operation.scope else UNSCOPED


def due_to(operation, role, owner, meaning):
    """Whether the person must be told. What belongs to nobody is due where goods are sold and bought, unless a foreign
    record was asked for; a job is due to its own person only."""
    whose, kind = meaning
    cell = cell_of(operation, role)
    for path, function in OPENED_BY.items():
        if path in operation.template and functions()[function][role] == "—":
            return False
    if kind in PERSONAL and whose != role:
        return False
    if whose == COMPANY and (operation.service not in KEEPING_GOODS or not within(role, cell, owner)):
        return False
    return within(role, cell, whose) and may_know(role, meaning)


def asked_by_number(role, owner, asking):
    """Whoever may not see numbers finds nobody by them."""
    return str(asking.query.get("q", "")).isdigit() and not may_know(role, (owner, "customer phone"))


def status_due(asking, role, cell, owner):
    if cell == "—":
        return 403
    if asking.owned:
        if asking.personal and owner != role:
            cell = functions()["system.jobs.open"][role] if asking.path.endswith("/file") else cell
            return 200 if cell == "all" else 404
        seen = within(role, cell, owner)
        return 200 if seen else 404
    return None


def wrongs(world, operation, role, everything):
    """What this role's answers tell beyond the table, or leave out; a sentence each."""
    cell = cell_of(operation, role)
    asked = list(askings(world, operation, role))
    for owner, asking in asked if cell != "—" else (asked[0], asked[-1]):
        answer = world.send("GET", asking.path, query=asking.query, by=role)
        shown = f"{role} asks {asking.path} {asking.query}: {answer.status}"
        if (expected := status_due(asking, role, cell, owner)) not in (None, answer.status):
            yield f"{shown}, not {expected}, for a record of {owner}"
        seen = found_in(answer.body)
        leaked = {meaning for meaning in seen if not (within(role, cell, meaning[0]) and may_know(role, meaning))}
        if leaked:
            yield f"{shown} and tells {sorted(leaked)}"
        if answer.status == 200 and not asked_by_number(role, owner, asking):
            due = {each for each in everything(asking) if due_to(operation, role, owner, each)}
            if due - seen:
                yield f"{shown} and leaves out {sorted(due - seen)}"


@pytest.mark.parametrize("operation", READING, ids=str)
def test_everybody_learns_what_the_table_says(world, everything, operation):
    found = defaultdict(list)
    for role in ROLES if operation.scope or not operation.template.count("/system/") else ROLES[:1]:
        for wrong in wrongs(world, operation, role, everything):
            found[role].append(wrong)
    told = "\n".join(wrong for each in found.values() for wrong in each[:4])
    assert not found, told
