"""An attacker's hour: a salesperson with a good session knows the ids of what a colleague sells, and tries them
wherever an id, a cursor, a key or a file can be named. A foreign id is answered like one nobody has, to the letter.
"""

from typing import NamedTuple

import orjson
import pytest

from tests.bad_input.operations import UNKNOWN, fields_of, plausible, put
from tests.permissions.asking import OPERATIONS, body_of, known_of
from tests.permissions.taking_back import TakenBack, nothing_kept
from tests.permissions.test_exports import LISTS, NAMES, asked_of
from tests.permissions.words import found_in, word
from tests.permissions.world import COMPANY, within

ATTACKER, VICTIM = "salesperson", "neighbour"
IN_ONE_BATCH = 20
PEOPLE = {"user_id", "owner_id", "performer_id", "person_id", "assignee_id", "colleague_id"}
"""Who works here is no secret from colleagues."""
CHALLENGE = "/gateway/devices/{device_id}/challenge"
"""Asked by a device before anybody is signed in, which is told whether it is still known; no salesperson's business."""
DONE = "done but for the commit"


class Try(NamedTuple):
    """A request; `names` are the victim's ids in it."""

    method: str
    path: str
    query: dict
    body: object
    names: frozenset

    def __str__(self):
        return f"{self.method} {self.path} {self.query} {self.body}"


def reading(tries):
    return [each for each in tries if each.method == "GET"]


@pytest.fixture(scope="module")
def stolen(world):
    """The names and ids of what is the victim's alone."""
    ids = world.records[VICTIM]
    return {name: value for name, value in ids.items() if name not in PEOPLE and value != ids["user_id"]}


@pytest.fixture(scope="module")
def tries(world, stolen):
    """Every request that names one of the victim's ids: in its path, its query, its body."""
    return [
        each for operation in OPERATIONS if operation.template != CHALLENGE for each in of(world, operation, stolen)
    ]


def of(world, operation, stolen):
    """With the attacker's own ids otherwise, so that it is the foreign one that is refused."""
    own, foreign = known_of(world, operation, ATTACKER), known_of(world, operation, VICTIM)
    ids = frozenset(stolen.values())
    query = plausible({"type": "object", **operation.query}, own)
    body = body_of(operation, own)
    if operation.upload:
        return
    if named := {name: foreign[name] for name in operation.identities if foreign.get(name) in ids}:
        yield Try(operation.method, operation.path(own, **named), query, body, frozenset(named.values()))
    for name in operation.query["properties"]:
        if name in stolen:
            paged = query | ({"total": "true", "limit": "1"} if "total" in operation.query["properties"] else {})
            yield Try(
                operation.method, operation.path(own), {**paged, name: stolen[name]}, body, frozenset({stolen[name]})
            )
    for steps, schema in fields_of(operation.body or {}):
        name = steps[-1] if steps[-1] != "0" else steps[-2].removesuffix("s")
        if name in stolen and schema.get("format") == "uuid":
            named = put(body or {}, steps, foreign[name], operation.body, own)
            yield Try(operation.method, operation.path(own), query, named, frozenset({foreign[name]}))


def unknown(each):
    """The same request with an id that nobody has."""
    text = orjson.dumps([each.path, each.query, each.body]).decode()
    for name in each.names:
        text = text.replace(name, UNKNOWN)
    return Try(each.method, *orjson.loads(text), frozenset({UNKNOWN}))


def sent(world, each, **more):
    try:
        return world.send(each.method, each.path, each.body, query=each.query, by=ATTACKER, **more)
    except TakenBack:
        return DONE


def told(answer, each):
    """Status, headers and document as the attacker sees them, without the trace and the id that was named."""
    if answer == DONE:
        return DONE
    text = answer.body.decode()
    for name in (*each.names, UNKNOWN):
        text = text.replace(name, "an id")
    if isinstance(answer.document, dict):
        text = text.replace(answer.document.get("trace", "-"), "a trace")
    return answer.status, answer.type, answer.headers.get("etag"), text


def foreign(body):
    """What the answer tells of others."""
    return sorted(each for each in found_in(body) if each[0] not in (ATTACKER, COMPANY))


def differing(world, tries, **more):
    for each in tries:
        answer, nobodys = sent(world, each, **more), sent(world, unknown(each), **more)
        if told(answer, each) != told(nobodys, unknown(each)):
            yield f"{each}: {answer} is not answered like an id that nobody has: {nobodys}"
        if answer != DONE and foreign(answer.body):
            yield f"{each}: {answer} tells {foreign(answer.body)}"


def test_enough_is_tried(tries, stolen):
    assert len(tries) > 100 and len(stolen) > 30
    assert {each.method for each in tries} == {"GET", "POST", "PUT", "DELETE"}
    assert len([each for each in tries if each.query.get("limit") == "1"]) > 10, (
        "lists, of which only the count is asked"
    )


@pytest.mark.parametrize("headers", [{}, {"If-Match": '"1"'}, {"If-Match": '"99"'}], ids=["plain", "first", "stale"])
def test_a_foreign_id_is_answered_like_one_that_nobody_has(world, tries, headers):
    """Also with a version: whether it is the right one is nobody's business either."""
    with nothing_kept():
        wrong = list(differing(world, tries if not headers else writing(tries), headers=headers))
    assert not wrong, "\n".join(wrong[:20])


def writing(tries):
    return [each for each in tries if each.method != "GET"]


def test_an_id_said_twice_is_no_way_around(world, tries):
    """First one's own and then the foreign one, and the other way round."""
    mine, asked = world.records[ATTACKER], 0
    for each in reading(tries):
        for name in (name for name, value in each.query.items() if value in each.names):
            rest = "&".join(f"{key}={value}" for key, value in each.query.items() if key != name)
            for pair in ((mine[name], each.query[name]), (each.query[name], mine[name])):
                query = "&".join([*(f"{name}={value}" for value in pair), rest])
                answer = world.send("GET", each.path, query=query, by=ATTACKER)
                assert not foreign(answer.body), f"{query} {answer}"
                asked += 1
    assert asked > 30


def test_in_a_batch_nothing_is_different(world, tries):
    found = 0
    with nothing_kept():
        refused = [each for each in tries if told(sent(world, each), each) != DONE]
    for start in range(0, len(refused), IN_ONE_BATCH):
        some = refused[start : start + IN_ONE_BATCH]
        answers = [world.send("POST", "/batch", entries(each), by=ATTACKER) for each in (some, map(unknown, some))]
        assert not foreign(answers[0].body), str(answers[0])
        for each, mine, nobodys in zip(some, *(answer.document for answer in answers), strict=True):
            assert mine["status"] == nobodys["status"], f"{each}: {mine} {nobodys}"
            found += mine["status"] in (403, 404)
    assert found > 80


def entries(tries):
    return [
        {"method": each.method, "path": f"/api/v1{each.path}?" + "&".join(f"{k}={v}" for k, v in each.query.items()),
         "body": each.body, "key": None}
        for each in tries
    ]  # fmt: skip


def test_no_page_can_be_turned_to_with_anothers_cursor(world):
    """Nor a list be sorted, or looked at as of another day, so that what is foreign comes in."""
    asked = 0
    for operation in LISTS:
        names = operation.query["properties"]
        whole = world.send("GET", operation.template, query=asked_of(world, operation) | {"limit": "1"}, by="owner")
        cursor = whole.document.get("next") if whole.status == 200 else None
        queries = [{"after": cursor, "limit": "200"}] if cursor else []
        queries += [{"as_of": day} for day in ("2000-01-01", "2199-01-01") if "as_of" in names]
        for query in queries:
            answer = world.send("GET", operation.template, query=asked_of(world, operation) | query, by=ATTACKER)
            assert answer.status < 500 and not foreign(answer.body), str(answer)
            asked += 1
    assert asked > 25


def test_no_export_holds_what_its_list_does_not_show(world, stolen):
    """Filtered by the victim's ids: as many rows as for an id that nobody has."""
    jobs = []
    for operation in LISTS:
        for name in operation.query["properties"]:
            if name in stolen:
                for value in (stolen[name], UNKNOWN):
                    body = {"operation": NAMES[str(operation)], "query": {**asked_of(world, operation), name: value}}
                    jobs.append(
                        (operation, world.send("POST", f"/{operation.service}/system/exports", body, by=ATTACKER))
                    )
    world.settle()
    started = [(operation, answer) for operation, answer in jobs if answer.status < 400]
    assert {answer.status for _, answer in jobs} <= {202, 403} and started
    rows = []
    for operation, answer in started:
        path = f"/{operation.service}/system/jobs/{answer.document['id']}"
        job = world.get(path, by=ATTACKER)
        assert job["state"] == "done", job
        rows.append(job["result"]["rows"])
        for other in ("sales_assistant", VICTIM, "administrator"):
            assert world.send("GET", f"{path}/file", by=other).status in (403, 404)
    assert rows[::2] == rows[1::2]


def test_anothers_key_gets_no_answer_of_theirs(world):
    """The very request of a colleague, with the very key: it is answered as if nobody had ever used the key."""
    manager = "branch_manager"
    customer = {"customer_id": world.records[manager]["customer_id"], "channel": "phone"}
    record = {**customer, "content": word(manager, "contact record content")}
    export = {"operation": NAMES["GET /crm/customers"], "query": {}}
    for path, body, status in (("/crm/contact-records", record, 404), ("/crm/system/exports", export, 202)):
        key = {"Idempotency-Key": "the-managers-own"}
        his = world.send("POST", path, body, by=manager, headers=key)
        mine = world.send("POST", path, body, by=ATTACKER, headers=key)
        again = world.send("POST", path, body, by=manager, headers=key)
        assert again.headers["idempotent-replayed"] == "true" and again.body == his.body
        assert mine.status == status and "idempotent-replayed" not in mine.headers, str(mine)
        assert not foreign(mine.body) and his.document["id"] not in mine.body.decode(), str(mine)


def test_no_event_is_read_by_a_salesperson(world):
    for service in world.services():
        for query in ({"after": "0", "limit": "500"}, {"after": "1", "limit": "1"}, {"after": "999999", "limit": "1"}):
            answer = world.send("GET", f"/{service}/system/events", query=query, by=ATTACKER)
            assert answer.status == 403 and not found_in(answer.body), str(answer)
    everything = {"after": "0", "limit": "500"}
    whole = [world.send("GET", f"/{service}/system/events", query=everything) for service in world.services()]
    known = {each for answer in whole for each in found_in(answer.body)}
    assert (VICTIM, "customer") in known, "else there was nothing to be found"


def test_no_print_shows_a_foreign_document(world):
    printed = [each for each in OPERATIONS if each.template.endswith("/prints")]
    assert len(printed) >= 3
    for operation in printed:
        own, theirs = known_of(world, operation, ATTACKER), known_of(world, operation, VICTIM)
        assert world.send("POST", operation.path(own), {"paper": "a4"}, by=ATTACKER).status == 201
        for paper in ("a4", "slip"):
            answer = world.send("POST", operation.path(theirs), {"paper": paper}, by=ATTACKER)
            assert answer.status == 404 and not found_in(answer.body), str(answer)


def test_scopes_are_what_this_test_takes_them_for():
    assert not within(ATTACKER, "own", VICTIM)
