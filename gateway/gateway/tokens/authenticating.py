"""Who asks for tokens: a client that shows its secret, or signs an assertion with its key (RFC 7523)."""

import hmac
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from joserfc import jws, jwt
from joserfc.errors import JoseError
from sqlalchemy import delete

from chassis.access import seeing_everything
from chassis.operations import Context
from chassis.service import Host
from gateway.attempts.counting import count_attempt, give_back, network_of, place_ladder, subject_of
from gateway.attempts.failures import count_failure
from gateway.attempts.model import Ladder
from gateway.clients.model import ApiClient, ClientKey
from gateway.public_keys import read_key
from gateway.sessions.client import current_client
from gateway.tokens.limits import requests
from gateway.tokens.minting import audience_of, digest
from gateway.tokens.model import (
    CLOCK_SKEW,
    LONGEST_ASSERTION,
    AssertionReplayed,
    ClientAuthenticationFailed,
    ClientNotActive,
    UsedAssertion,
    WrongNetwork,
)
from gateway.users.model import User

LONGEST_JTI = 200


def authenticated(
    ctx: Context, client_id: UUID, secret: str | None, assertion: str | None
) -> tuple[ApiClient, UUID] | None:
    """The client, locked, and the id of the secret or key it showed. None, and a failure that is kept, for who is not.

    Raises TooManyAttempts, AssertionReplayed; and for who is the client, but may not: ClientNotActive, WrongNetwork,
    TooManyRequests.
    """
    address = current_client().address
    ladders = _ladders(ctx.host, client_id, address)
    count_attempt(ctx.session, ladders, ctx.now())
    with seeing_everything(ctx.session):  # nobody is signed in yet
        # One at a time for each client: of two that use the same refresh token, the second finds it used.
        client = ctx.session.get(ApiClient, client_id, with_for_update=True)
        try:
            credential_id = _by_secret(ctx, client, secret) if secret else _by_key(ctx, client, assertion or "")
        except ClientAuthenticationFailed as failure:
            count_failure(ctx.session, client.id if client else None, address, ctx.now())
            ctx.refuse(failure)
            return None
        assert client is not None
        _check_admission(ctx, client, address)
    for subject in ladders:
        give_back(ctx.session, subject)
    return client, credential_id


def _ladders(host: Host, client_id: UUID, address: str) -> dict[str, Ladder]:
    """A client's failures are counted for each place apart: nobody locks out others."""
    network = network_of(address)
    return {
        subject_of("client", client_id, network): place_ladder(host, "token_failures_per_client", 10),
        subject_of("clients", network): place_ladder(host, "token_failures_per_address", 60),
    }


def _by_secret(ctx: Context, client: ApiClient | None, secret: str) -> UUID:
    shown = digest(secret)
    held = [each for each in client.secrets if each.holds(ctx.now())] if client else []
    found = [each.id for each in held if hmac.compare_digest(each.secret_hash, shown)]
    if not found:
        raise ClientAuthenticationFailed
    return found[0]


def _by_key(ctx: Context, client: ApiClient | None, assertion: str) -> UUID:
    for key in client.keys if client else []:
        claims = _claims(key, assertion)
        if claims is not None and _are_right(ctx, claims, str(key.client_id)):
            _use_once(ctx, key.client_id, claims)
            return key.id
    raise ClientAuthenticationFailed


def _claims(key: ClientKey, assertion: str) -> dict[str, Any] | None:
    """What the assertion says when this key has signed it, by the algorithms of its own curve and no other."""
    try:
        if jws.extract_compact(assertion.encode()).headers().get("kid", key.kid) != key.kid:
            return None
        return dict(jwt.decode(assertion, read_key(key.public_key), algorithms=list(key.algorithms)).claims)
    except (JoseError, InvalidSignature, KeyError, ValueError, TypeError, AttributeError, RecursionError):
        return None


def _are_right(ctx: Context, claims: dict[str, Any], client_id: str) -> bool:
    """Said by the client of itself, to this installation, a moment ago, and with a name of its own."""
    times = [claims.get("exp"), claims.get("iat", 0), claims.get("nbf", 0)]
    if not all(_is_time(each) for each in times):
        return False
    expires, issued, not_before = map(float, times)
    now, skew = ctx.now().timestamp(), CLOCK_SKEW.total_seconds()
    audience, jti = claims.get("aud"), claims.get("jti")
    return (
        claims.get("iss") == claims.get("sub") == client_id
        and audience_of(ctx.host) in (audience if isinstance(audience, list) else [audience])
        and now - skew < expires <= now + LONGEST_ASSERTION.total_seconds() + skew
        and max(issued, not_before) <= now + skew
        and isinstance(jti, str)
        and 0 < len(jti) <= LONGEST_JTI
    )


def _use_once(ctx: Context, client_id: UUID, claims: dict[str, Any]) -> None:
    """Raises AssertionReplayed. The client is locked, so two at the same moment cannot both be the first."""
    ctx.session.execute(delete(UsedAssertion).where(UsedAssertion.expires_at <= ctx.now() - CLOCK_SKEW))
    jti_hash = digest(claims["jti"])
    if ctx.session.get(UsedAssertion, (client_id, jti_hash)) is not None:
        raise AssertionReplayed
    expires_at = datetime.fromtimestamp(claims["exp"], UTC)
    ctx.add(UsedAssertion(client_id=client_id, jti_hash=jti_hash, expires_at=expires_at))


def _is_time(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < 1 << 33


def _check_admission(ctx: Context, client: ApiClient, address: str) -> None:
    responsible = ctx.session.get(User, client.owner_id)
    state = client.state(ctx.today(), responsible is not None and responsible.active)
    if state != "active":
        raise ClientNotActive(state=state)
    if not client.may_call_from(address):
        raise WrongNetwork
    requests.of(ctx.host).count(client.id, client.rate_limit, client.burst)
