"""Forged, stale and broken tokens: at the edge and at a service's own door they open nothing and tell nothing."""

import base64
import json
from dataclasses import replace

import pytest

from chassis.access import load_signer, operator_principal, service_principal
from chassis.operations import Request
from chassis.testing import person_id
from chassis.testing.forging import SECRET, forgeries

from .integrating import CLIENTS, TOKENS, a_key, asserting, instant, integration, register, signed

pytestmark = pytest.mark.any_database

TASKS, USERS = "/api/v1/office/tasks", "/api/v1/gateway/users"


def keys_of(company):
    """The folder with the keys of the installation under test."""
    return company.folder / "keys"


def shown(company, token, path=TASKS, **headers):
    return company.app.test_client().get(path, headers={"authorization": f"Bearer {token}", **headers})


def assert_nothing_told(answer):
    """401, a problem document, and nothing of what was sent or of why it was not believed."""
    document = {**answer.json, "trace": ""}
    assert (answer.status_code, document["code"]) == (401, "unauthenticated"), answer.text
    assert (document["details"], document["errors"]) == ({}, [])
    assert SECRET not in answer.text


def test_nobody_passes_for_the_operator_at_the_edge(company, capsys):
    for what, token in forgeries(keys_of(company), "office", operator_principal()).items():
        capsys.readouterr()
        answer = shown(company, token, USERS)
        assert_nothing_told(answer)
        log = capsys.readouterr().out
        assert log.count(answer.json["trace"]) <= 1, what
        assert log.count("refused") == 1 and SECRET not in log, what


def test_a_principal_of_somebody_else_is_no_operator(company, qian):
    """What the gateway signs for its services is worth nothing at its own door, should it ever be seen by anybody."""
    person = company.gateway.person("qian", {"*": "all"}).principal
    client, services = replace(person, kind="client"), [service_principal(name) for name in ("gateway", "office")]
    for principal in (person, client, *services):
        assert_nothing_told(shown(company, company.gateway.signer.sign(principal), USERS))
    assert_nothing_told(shown(company, company.office.host.signer.own_token(), "/api/v1/office/system/events"))


@pytest.mark.parametrize("kind", ["person", "operator", "client", "system"])
def test_a_forged_principal_opens_no_service(company, capsys, kind):
    claimed = replace(operator_principal(), id=person_id("qian"), kind=kind)
    for what, token in forgeries(keys_of(company), "office", claimed).items():
        for method, path in (("GET", "/tasks"), ("POST", "/tasks"), ("GET", "/system/events")):
            capsys.readouterr()
            request = Request(method, path, headers={"zhanggui-principal": token}, body=b"")
            answer = company.office.host.dispatcher.handle(request)
            document = answer.json()
            assert (answer.status, document["code"], document["details"]) == (401, "unauthenticated", {}), what
            log = capsys.readouterr().out
            assert log.count("refused") == 1 and "warning" in log, what
            assert SECRET not in answer.body.decode() + log, what


def test_a_service_is_what_its_key_says_and_no_more(company):
    own = load_signer(keys_of(company), "office")
    for claimed in (replace(service_principal("office"), grants={"*": "all"}), service_principal("gateway")):
        request = Request("GET", "/system/events", headers={"zhanggui-principal": own.sign(claimed)})
        assert company.office.host.dispatcher.handle(request).status == 401


def test_every_turned_bit_of_an_access_token_is_noticed(company, qian):
    token = integration(company, register(qian)).token
    assert shown(company, token).status_code == 200
    wrong = [token[:place] + chr(ord(token[place]) ^ 1) + token[place + 1 :] for place in range(len(token))]
    wrong += [token[:-1], token + "A", token.upper(), token.replace("zga_", "zgr_"), token.replace("zga_", "")]
    for each in wrong:
        assert_nothing_told(shown(company, each))


def test_a_header_of_any_shape_is_answered(company):
    for authorization in (
        "Bearer zga_",
        "Bearer zga_" + "A" * 100_000,
        "Bearer " + "A" * 50_000 + "." + "B" * 50_000 + ".C",
        "Bearer zga_\x01\x02",
        "Bearer zga_\x7f",
        "Bearer zga_ é",
        "Bearer ...",
        "Bearer zga_a.b.c",
        "bearer\tzga_x",
        "Basic emdhXzp4",
        "Digest zga_x",
        "zga_x",
    ):
        answer = company.app.test_client().get(TASKS, environ_overrides={"HTTP_AUTHORIZATION": authorization})
        assert_nothing_told(answer)


def test_two_authorization_headers_are_none(company, qian):
    """A proxy and a server might each believe another one of them: so neither is believed."""
    good = integration(company, register(qian)).token
    for second in ("Bearer zga_x", f"Bearer {good}", "Basic eDp4"):
        for pair in ([f"Bearer {good}", second], [second, f"Bearer {good}"]):
            headers = [("Authorization", each) for each in pair]
            assert_nothing_told(company.app.test_client().get(TASKS, headers=headers))


def test_a_principal_sent_through_the_gateway_is_dropped(company, qian):
    caller = integration(company, register(qian, grants={"office.task.read": "own"}))
    forged = {"zhanggui-principal": company.gateway.signer.sign(operator_principal())}
    assert caller.get(USERS, headers=forged).status_code == 403
    assert caller.get(TASKS, headers=forged).status_code == 200
    [(request, _)] = [each for each in company.transport.carried if each[0].path == "/tasks"]
    carried = company.gateway.host.verifier.verify(request.headers["zhanggui-principal"])
    assert carried.kind == "client"
    assert_nothing_told(company.app.test_client().get(TASKS, headers=forged))
    batch = [{"method": "GET", "path": USERS}]
    assert caller.post("/api/v1/batch", batch, headers=forged).json[0]["status"] == 403


@pytest.mark.parametrize("curve", ["Ed25519", "P-256"])
def test_a_forged_assertion_gives_no_token(company, qian, curve):
    company.gateway.host.settings["token_failures_per_client"] = 1000
    company.gateway.host.settings["token_failures_per_address"] = 1000
    client = register(qian, with_secret=False)
    key, algorithm = a_key(curve)
    public = {**key.as_dict(private=False), "kid": "server-1"}
    added = qian.post(f"{CLIENTS}/{client['id']}/keys", {"name": "server", "public_key": public})
    assert added.status_code == 201
    thief, _ = a_key(curve)
    other, others = a_key({"Ed25519": "P-256", "P-256": "Ed25519"}[curve])
    good = signed(client, key, algorithm, instant(company))["client_assertion"]
    head, body, signature = good.split(".")
    bodies = [
        signed(client, thief, algorithm, instant(company)),
        signed(client, other, others, instant(company)),
        *[asserting(client, f"{_part(each)}.{body}.{signature}") for each in _headers(algorithm, thief)],
        *[asserting(client, f"{_part(each)}.{body}.") for each in _headers("none", thief)],
        asserting(client, f"{head}.{body}.{signature[:-4]}AAAA"),
        asserting(client, f"{head}.{body[:-4]}AAAA.{signature}"),
        asserting(client, f"{head}.{_text('[' * 2000)}.{signature}"),
        asserting(client, f"{head}.{body}"),
        asserting(client, "a.b.c.d.e"),
        asserting(client, "茶.茶.茶"),
        asserting(client, f"{_part({'alg': 'HS256'})}.{body}.{signature}"),
    ]
    for sent in bodies:
        answer = company.stranger().post(TOKENS, sent)
        assert (answer.status_code, answer.json["code"]) == (401, "client_authentication_failed"), sent
    assert company.stranger().post(TOKENS, asserting(client, good)).status_code == 200


def _headers(algorithm, thief):
    """Of another key, of another kind, and of a key that is brought along."""
    for kid in ("server-2", "../server-1", "", None, 7, ["server-1"], {"kid": 1}):
        yield {"alg": algorithm, "kid": kid}
    yield {"alg": algorithm, "kid": "server-1", "jwk": thief.as_dict(private=False)}
    yield {"alg": algorithm, "kid": "server-1", "jku": "http://127.0.0.1:9/keys"}
    yield {"alg": algorithm, "kid": "server-1", "crit": ["b64"], "b64": False}


def _part(value):
    return _text(json.dumps(value))


def _text(text):
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")
