"""Two thousand requests by chance, always the same: no failure, and the books of the company hold afterwards."""

import random
from collections import Counter

import orjson
import pytest

from tests.bad_input.company import JSON
from tests.bad_input.conftest import furnished
from tests.bad_input.operations import METHODS, UNKNOWN, every_operation, fields_of, plausible, put
from tests.bad_input.wrong_values import odd_values, wrong_values
from zhanggui.invariants import violations

REQUESTS = 2_000
# Whoever fuzzes these locks everybody out, or waits for argon2 two hundred times.
SPARED = {"POST /gateway/sessions", "POST /backup/backups", "POST /backup/backups/{backup_id}/verify"}
OPERATIONS = [each for each in every_operation() if str(each) not in SPARED]
BLIND = (
    None,
    True,
    0,
    -1,
    2**62,
    1.5,
    "",
    "x",
    "\0",
    "1",
    "-1",
    UNKNOWN,
    "2026-11-23",
    [],
    {},
    [{}],
    {"a": [1]},
    "茶" * 300,
)
WORDS = (
    "",
    "\x00",
    "x",
    "1",
    "-1",
    "%",
    UNKNOWN,
    "2026-11-23",
    "true",
    "[]",
    "茶",
    "\ud800".encode("utf-8", "replace").decode(),
)


@pytest.fixture(scope="module")
def fuzzed(company, tmp_path_factory):
    """A company of its own: what chance lets through is done there."""
    other = furnished(tmp_path_factory.mktemp("fuzz") / "data")
    yield other
    other.end()


class Chance:
    """Makes requests: now of the right shape with a flaw, now of no shape at all."""

    def __init__(self, company, seed):
        self.company, self.known, self.rng = company, company.known, random.Random(seed)

    def request(self, operation):
        method = self.rng.choice(METHODS) if self.rng.random() < 0.05 else operation.method
        path = operation.path(self._identities())
        more = {"query": self._query(operation), "by": self.rng.choice(("operator", "operator", "ming", "song"))}
        if str(operation) == "DELETE /gateway/sessions/current":
            more["by"] = "operator"
        if operation.upload:
            content = self.rng.choice((b"", b"code,name\nA,B\n", "编码,名称\nA1,B\n".encode(), self.rng.randbytes(50)))
            return method, path, None, {**more, "content": content, "type": "application/octet-stream"}
        if self.rng.random() < 0.05:
            return method, path, None, {**more, "content": self._garbage(), "type": JSON}
        return method, path, self._body(operation) if method != "GET" else None, more

    def _identities(self):
        return {
            name: value if self.rng.random() < 0.9 else self.rng.choice((UNKNOWN, "42", self.known["customer_id"]))
            for name, value in self.known.items()
        }

    def _query(self, operation):
        query = plausible({"type": "object", **operation.query}, self.known)
        for name, schema in operation.query["properties"].items():
            if self.rng.random() < 0.25:
                right = self.known.get(name) or plausible(schema, self.known, name)
                query[name] = str(right if self.rng.random() < 0.6 else self.rng.choice(WORDS))
        return {name: str(value) for name, value in query.items()}

    def _body(self, operation):
        if operation.body is None or self.rng.random() < 0.15:
            return {
                self.rng.choice(("id", "lines", "name", "x")): self.rng.choice(BLIND)
                for _ in range(self.rng.randrange(3))
            }
        body = plausible(operation.body, self.known)
        places = list(fields_of(operation.body))
        for _ in range(min(len(places), self.rng.randrange(4))):
            steps, schema = self.rng.choice(places)
            try:
                body = put(body, steps, self._value(steps[-1], schema), operation.body, self.known)
            except (TypeError, KeyError, IndexError, AttributeError):
                continue  # an earlier flaw stands in the way of this one
        return body

    def _value(self, name, schema):
        kind = self.rng.random()
        if kind < 0.5:
            return plausible(schema, self.known, name)
        if kind < 0.75:
            return self.rng.choice(list(odd_values(schema)))
        return self.rng.choice([*wrong_values(schema), *BLIND])

    def _garbage(self):
        content = bytearray(orjson.dumps({"id": UNKNOWN, "lines": [{"quantity": "1"}]}))
        content[self.rng.randrange(len(content))] = self.rng.randrange(256)
        return bytes(content)


@pytest.mark.slow
def test_two_thousand_requests_by_chance_fail_nowhere_and_break_no_rule(fuzzed):
    chance, met = Chance(fuzzed, 20261123), Counter()
    for turn in range(REQUESTS):
        operation = OPERATIONS[turn % len(OPERATIONS)]
        method, path, body, more = chance.request(operation)
        met[fuzzed.answered(method, path, body, **more).status] += 1
        if turn % 200 == 0:
            fuzzed.settle()
    fuzzed.settle()
    assert {200, 201, 404, 409, 422} <= met.keys() and max(met) < 500, met
    assert violations(fuzzed) == []
