"""Who looks on as a role in a person's place is answered what the person is: rows, totals and workbooks (N10)."""

import pytest

from tests.bad_input.company import PASSWORD
from tests.permissions.test_exports import LISTS, asked_of, compared, exported, rows_shown
from tests.permissions.words import found_in
from tests.permissions.world import ROLES

VIEW = "/gateway/sessions/current/view-as"
LOOKED_AT = [role for role in ROLES if role != "owner"]


@pytest.fixture
def viewer(world):
    """The owner once more, in a session that may be narrowed without narrowing that of the other tests."""
    opened = world.post("/gateway/sessions", {"username": "owner", "password": PASSWORD}, by=None)
    world.tokens["viewer"] = opened["token"]
    yield "viewer"
    world.done("DELETE", "/gateway/sessions/current", by="viewer")


def listed(world, operation, by):
    paging = {"limit": "200", "total": "true"}
    query = asked_of(world, operation) | {
        name: paging[name] for name in paging if name in operation.query["properties"]
    }
    return world.send("GET", operation.template, query=query, by=by)


@pytest.mark.parametrize("role", LOOKED_AT)
def test_who_looks_on_is_answered_what_the_person_is_answered(world, viewer, role):
    person = {"role": role, "person_id": world.records[role]["user_id"]}
    assert world.send("POST", VIEW, person, by=viewer).status == 200
    seen = [(each, listed(world, each, viewer), exported(world, each, viewer)) for each in LISTS]
    world.settle()
    wrong = []
    for operation, shown, job in seen:
        wrong += [f"{operation}: {each}" for each in differing(shown, listed(world, operation, role))]
        wrong += [f"{operation}: {each}" for each in compared(world, operation, viewer, shown, job)]
    assert not wrong, "\n".join(wrong)
    assert sum(shown.status == 200 for _, shown, _ in seen) > 3, "else nothing was shown"


def differing(shown, own):
    """What the viewer is answered otherwise than the person."""
    if shown.status != own.status:
        yield f"{shown.status} instead of {own.status}"
    elif own.status == 200:
        if rows_shown(shown.document) != rows_shown(own.document):
            yield f"{len(rows_shown(shown.document))} rows instead of {len(rows_shown(own.document))}, or other ones"
        if shown.document.get("total") != own.document.get("total"):
            yield f"a total of {shown.document['total']} instead of {own.document['total']}"
        if more := found_in(shown.body) ^ found_in(own.body):
            yield f"only one of them is told {sorted(more)}"
