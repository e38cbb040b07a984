"""One description of everything that can be asked."""

import jsonschema
import pytest

pytestmark = pytest.mark.any_database


@pytest.fixture
def document(company):
    return company.app.test_client().get("/api/v1/openapi.json").json


def test_every_operation_of_every_service_is_there_once(company, document):
    ids = [operation["operationId"] for path in document["paths"].values() for operation in path.values()]
    assert len(ids) == len(set(ids))
    hosts = (company.gateway.host, company.office.host)
    expected = {f"{host.name}_{each.name}" for host in hosts for each in host.operations}
    assert set(ids) == expected | {"batch"}
    assert document["openapi"] == "3.1.0"


def test_what_needs_a_session_says_so(document):
    assert document["security"] == [{"session": []}, {"bearer": []}]
    assert document["paths"]["/api/v1/gateway/sessions"]["post"]["security"] == []
    assert "security" not in document["paths"]["/api/v1/office/tasks"]["get"]
    assert "security" not in document["paths"]["/api/v1/office/system/metrics"]["get"]


def test_a_problem_is_as_the_description_says(company, document):
    problem = company.stranger().get("/api/v1/office/tasks").json
    jsonschema.validate(problem, document["components"]["schemas"]["Problem"])
    refused = company.stranger().post("/api/v1/gateway/sessions", {"username": 7}).json
    jsonschema.validate(refused, document["components"]["schemas"]["Problem"])
    assert {entry["field"] for entry in refused["errors"]} == {"username", "password"}
