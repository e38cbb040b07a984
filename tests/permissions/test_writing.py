"""Everybody tries to change everything, of their own and of others: what the table grants would be done, all else is
refused and leaves nothing behind. Just before a commit all is taken back, so that the company stays as it was."""

from collections import defaultdict

import pytest

from chassis.runtime.installation import installed_services
from tests.bad_input.operations import plausible
from tests.permissions.asking import OPERATIONS, body_of, known_of, names_owned
from tests.permissions.matrix import functions
from tests.permissions.taking_back import TakenBack, nothing_kept
from tests.permissions.world import COLLEAGUES, ROLES, SERVED, within

EXPORTING = "/system/exports"
"""Asked for in test_exports.py, where the list's own function counts."""
WRITING = [
    each
    for each in OPERATIONS
    if each.writes and EXPORTING not in each.template and (each.scope or ("/me/" in each.template and each.identities))
]
DONE, NOT_GRANTED, NOT_FOUND = "done", 403, 404
FOUR_EYES = ("own_device",)
"""What nobody does for themselves, however much the role grants."""
NOTHING_THERE = "/system/parked/"
"""No event is parked in this company: whoever may retry one is told that there is none."""


@pytest.fixture(scope="module", autouse=True)
def company_as_it_was():
    with nothing_kept():
        yield


def tried(world, operation, person, known, body):
    """`done` when only the commit was left to be made; otherwise the answer, which has changed nothing."""
    query = plausible({"type": "object", **operation.query}, known)
    more = {"query": query}
    if operation.upload:
        body, more = None, {"query": query | {"filename": "x.csv"}, "type": "text/csv"}
        more["content"] = headers_of(operation)
    before = world.storage.contents()
    try:
        answer = world.send(operation.method, operation.path(known), body, by=person, **more)
    except TakenBack:
        answer = None
    assert world.storage.changed(before) == [], f"{person} changed something: {operation} {body} {answer}"
    return DONE if answer is None else answer


def headers_of(operation):
    """A list without rows, of the columns that this import requires."""
    kinds = {
        f"/{service.name}/imports/{kind.name}": kind for service in installed_services() for kind in service.imports
    }
    return ",".join(each.aliases[0] for each in kinds[operation.template].columns if each.required).encode()


def outcome(answer):
    return DONE if answer == DONE else answer.status


@pytest.mark.parametrize("operation", WRITING, ids=str)
def test_everybody_changes_what_the_table_says(world, operation):
    found, done = defaultdict(list), 0
    for role in ROLES:
        cell = functions()[operation.scope][role] if operation.scope else "self"
        for owner in (role, *SERVED.get(role, ()), *COLLEAGUES) if cell != "—" else (role, "stranger"):
            known = known_of(world, operation, owner)
            answer = tried(world, operation, role, known, body_of(operation, known))
            done += answer == DONE
            if wrong := judged(world, operation, role, owner, cell, answer):
                found[role].append(f"{role} on what is {owner}'s: {wrong} {answer}")
    told = "\n".join(wrong for each in found.values() for wrong in each[:4])
    assert not found, told
    assert done or NOTHING_THERE in operation.template, f"nobody could ever do it, so nothing was shown: {answer}"


def judged(world, operation, role, owner, cell, answer):
    """What is wrong with an answer; None when it is as it should be."""
    if cell == "—":
        return None if outcome(answer) == NOT_GRANTED else "not refused"
    if NOTHING_THERE in operation.template:
        return None if outcome(answer) == NOT_FOUND else "not answered"
    seen = owner == role if cell == "self" else within(role, cell, owner)
    if names_owned(world, operation) and not seen:
        return None if outcome(answer) in (NOT_GRANTED, NOT_FOUND) else "not refused"
    if answer != DONE and answer.status == NOT_GRANTED and answer.document["code"] in FOUR_EYES:
        return None
    return "refused" if outcome(answer) in (NOT_GRANTED, NOT_FOUND) else None
