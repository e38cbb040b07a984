"""One request, one service: the request goes out with the person's signed rights and comes back as an answer."""

from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import unquote, urlsplit

import orjson

from chassis.model import Unauthenticated
from chassis.observe import current_trace, logger, trace_id
from chassis.operations import Request, Response
from chassis.operations.problems import InternalError, Unavailable, UnknownRoute, problem_of
from chassis.operations.transport import Transport, TransportError
from chassis.service import Host
from gateway.catalogue.catalogue import Catalogue, Route
from gateway.principals import SignedIn
from gateway.sessions.client import Client, serving
from gateway.sessions.stages import require_stage
from gateway.tokens.bearers import admit

PREFIX = "/api/v1/"
OWN_NAME = "gateway"
PASSED_ON = ("accept-language", "idempotency-key", "if-match", "content-type")
"""The only headers of a client that reach a service: nobody smuggles in a principal."""
BROUGHT_BACK = frozenset(
    {"content-type", "content-disposition", "etag", "idempotent-replayed", "allow", "retry-after", "location"}
)
_log = logger("forwarding")


class Forwarding:
    """Finds the service that answers, and speaks to it on behalf of who is signed in."""

    def __init__(self, host: Host, transport: Transport, catalogue: Catalogue):
        self.host, self.transport, self.catalogue = host, transport, catalogue

    def route(self, method: str, path: str) -> Route:
        """The route of a path such as /api/v1/sales/orders; raises UnknownRoute, WrongMethod, Unavailable."""
        service, _, rest = path.removeprefix(PREFIX).partition("/")
        if not path.startswith(PREFIX) or {".", ".."} & set(path.split("/")):
            raise UnknownRoute
        return self.catalogue.find(service, method, f"/{rest}")

    def send(self, route: Route, request: Request, caller: SignedIn | None, client: Client) -> Response:
        """The service's answer; `request` has the path and headers as the client sent them."""
        admit(self.host, caller, route, client.address)
        headers = {name: request.headers[name] for name in PASSED_ON if name in request.headers}
        headers["traceparent"] = current_trace()
        if caller is not None:
            headers["zhanggui-principal"] = caller.signed
        path = "/" + request.path.removeprefix(PREFIX).partition("/")[2]
        inner = Request(request.method, path, request.query, headers, request.body)
        if route.service == self.host.name:
            if caller is not None:
                client = replace(client, session_id=caller.session_id, stage=caller.stage)
            with serving(client):
                return self.host.dispatcher.handle(inner)
        return self._brought_back(route, inner)

    def _brought_back(self, route: Route, request: Request) -> Response:
        try:
            answer = self.transport.send(route.service, request, route.deadline)
        except TransportError as error:
            _log.warning("no answer", service=route.service, operation=route.name, error=str(error))
            raise Unavailable(service=route.service) from error
        headers = {name.lower(): value for name, value in answer.headers.items() if name.lower() in BROUGHT_BACK}
        if answer.status >= 400 and not headers.get("content-type", "").startswith("application/problem+json"):
            _log.error("not a problem document", service=route.service, operation=route.name, status=answer.status)
            raise Unavailable(service=route.service) if answer.status in (502, 503, 504) else InternalError
        return Response(answer.status, answer.body, headers)


def require_caller(route: Route, caller: SignedIn | None) -> None:
    """Raises Unauthenticated unless somebody is signed in, or the operation is for everybody.

    Whoever is not signed in completely is refused with what is missing, unless the operation is there for that.
    """
    if caller is None:
        if not route.public:
            raise Unauthenticated
        return
    require_stage(caller.stage, route.name if route.service == OWN_NAME else None)


def problem_response(error: BaseException, headers: Mapping[str, str]) -> Response:
    """Any error as a problem document."""
    language = Request("GET", "/", headers=headers).language
    status, document = problem_of(error, trace_id(current_trace()), language=language)
    if status == 500:
        _log.exception("failed at the edge", exc_info=error)
    else:  # what a service refuses it logs itself; the path stays out of it, because it may hold anything
        _log.info("refused at the edge", status=status, code=document["code"])
    answer = {"content-type": "application/problem+json"}
    if allowed := document["details"].get("allowed"):
        answer["allow"] = ", ".join(allowed)
    if retry_after := document["details"].get("retry_after"):
        answer["retry-after"] = str(retry_after)
    return Response(status, orjson.dumps(document, default=str), answer)


def split_target(target: str) -> tuple[str, str]:
    """Decoded path and query string of a target such as /api/v1/sales/orders?state=draft."""
    parts = urlsplit(target)
    return unquote(parts.path), parts.query
