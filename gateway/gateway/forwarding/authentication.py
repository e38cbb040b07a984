"""Who sends a request: a session by cookie or bearer token, or the operator with the installation's key."""

from collections.abc import Mapping
from dataclasses import dataclass

from chassis.model import Unauthenticated
from chassis.operations.declaration import SAFE
from chassis.service import Host
from gateway.forwarding.errors import MissingCsrfHeader
from gateway.principals import REMEMBERED, SignedIn, signed_in
from gateway.sessions.operations import token_hash

COOKIE = "zhanggui_session"
CSRF_HEADER = "x-zhanggui-csrf"


@dataclass(frozen=True)
class Credentials:
    """What a request brings along. A bearer token, said explicitly, goes before a cookie."""

    bearer: str | None
    cookie: str | None
    csrf: bool

    @classmethod
    def of(cls, headers: Mapping[str, str], cookies: Mapping[str, str]) -> "Credentials":
        scheme, _, token = headers.get("authorization", "").partition(" ")
        bearer = token.strip() if scheme.lower() == "bearer" else None
        return cls(bearer, cookies.get(COOKIE), headers.get(CSRF_HEADER) == "1")


def authenticate(host: Host, credentials: Credentials, method: str) -> SignedIn:
    """Who it is; raises Unauthenticated, and MissingCsrfHeader for a write that a foreign page could have sent."""
    if credentials.bearer is not None:
        if credentials.bearer.count(".") == 2:
            return _operator(host, credentials.bearer)
        return signed_in(host, token_hash(credentials.bearer))
    if not credentials.cookie:
        raise Unauthenticated
    found = signed_in(host, token_hash(credentials.cookie))
    # A page of another site can send the cookie along, but no header of its own.
    if method not in SAFE and not credentials.csrf:
        raise MissingCsrfHeader
    return found


def _operator(host: Host, token: str) -> SignedIn:
    """A principal signed with the gateway's key is taken from the operator only, never a person's or a service's."""
    principal = host.verifier.verify(token)
    if principal.kind != "operator":
        raise Unauthenticated
    return SignedIn(None, principal, host.signer.sign(principal), host.clock.now() + REMEMBERED)
