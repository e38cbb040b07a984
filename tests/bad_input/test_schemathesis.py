"""Every operation of the merged OpenAPI document, asked as schemathesis reads it: no failure, and what comes back is as
the document says. By somebody who may do everything, and by nobody. The requests are the same every time.

Longer: ZHANGGUI_SCHEMATHESIS_EXAMPLES=200 asks each operation so many times.
"""

import os
from collections import Counter

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.bad_input.company import PASSWORD
from tests.bad_input.conftest import furnished
from tests.bad_input.operations import the_document

EXAMPLES = int(os.environ.get("ZHANGGUI_SCHEMATHESIS_EXAMPLES", "3"))
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
DOCUMENT = schemathesis.openapi.from_dict(the_document())
OPERATIONS = [each.ok() for each in DOCUMENT.get_all_operations()]
PEOPLE = ("qian", None)
"""Qian owns the company; None has not signed in."""


@pytest.fixture(scope="module")
def asked(tmp_path_factory):
    """A company of its own: what chance lets through is done there."""
    company = furnished(tmp_path_factory.mktemp("schemathesis") / "data")
    qian = {
        "username": "qian",
        "code": "qian",
        "name": "Qian",
        "roles": ["owner"],
        "unit_id": company.known["parent_id"],
    }
    company.post("/gateway/users", qian | {"password": PASSWORD, "must_change": False})
    company.sign_in("qian")
    for operation in OPERATIONS:
        operation.schema.app = operation.app = company.app
    yield company
    company.end()


@pytest.fixture(scope="module")
def met(asked):
    """How often each status was answered to whom."""
    return {person: Counter() for person in PEOPLE}


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda each: each.label)
def test_answers_are_what_the_document_says(asked, met, operation):
    if asked.send("GET", "/gateway/sessions/current", by="qian").status == 401:
        asked.sign_in("qian")  # she has just ended her own session

    @seed(20261123)
    @settings(
        max_examples=EXAMPLES, deadline=None, database=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(data=st.data())
    def ask(data):
        case = data.draw(operation.as_strategy())
        for name in case.path_parameters:
            if name in asked.known and data.draw(st.booleans()):
                case.path_parameters[name] = asked.known[name]
        for person in PEOPLE:
            headers = {"Authorization": f"Bearer {asked.tokens[person]}"} if person else {}
            response = case.call_and_validate(headers=headers, checks=CHECKS)
            met[person][response.status_code] += 1

    ask()


def test_some_got_in_and_nobody_did_without_signing_in(asked, met):
    """Else nothing was shown: what was refused unread would conform, whatever stood behind it."""
    assert {200, 201, 404, 422} <= met["qian"].keys()
    assert met[None][401] > sum(met[None].values()) * 0.9
