"""Who sends a request: a session by cookie or bearer token, an API client, or the operator with his key."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from chassis.model import Unauthenticated
from chassis.operations.declaration import SAFE
from chassis.service import Host
from gateway.forwarding.errors import ForeignOrigin, MissingCsrfHeader
from gateway.principals import REMEMBERED, SignedIn, signed_in
from gateway.sessions.opening import token_hash
from gateway.tokens.bearers import look_up_client
from gateway.tokens.minting import ACCESS, digest

SECURE_COOKIE, PLAIN_COOKIE = "__Host-zhanggui_session", "zhanggui_session"
"""Over TLS only the first is read or set: no other host and no plain connection can have planted it (RFC 6265bis)."""
CSRF_HEADER = "x-zhanggui-csrf"
LONGEST_TOKEN = 4_096
OWN_SITES = frozenset({"same-origin", "none"})


@dataclass(frozen=True)
class Credentials:
    """What a request brings along. A bearer token, said explicitly, goes before a cookie."""

    bearer: str | None
    cookie: str | None
    page: bool
    """Whether a page of ours says that it is one, which no page of another site can (X-Zhanggui-CSRF)."""
    foreign: bool
    """Whether the browser says that another site asked for it."""

    @classmethod
    def of(cls, headers: Mapping[str, str], cookies: Mapping[str, str], *, secure: bool) -> "Credentials":
        scheme, _, token = headers.get("authorization", "").partition(" ")
        bearer = token.strip() if scheme.lower() == "bearer" else None
        return cls(bearer, cookies.get(cookie_name(secure)), headers.get(CSRF_HEADER) == "1", _is_foreign(headers))

    def require_own_page(self, method: str) -> None:
        """Raises ForeignOrigin for a write that a page of another site has sent, whatever it may do there."""
        if self.bearer is None and method not in SAFE and self.foreign:
            raise ForeignOrigin


def cookie_name(secure: bool) -> str:
    return SECURE_COOKIE if secure else PLAIN_COOKIE


def authenticate(host: Host, credentials: Credentials, method: str) -> SignedIn:
    """Who it is; raises Unauthenticated, and MissingCsrfHeader for a write that a foreign page could have sent."""
    if credentials.bearer is not None:
        return _by_bearer(host, credentials.bearer)
    if not credentials.cookie:
        raise Unauthenticated
    found = signed_in(host, token_hash(credentials.cookie))
    # A page of another site can send the cookie along, but no header of its own.
    if method not in SAFE and not credentials.page:
        raise MissingCsrfHeader
    return found


def _by_bearer(host: Host, token: str) -> SignedIn:
    if len(token) > LONGEST_TOKEN:
        raise Unauthenticated
    if token.count(".") == 2:
        return _operator(host, token)
    if token.startswith(ACCESS):
        return signed_in(host, digest(token), look_up_client)
    return signed_in(host, token_hash(token))


def _operator(host: Host, token: str) -> SignedIn:
    """A principal signed with the gateway's key is taken from the operator only, never a person's or a service's."""
    principal = host.verifier.verify(token)
    if principal.kind != "operator":
        raise Unauthenticated
    return SignedIn(None, principal, host.signer.sign(principal), host.clock.now() + REMEMBERED)


def _is_foreign(headers: Mapping[str, str]) -> bool:
    """By Sec-Fetch-Site, which no page can forge; where a browser does not say it, by Origin."""
    if (site := headers.get("sec-fetch-site")) is not None:
        return site not in OWN_SITES
    if (origin := headers.get("origin")) is None:
        return False
    try:
        return urlsplit(origin).netloc.lower() != headers.get("host", "").lower()
    except ValueError:
        return True
