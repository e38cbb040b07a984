"""What guards every answer and every request at the edge: security headers, the names we answer to, the cookie."""

import ipaddress
from collections.abc import Mapping
from typing import Any

import flask
import orjson
from werkzeug.http import dump_cookie

from chassis.operations import Response
from chassis.service import Host
from gateway.catalogue.catalogue import Route
from gateway.forwarding.authentication import cookie_name
from gateway.forwarding.errors import UnknownHost

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
"""Nothing from elsewhere and nothing inline. (Element Plus styles elements through the CSSOM, which this allows.)"""
GUARDS = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
TRANSPORT_SECURITY = "max-age=63072000; includeSubDomains"
HANDS_OVER = frozenset({"open_session", "prove_second_factor", "confirm_second_factor", "change_own_password"})
"""Operations of the gateway whose answer carries a new token."""


def guards(secure: bool) -> dict[str, str]:
    """The headers of every answer; over TLS the browser is told to stay there."""
    return GUARDS | ({"Strict-Transport-Security": TRANSPORT_SECURITY} if secure else {})


def is_secure(host: Host) -> bool:
    """Whether the person's browser speaks TLS, by what trusted proxies say, or by the setting."""
    return flask.request.is_secure or str(host.settings.get("secure_cookie", "")).lower() in ("1", "true", "yes")


def allowed_hosts(host: Host) -> frozenset[str]:
    """The names of the setting `allowed_hosts`: a list, or a text with commas."""
    given = host.settings.get("allowed_hosts") or ()
    names = given.split(",") if isinstance(given, str) else given
    return frozenset(name.strip().lower() for name in names if name.strip())


def require_known_host(allowed: frozenset[str], header: str) -> None:
    """Raises UnknownHost for a Host header that is none of our names.

    On the machine itself we answer always. Elsewhere to the names that are allowed; where none are, to any IP address:
    a page of an attacker's can bring its own name here (DNS rebinding), but never an address.
    """
    name = _host_name(header)
    if not header or name == "localhost" or name in allowed:
        return
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        raise UnknownHost from None
    if allowed and not address.is_loopback:
        raise UnknownHost


def with_cookie(route: Route, own: str, answer: Response, *, page: bool, secure: bool) -> Response:
    """A page of ours gets a new token as a cookie that no script can read; whoever signs out has it taken away."""
    if route.service != own or answer.status >= 300:
        return answer
    if route.name == "close_session":
        return Response(answer.status, answer.body, {**answer.headers, "set-cookie": _cookie("", secure, max_age=0)})
    if route.name not in HANDS_OVER or not page:
        return answer
    content: dict[str, Any] = answer.json()
    cookie = _cookie(content.pop("token"), secure)
    return Response(answer.status, orjson.dumps(content), {**answer.headers, "set-cookie": cookie})


def with_retry_after(answer: Response) -> Response:
    """What a problem document says of trying again, as the header that clients know."""
    if answer.status not in (429, 503):
        return answer
    details: Mapping[str, Any] = answer.json().get("details", {})
    if "retry_after" not in details:
        return answer
    return Response(answer.status, answer.body, {**answer.headers, "retry-after": str(details["retry_after"])})


def _cookie(token: str, secure: bool, **more: Any) -> str:
    options: dict[str, Any] = {"httponly": True, "samesite": "Strict", "secure": secure, "path": "/", **more}
    return dump_cookie(cookie_name(secure), token, **options)


def _host_name(header: str) -> str:
    """Without the port and the brackets of IPv6."""
    if header.startswith("["):
        name, closed, _ = header[1:].partition("]")
        return name.lower() if closed else header
    return header.partition(":")[0].lower().rstrip(".")
