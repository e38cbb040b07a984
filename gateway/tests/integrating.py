"""Another system: it holds a client id and a secret or a key, gets tokens, and calls."""

from uuid import uuid4

from joserfc import jwt
from joserfc.jwk import ECKey, OKPKey

from gateway.tokens.schemas import ASSERTION_TYPE

CLIENTS = "/api/v1/gateway/clients"
TOKENS = "/api/v1/gateway/tokens"
TASKS = "/api/v1/office/tasks"
ALGORITHMS = {"Ed25519": (OKPKey, "Ed25519"), "P-256": (ECKey, "ES256")}


def register(caller, name="网店", grants=None, **more):
    """An API client created by somebody's browser: its document, with the secret."""
    granted = {"office.task.read": "all"} if grants is None else grants
    answer = caller.post(CLIENTS, {"name": name, "grants": granted, **more})
    assert answer.status_code == 201, answer.text
    return answer.json


def by_secret(client, **more):
    return {
        "grant_type": "client_credentials",
        "client_id": client["id"],
        "client_secret": client["secret"],
        **more,
    }


def refreshing(client, tokens, **more):
    return by_secret(client, grant_type="refresh_token", refresh_token=tokens["refresh_token"], **more)


def signed(client, key, algorithm, now, **claims):
    """A request for tokens with an assertion as the client's program makes it."""
    said = {"iss": client["id"], "sub": client["id"], "aud": client["audience"], "jti": uuid4().hex, "exp": now + 60}
    said = {name: value for name, value in (said | claims).items() if value is not None}
    assertion = jwt.encode({"alg": algorithm}, said, key, algorithms=[algorithm])
    return asserting(client, assertion)


def asserting(client, assertion):
    return {
        "grant_type": "client_credentials",
        "client_id": client["id"],
        "client_assertion_type": ASSERTION_TYPE,
        "client_assertion": assertion,
    }


def a_key(curve):
    kind, algorithm = ALGORITHMS[curve]
    return kind.generate_key(curve), algorithm


def instant(company):
    return int(company.clock.now().timestamp())


def tokens_of(company, client, **more):
    """The tokens that a client gets for its secret."""
    answer = company.stranger().post(TOKENS, by_secret(client, **more))
    assert answer.status_code == 200, answer.text
    return answer.json


def integration(company, client):
    """A browser-like caller that shows an access token of the client."""
    caller = company.stranger()
    caller.token = tokens_of(company, client)["access_token"]
    return caller


def asked(company, body, address="10.0.0.9", **more):
    return company.stranger(address).post(TOKENS, body, **more)


def refused(answer, status=401):
    assert answer.status_code == status, answer.text
    return answer.json["code"]


def show(company, token):
    caller = company.stranger()
    caller.token = token
    return caller.get(TASKS).status_code
