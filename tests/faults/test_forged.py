"""Whoever reaches a port of the distributed runtime without a good principal learns nothing, and is logged once."""

import socket
from dataclasses import replace
from uuid import uuid4

import pytest
import requests

from chassis.access import load_signer, operator_principal
from chassis.testing.forging import SECRET, forgeries
from tests.faults.company import until

pytestmark = pytest.mark.distributed
ASKED = (("GET", "/tasks"), ("POST", "/tasks"), ("GET", "/system/events"))


def lines(company, service, trace):
    """What a service's log says of a request."""
    log = (company.system.logs / f"{service}.log").read_text(encoding="utf-8", errors="replace")
    return [line for line in log.splitlines() if trace in line]


def asked(company, service, method, path, headers):
    trace = uuid4().hex
    sent = {**headers, "traceparent": f"00-{trace}-{'1' * 16}-01", "connection": "close"}
    answer = requests.request(method, f"http://{company.system.places[service]}{path}", headers=sent, timeout=10)
    return answer, trace


@pytest.mark.parametrize("kind", ["person", "operator"])
def test_a_forged_principal_opens_no_port_of_a_service(running, kind):
    claimed = replace(operator_principal(), kind=kind)
    for what, token in forgeries(running.system.layout.keys, "crm", claimed).items():
        for method, path in ASKED:
            answer, trace = asked(running, "office", method, path, {"zhanggui-principal": token})
            document = answer.json()
            assert (answer.status_code, document["code"], document["details"]) == (401, "unauthenticated", {}), what
            until(lambda trace=trace: len(lines(running, "office", trace)) > 0, 5)
            [line] = lines(running, "office", trace)
            assert "refused" in line and SECRET not in line + answer.text, what


@pytest.mark.parametrize("service", ["gateway", "office"])
def test_whoever_has_many_rights_still_gets_in(running, service):
    """Five hundred functions, and a hundred people to assist: 37 KB of principal, which eventlet alone would refuse."""
    rights = {f"{service}.{'function' * 3}_{number}.read": "branch" for number in range(500)}
    served = tuple(uuid4() for _ in range(100))
    person = replace(operator_principal(), kind="person", grants={**rights, "*": "all"}, serves=served)
    token = load_signer(running.system.layout.keys, "gateway").sign(person)
    assert len(token) > 30_000
    path = {"gateway": "/users", "office": "/tasks"}[service]
    assert asked(running, service, "GET", path, {"zhanggui-principal": token})[0].status_code == 200


@pytest.mark.parametrize("service", ["gateway", "office"])
def test_the_ports_between_services_know_no_other_way_in(running, service):
    """Neither nobody, nor a session, nor a sibling's own key, which reads logs and nothing else."""
    operator = load_signer(running.system.layout.keys, "gateway").sign(operator_principal())
    own = load_signer(running.system.layout.keys, "crm").own_token()
    path = {"gateway": "/users", "office": "/tasks"}[service]
    for headers, status in (
        ({}, 401),
        ({"authorization": f"Bearer {operator}"}, 401),
        ({"cookie": "zhanggui_session=x"}, 401),
        ({"zhanggui-principal": own}, 403),
        ({"zhanggui-principal": operator}, 200),
    ):
        assert asked(running, service, "GET", path, headers)[0].status_code == status
    assert asked(running, service, "GET", "/system/events", {"zhanggui-principal": own})[0].status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        [b"Authorization: Bearer zga_" + b"A" * 400_000],
        [b"Authorization: Bearer zga_\x00\x01"],
        [b"Authorization: Bearer zga_\x7f\xff"],
        [b"Authorization: Bearer zga_x", b"Authorization: Bearer zga_y"],
        [b"Authorization : Bearer zga_x"],
        [b"Authorization: Bearer", b" zga_x"],
    ],
    ids=["oversized", "control", "not ascii", "two", "space before the colon", "folded"],
)
def test_no_header_breaks_the_edge(running, headers):
    host, _, port = running.system.address.removeprefix("http://").partition(":")
    request = b"\r\n".join([b"GET /api/v1/office/tasks HTTP/1.1", b"Host: x", *headers, b"Connection: close", b"", b""])
    with socket.create_connection((host, int(port)), timeout=10) as line:
        line.sendall(request)
        status = int(line.makefile("rb").readline().split()[1])
    assert 400 <= status < 500
    assert requests.get(f"{running.system.address}/healthz", timeout=10).status_code == 200
