"""The edge: Flask in front of everything. Whatever comes in from the network passes here, and nowhere else."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

import flask
import orjson
from werkzeug.exceptions import HTTPException
from werkzeug.middleware.proxy_fix import ProxyFix

from chassis.model import Unauthenticated
from chassis.observe import current_trace, trace_id, tracing
from chassis.observe.metrics import exposition
from chassis.operations import Request, Response
from chassis.operations.dispatcher import LARGEST_BODY, LARGEST_UPLOAD
from chassis.operations.problems import RequestTooLarge
from chassis.operations.transport import Transport, TransportError
from chassis.service import Host
from gateway.catalogue.catalogue import Catalogue, Route
from gateway.catalogue.openapi import merged
from gateway.forwarding.authentication import COOKIE, Credentials, authenticate
from gateway.forwarding.batch import answer_batch, batch_entries
from gateway.forwarding.errors import NotJson, rule_of
from gateway.forwarding.forwarding import Forwarding, problem_response, require_caller
from gateway.principals import SignedIn

METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]
HEALTH_DEADLINE = 2.0
WELCOME = Path(__file__).parent / "pages" / "welcome.html"
GUARDS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
}


class Edge:
    """The views: each takes the current Flask request and gives a Response of ours."""

    def __init__(self, host: Host, transport: Transport):
        self.host, self.transport = host, transport
        self.catalogue = Catalogue(host, transport)
        self.forwarding = Forwarding(host, transport, self.catalogue)
        self._document: tuple[int, bytes] | None = None

    def forward(self, service: str, path: str) -> Response:
        """/api/v1/<service>/<path>: to the service that answers there."""
        method = "GET" if flask.request.method == "HEAD" else flask.request.method
        route = self.forwarding.route(method, f"/api/v1/{service}/{path}")
        caller = self._caller(route, method)
        require_caller(route, caller)
        body = _body(LARGEST_UPLOAD if route.upload else LARGEST_BODY, json=not route.upload)
        request = Request(method, f"/api/v1/{service}/{path}", _query(), _headers(), body)
        return _with_retry_after(self.forwarding.send(route, request, caller, _address()))

    def batch(self) -> Response:
        """/api/v1/batch: up to twenty requests, answered in their order."""
        caller = authenticate(self.host, _credentials(), "POST")
        entries = batch_entries(_body(LARGEST_BODY, json=True))
        return _json(answer_batch(self.forwarding, entries, _headers(), caller, _address()))

    def openapi(self) -> Response:
        """/api/v1/openapi.json: what can be asked of all services."""
        generation = self.catalogue.generation
        if self._document is None or self._document[0] != generation:
            self.catalogue.refresh()
            document = merged(self.catalogue.services, version("zhanggui-gateway"))
            self._document = (self.catalogue.generation, orjson.dumps(document))
        return Response(200, self._document[1], {"content-type": "application/json"})

    def alive(self) -> Response:
        """/healthz: the process answers."""
        return _json({"status": "ok"})

    def ready(self) -> Response:
        """/readyz: the database and every service answer; 503 with the state of each when one does not."""
        names = [self.host.name, *self.catalogue.siblings]
        with ThreadPoolExecutor(len(names)) as pool:
            states = dict(zip(names, pool.map(self._state, names), strict=True))
        ready = all(state == "ok" for state in states.values())
        return _json({"status": "ok" if ready else "unavailable", "services": states}, 200 if ready else 503)

    def metrics(self) -> Response:
        """/metrics: for Prometheus; the reverse proxy keeps it inside."""
        return Response(200, exposition(), {"content-type": "text/plain; version=0.0.4"})

    def welcome(self) -> Response:
        """/: what this is, until the web app takes the place."""
        return Response(200, WELCOME.read_bytes(), {"content-type": "text/html; charset=utf-8"})

    def _caller(self, route: Route, method: str) -> SignedIn | None:
        # Whoever signs in does not act as who was signed in before: an old cookie is no obstacle.
        if (route.service, method, route.path) == (self.host.name, "POST", "/sessions"):
            return None
        try:
            return authenticate(self.host, _credentials(), method)
        except Unauthenticated:
            if route.public:
                return None
            raise

    def _state(self, service: str) -> str:
        request = Request("GET", "/system/health")
        try:
            if service == self.host.name:
                answer = self.host.dispatcher.handle(request)
            else:
                answer = self.transport.send(service, request, HEALTH_DEADLINE)
        except TransportError:
            return "unavailable"
        return "ok" if answer.status == 200 else "unavailable"


def create_app(host: Host, transport: Transport) -> flask.Flask:
    """The WSGI application of a gateway host; `transport` reaches the other services.

    Settings: `trusted_proxies` (how many reverse proxies stand in front, 0 by default), `secure_cookie`.
    """
    app = flask.Flask("gateway", static_folder=None)
    app.url_map.merge_slashes = False
    edge = Edge(host, transport)
    for rule, view, methods in (
        ("/api/v1/<service>/<path:path>", edge.forward, METHODS),
        ("/api/v1/batch", edge.batch, ["POST"]),
        ("/api/v1/openapi.json", edge.openapi, ["GET"]),
        ("/healthz", edge.alive, ["GET"]),
        ("/readyz", edge.ready, ["GET"]),
        ("/metrics", edge.metrics, ["GET"]),
        ("/", edge.welcome, ["GET"]),
    ):
        answer = partial(_answer, host, view)
        app.add_url_rule(rule, view.__name__, answer, methods=methods, provide_automatic_options=False)
    app.register_error_handler(HTTPException, lambda error: _answer(host, partial(_raise, rule_of(error))))
    if proxies := int(host.settings.get("trusted_proxies", 0)):
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies)  # type: ignore[method-assign]
    return app


def _answer(host: Host, view: Callable[..., Response], **arguments: Any) -> flask.Response:
    with tracing(flask.request.headers.get("traceparent")):
        try:
            response = view(**arguments)
        except HTTPException as error:
            response = problem_response(rule_of(error), _headers())
        except Exception as error:  # noqa: BLE001 - this is the edge: every error becomes a problem document
            response = problem_response(error, _headers())
        return _sent(host, response)


def _sent(host: Host, response: Response) -> flask.Response:
    sent = flask.Response(response.body, response.status, dict(response.headers))
    if not response.body:
        sent.headers.pop("content-type", None)
    sent.headers.update(GUARDS)
    sent.headers["X-Request-Id"] = trace_id(current_trace())
    if flask.request.path.startswith("/api/"):
        sent.headers["Cache-Control"] = "no-store"
    _keep_cookie(host, response, sent)
    return sent


def _keep_cookie(host: Host, response: Response, sent: flask.Response) -> None:
    """Signing in sets the cookie, signing out clears it."""
    asked = (flask.request.method, flask.request.path)
    secure = flask.request.is_secure or bool(host.settings.get("secure_cookie"))
    options: dict[str, Any] = {"httponly": True, "samesite": "Lax", "secure": secure, "path": "/"}
    if asked == ("POST", "/api/v1/gateway/sessions") and response.status == 201:
        sent.set_cookie(COOKIE, response.json()["token"], **options)
    elif asked == ("DELETE", "/api/v1/gateway/sessions/current") and response.status == 204:
        sent.delete_cookie(COOKIE, **options)


def _body(limit: int, *, json: bool) -> bytes:
    """The body, of at most `limit` bytes: what says that it is larger is refused unread."""
    if (flask.request.content_length or 0) > limit:
        raise RequestTooLarge
    flask.request.max_content_length = limit
    body = flask.request.get_data(cache=False)
    # Only a page of ours can send JSON: a form of another site cannot (and so cannot sign somebody in, either).
    if json and body and flask.request.mimetype != "application/json":
        raise NotJson
    return body


def _headers() -> dict[str, str]:
    return {name.lower(): value for name, value in flask.request.headers.items()}


def _credentials() -> Credentials:
    return Credentials.of(_headers(), flask.request.cookies)


def _query() -> str:
    return flask.request.query_string.decode("utf-8", "replace")


def _address() -> str:
    return flask.request.remote_addr or "-"


def _json(content: Any, status: int = 200) -> Response:
    return Response(status, orjson.dumps(content, default=str), {"content-type": "application/json"})


def _with_retry_after(response: Response) -> Response:
    if response.status != 429:
        return response
    seconds = response.json()["details"].get("retry_after", 1)
    return Response(response.status, response.body, {**response.headers, "retry-after": str(seconds)})


def _raise(error: Exception) -> Response:
    raise error
