"""Assertions: a client that signs with its key needs no secret."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from .integrating import (
    CLIENTS,
    TOKENS,
    a_key,
    asked,
    instant,
    refused,
    register,
    show,
    signed,
)


def with_key(company, qian, curve, **more):
    client = register(qian, with_secret=False, **more)
    key, algorithm = a_key(curve)
    body = {"name": "server", "public_key": key.as_dict(private=False)}
    answer = qian.post(f"{CLIENTS}/{client['id']}/keys", body)
    assert answer.status_code == 201, answer.text
    return answer.json, key, algorithm


@pytest.mark.parametrize("curve", ["Ed25519", "P-256"])
def test_a_signature_takes_the_place_of_a_secret(company, qian, curve):
    client, key, algorithm = with_key(company, qian, curve)
    answer = asked(company, signed(client, key, algorithm, instant(company)))
    assert answer.status_code == 200, answer.text
    assert show(company, answer.json["access_token"]) == 200
    as_form = company.app.test_client().post(TOKENS, data=signed(client, key, algorithm, instant(company)))
    assert as_form.status_code == 200


@pytest.mark.filterwarnings("ignore:EdDSA is deprecated")
def test_the_older_name_of_the_algorithm_is_understood(company, qian):
    client, key, _ = with_key(company, qian, "Ed25519")
    assert asked(company, signed(client, key, "EdDSA", instant(company))).status_code == 200


def test_an_assertion_is_taken_once(company, qian):
    client, key, algorithm = with_key(company, qian, "Ed25519")
    body = signed(client, key, algorithm, instant(company))
    with ThreadPoolExecutor(5) as pool:
        answers = list(pool.map(lambda _: asked(company, body), range(5)))
    assert sorted(each.status_code for each in answers) == [200] + [401] * 4
    assert {each.json["code"] for each in answers if each.status_code == 401} == {"assertion_replayed"}


def test_an_assertion_says_who_to_whom_and_until_when(company, qian):
    company.gateway.host.settings["token_failures_per_client"] = 1000
    client, key, algorithm = with_key(company, qian, "P-256")
    for claims in (
        {"aud": "urn:zhanggui:installation:another"},
        {"aud": None},
        {"aud": []},
        {"aud": {"a": 1}},
        {"iss": "somebody"},
        {"sub": None},
        {"exp": None},
        {"exp": "soon"},
        {"exp": True},
        {"exp": 1e300},
        {"jti": None},
        {"jti": ""},
        {"jti": 7},
        {"jti": "x" * 201},
    ):
        body = signed(client, key, algorithm, instant(company), **claims)
        assert refused(asked(company, body)) == "client_authentication_failed", claims


def test_an_assertion_is_good_for_five_minutes_at_most(company, qian):
    client, key, algorithm = with_key(company, qian, "Ed25519")
    now = instant(company)
    for claim, seconds in (("exp", -30), ("exp", 331), ("iat", 31), ("nbf", 31)):
        wrong = signed(client, key, algorithm, now, **{claim: now + seconds})
        assert refused(asked(company, wrong)) == "client_authentication_failed", claim
        nearly = seconds + (1 if seconds < 0 else -1)
        right = signed(client, key, algorithm, now, **{claim: now + nearly})
        assert asked(company, right).status_code == 200, claim


def test_a_removed_key_signs_nothing_and_ends_its_tokens(company, qian):
    client, key, algorithm = with_key(company, qian, "P-256")
    token = asked(company, signed(client, key, algorithm, instant(company))).json["access_token"]
    path = f"{CLIENTS}/{client['id']}/keys/{client['keys'][0]['id']}"
    assert qian.call("DELETE", path).status_code == 204
    assert qian.call("DELETE", path).status_code == 404
    assert show(company, token) == 401
    assert refused(asked(company, signed(client, key, algorithm, instant(company)))) == "client_authentication_failed"


def test_a_key_is_public_on_a_known_curve_and_nobody_elses(company, qian):
    client, key, _ = with_key(company, qian, "P-256")
    path = f"{CLIENTS}/{client['id']}/keys"
    public = key.as_dict(private=False)

    def adding(public_key):
        return qian.post(path, {"name": "k", "public_key": public_key})

    assert refused(adding(public), 409) == "client_key_taken"
    for spelled in (public["x"] + "=", public["x"][:-1] + chr(ord(public["x"][-1]) + 1)):
        assert refused(adding({**public, "x": spelled}), 422) == "not_a_key", "one key, one spelling, one thumbprint"
    private = adding(a_key("P-256")[0].as_dict(private=True))
    assert refused(private, 422) == "invalid_content"
    assert [each["field"] for each in private.json["errors"]] == ["public_key.d"]
    for wrong in (
        {**public, "x": public["y"]},
        {**public, "x": "茶"},
        {**public, "kty": "OKP"},
        {**public, "crv": "P-384"},
        {"kty": "RSA", "n": "AQAB", "e": "AQAB"},
        {"kty": "OKP", "crv": "Ed25519", "x": "AAAA"},
    ):
        assert refused(adding(wrong), 422) in ("not_a_key", "invalid_content")
    for _ in range(4):
        assert adding(a_key("Ed25519")[0].as_dict(private=False)).status_code == 201
    assert refused(adding(a_key("Ed25519")[0].as_dict(private=False)), 409) == "too_many_keys"
