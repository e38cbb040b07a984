"""The edge: Flask in front of everything. Whatever comes in from the network passes here, and nowhere else."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from importlib.metadata import version
from typing import Any

import flask
import orjson
from werkzeug.exceptions import HTTPException
from werkzeug.middleware.proxy_fix import ProxyFix

from chassis.model import Unauthenticated
from chassis.observe import current_trace, trace_id, tracing
from chassis.observe.metrics import exposition
from chassis.operations import Request, Response
from chassis.operations.bodies import FORM
from chassis.operations.dispatcher import LARGEST_BODY, LARGEST_UPLOAD
from chassis.operations.problems import RequestTooLarge
from chassis.operations.transport import Transport, TransportError
from chassis.service import Host
from gateway.catalogue.catalogue import Catalogue, Route
from gateway.catalogue.openapi import merged
from gateway.devices.refusals import require_admission
from gateway.forwarding.authentication import Credentials, authenticate
from gateway.forwarding.batch import answer_batch, batch_entries
from gateway.forwarding.errors import NotJson, rule_of
from gateway.forwarding.forwarding import Forwarding, problem_response, require_caller
from gateway.guarding import allowed_hosts, guards, is_secure, require_known_host, with_cookie, with_retry_after
from gateway.pages.web_app import WebApp
from gateway.principals import SignedIn
from gateway.sessions.client import Client
from gateway.sessions.stages import PROVING

METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]
HEALTH_DEADLINE = 2.0
LONGEST_AGENT = 200


class Edge:
    """The views: each takes the current Flask request and gives a Response of ours."""

    def __init__(self, host: Host, transport: Transport):
        self.host, self.transport = host, transport
        self.catalogue = Catalogue(host, transport)
        self.forwarding = Forwarding(host, transport, self.catalogue)
        self.web_app = WebApp()
        self._document: tuple[int, bytes] | None = None

    def forward(self, service: str, path: str) -> Response:
        """/api/v1/<service>/<path>: to the service that answers there."""
        method = "GET" if flask.request.method == "HEAD" else flask.request.method
        route = self.forwarding.route(method, f"/api/v1/{service}/{path}")
        credentials = self._credentials()
        credentials.require_own_page(method)
        caller = self._caller(route, method, credentials)
        require_caller(route, caller)
        body = _body(LARGEST_UPLOAD if route.upload else LARGEST_BODY, json=not route.upload, form=route.form)
        request = Request(method, f"/api/v1/{service}/{path}", _query(), _headers(), body)
        answer = with_retry_after(self.forwarding.send(route, request, caller, _client()))
        return with_cookie(route, self.host.name, answer, page=credentials.page, secure=is_secure(self.host))

    def batch(self) -> Response:
        """/api/v1/batch: up to twenty requests, answered in their order."""
        credentials = self._credentials()
        credentials.require_own_page("POST")
        caller = authenticate(self.host, credentials, "POST")
        require_admission(self.host, caller.terms, _client().address)
        entries = batch_entries(_body(LARGEST_BODY, json=True))
        return _json(answer_batch(self.forwarding, entries, _headers(), caller, _client()))

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

    def page(self) -> Response:
        """/ and whatever is nothing else: the web app."""
        return self.web_app.answer(flask.request.path.removeprefix("/"), _headers())

    def otherwise(self, error: HTTPException) -> Response:
        """What no rule stands for: a page or a file of the web app, or a refusal."""
        if error.code == 404 and flask.request.method in ("GET", "HEAD"):
            return self.page()
        raise rule_of(error)

    def _credentials(self) -> Credentials:
        return Credentials.of(_headers(), flask.request.cookies, secure=is_secure(self.host))

    def _caller(self, route: Route, method: str, credentials: Credentials) -> SignedIn | None:
        # Whoever signs in does not act as who was signed in before: an old cookie is no obstacle.
        if (route.service, method) == (self.host.name, "POST") and route.path in ("/sessions", "/tokens"):
            return None
        try:
            caller = authenticate(self.host, credentials, method)
        except Unauthenticated:
            if route.public:
                return None
            raise
        if route.service != self.host.name or route.name not in PROVING:
            require_admission(self.host, caller.terms, _client().address)
        return caller

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

    Settings: `trusted_proxies` (how many reverse proxies stand in front, 0 by default), `secure_cookie`,
    `allowed_hosts`.
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
        ("/", edge.page, ["GET"]),
    ):
        answer = partial(_answer, host, view)
        app.add_url_rule(rule, view.__name__, answer, methods=methods, provide_automatic_options=False)
    app.register_error_handler(HTTPException, lambda error: _answer(host, partial(edge.otherwise, error)))
    if proxies := int(host.settings.get("trusted_proxies", 0)):
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies)  # type: ignore[method-assign]
    return app


def _answer(host: Host, view: Callable[..., Response], **arguments: Any) -> flask.Response:
    with tracing(flask.request.headers.get("traceparent")):
        try:
            require_known_host(allowed_hosts(host), flask.request.headers.get("host", ""))
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
    sent.headers.update(guards(is_secure(host)))
    sent.headers["X-Request-Id"] = trace_id(current_trace())
    if flask.request.path.startswith("/api/"):
        sent.headers["Cache-Control"] = "no-store"
    return sent


def _body(limit: int, *, json: bool, form: bool = False) -> bytes:
    """The body, of at most `limit` bytes: what says that it is larger is refused unread."""
    if (flask.request.content_length or 0) > limit:
        raise RequestTooLarge
    flask.request.max_content_length = limit
    body = flask.request.get_data(cache=False)
    # Only a page of ours can send JSON: a form of another site cannot (and so cannot sign somebody in, either).
    if json and body and flask.request.mimetype not in ("application/json", *([FORM] if form else [])):
        raise NotJson
    return body


def _headers() -> dict[str, str]:
    return {name.lower(): value for name, value in flask.request.headers.items()}


def _query() -> str:
    return flask.request.query_string.decode("utf-8", "replace")


def _client() -> Client:
    agent = "".join(char if char.isprintable() else "?" for char in flask.request.headers.get("user-agent", ""))
    return Client(flask.request.remote_addr or "-", agent[:LONGEST_AGENT])


def _json(content: Any, status: int = 200) -> Response:
    return Response(status, orjson.dumps(content, default=str), {"content-type": "application/json"})
