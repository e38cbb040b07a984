"""Nobody gets in without a signed principal, and no key speaks beyond what it is for."""

import base64
import json
import time
from dataclasses import replace

import pytest
from joserfc import jwt

from chassis.access import Signer, load_signer, load_verifier, make_keys, operator_principal, service_principal, tokens
from chassis.model import Unauthenticated
from chassis.operations import Request

from ..builders import a_parcel


def ask(store, token, path="/parcels", method="GET", body=b""):
    headers = {} if token is None else {"zhanggui-principal": token}
    return store.host.dispatcher.handle(Request(method, path, "", headers, body))


def test_a_good_token_gets_in(store, ming):
    assert ask(store, store.signer.sign(ming.principal)).status == 200


@pytest.mark.parametrize("token", [None, "", "x", "a.b.c", "....", "\ud800", "é.é.é", "e30.e30.", "e30.e30.e30"])
@pytest.mark.parametrize("call", [("GET", "/parcels"), ("POST", "/parcels"), ("GET", "/system/events")])
def test_an_unsigned_request_is_refused_before_it_is_read(store, token, call):
    answer = ask(store, token, call[1], call[0], b"{broken")
    assert (answer.status, answer.json()["code"]) == (401, "unauthenticated")


def part(value) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


def test_every_changed_character_is_noticed(store, ming):
    token = store.signer.sign(ming.principal)
    for place in range(0, len(token), 7):
        forged = token[:place] + ("A" if token[place] != "A" else "B") + token[place + 1 :]
        if forged != token:
            assert ask(store, forged).status == 401, place


@pytest.mark.parametrize("algorithm", ["none", "HS256", "EdDSA", "ES256"])
def test_another_algorithm_is_refused(store, algorithm):
    claims = {**operator_principal().to_claims(), "exp": int(time.time()) + 60}
    token = f"{part({'alg': algorithm, 'kid': 'gateway'})}.{part(claims)}.{part('x')}"
    assert ask(store, token).status == 401


def test_an_expired_token_is_refused(store, ming):
    assert ask(store, store.signer.sign(ming.principal, lifetime=-60)).status == 401


def test_a_token_remembered_from_before_is_refused_once_it_expires(store, ming, monkeypatch):
    token = store.signer.sign(ming.principal)
    assert ask(store, token).status == 200
    later = time.time() + tokens.LIFETIME + 30
    monkeypatch.setattr(time, "time", lambda: later)
    assert ask(store, token).status == 401


def test_the_memory_of_tokens_does_not_grow_for_ever(store, ming, monkeypatch):
    monkeypatch.setattr(tokens, "_MAXIMUM_CACHED", 10)
    for number in range(40):
        assert ask(store, store.signer.sign(replace(ming.principal, name=str(number)))).status == 200
    assert len(store.verifier._cache) <= 10


def test_a_key_that_nobody_knows_is_refused(store, ming, tmp_path):
    make_keys(tmp_path / "foreign", ["gateway", "stranger"])
    for name in ("gateway", "stranger"):
        assert ask(store, load_signer(tmp_path / "foreign", name).sign(ming.principal)).status == 401


def test_a_services_key_speaks_for_the_service_only(store, ming):
    own = load_signer_of(store, "depot")
    for claimed in (ming.principal, operator_principal(), service_principal("gateway"), service_principal("desk")):
        assert ask(store, own.sign(claimed)).status == 401
    widened = replace(service_principal("depot"), grants={"*": "all"})
    assert ask(store, own.sign(widened)).status == 401
    assert ask(store, own.own_token(), "/system/events").status == 200
    assert ask(store, own.own_token()).status == 403
    assert ask(store, own.own_token(), method="POST", body=json.dumps(a_parcel()).encode()).status == 403


def load_signer_of(store, name) -> Signer:
    assert store.host.signer.service == name
    return store.host.signer


def test_a_key_cannot_pass_for_another_by_its_name(store, ming):
    borrowed = Signer("gateway", store.host.signer.key)
    assert ask(store, borrowed.sign(ming.principal)).status == 401


def test_a_function_that_was_not_granted_is_forbidden_and_named(store):
    answer = ask(store, store.signer.sign(store.person("li", {"purchasing.*": "all"}).principal))
    assert (answer.status, answer.json()["details"]) == (403, {"function": "depot.parcel.read"})


def test_a_token_says_all_that_a_principal_is(store):
    more = {"teams": ("/x/",), "branch": "/b/", "hidden": frozenset({"cost"}), "serves": (operator_principal().id,)}
    caller = store.person("fang", {"a.*": "team"}, device="d1", **more).principal
    assert store.verifier.verify(store.signer.sign(caller)) == caller


@pytest.mark.parametrize("missing", ["sub", "name", "kind", "org", "grants", "teams", "serves", "hidden", "exp"])
def test_a_token_that_lacks_something_is_refused(store, ming, missing):
    claims = {**ming.principal.to_claims(), "exp": int(time.time()) + 60}
    del claims[missing]
    header = {"alg": "Ed25519", "kid": "gateway"}
    token = jwt.encode(header, claims, store.signer.key, algorithms=["Ed25519"])
    with pytest.raises(Unauthenticated):
        store.verifier.verify(token)


def test_keys_are_made_once_and_the_private_ones_are_for_the_owner_only(tmp_path):
    make_keys(tmp_path, ["a"])
    before = (tmp_path / "a.private.json").read_bytes()
    make_keys(tmp_path, ["a", "b"])
    assert (tmp_path / "a.private.json").read_bytes() == before
    assert (tmp_path / "a.private.json").stat().st_mode & 0o077 == 0
    assert "d" not in json.loads((tmp_path / "a.public.json").read_text())
    assert set(load_verifier(tmp_path).keys) == {"a", "b"}
