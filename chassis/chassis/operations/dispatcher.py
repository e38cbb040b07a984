"""The edge of a service: a request in, a response out, whichever runtime carries them."""

import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, quote
from uuid import UUID

import orjson
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from chassis.access import Principal, Reach, reach_of
from chassis.model import Forbidden, NotFound, RuleError, Unauthenticated
from chassis.observe import logger, trace_id, tracing
from chassis.observe.metrics import DURATIONS, REQUESTS
from chassis.operations import problems
from chassis.operations.bodies import content_of
from chassis.operations.context import Context, reading, unit_of_work
from chassis.operations.declaration import Attachment, Operation, Schema
from chassis.operations.hiding import refuse_hidden, trimmed, without_hidden
from chassis.operations.idempotency import checked_key, fingerprint, keep_response, stored_response

if TYPE_CHECKING:
    from chassis.service import Host

LARGEST_BODY = 1_000_000
LARGEST_UPLOAD = 25_000_000
_JSON = {"content-type": "application/json"}
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
NOBODY = Principal(id=UUID(int=0), name="-", kind="nobody")
_log = logger("dispatcher")


@dataclass(frozen=True)
class Request:
    """A request as every runtime makes it: header names in lower case, path without the service's prefix."""

    method: str
    path: str
    query: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def language(self) -> str:
        return "en" if self.headers.get("accept-language", "").lower().startswith("en") else "zh"


@dataclass(frozen=True)
class Response:
    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)

    def json(self) -> Any:
        return orjson.loads(self.body) if self.body else None


class Nothing(Schema):
    """For an operation that takes no query or no body: who sends one is told so, instead of being ignored."""


class Dispatcher:
    """Finds the operation, checks who asks, validates, runs it in a unit of work, and answers."""

    def __init__(self, host: "Host", operations: Sequence[Operation]):
        self.host = host
        self.routes = [(_pattern(each.path), each) for each in operations]
        self._schemas: dict[type, Any] = {}

    def handle(self, request: Request) -> Response:
        """Answer a request. Never raises: whatever goes wrong becomes a problem document."""
        began = time.perf_counter()
        with tracing(request.headers.get("traceparent")) as trace:
            name = "unknown"
            try:
                declared, arguments = self._find(request)
                name = declared.name
                response = self._answer(declared, arguments, request)
            except Exception as error:  # noqa: BLE001 - this is the edge: every error becomes a problem document
                response = self._problem(error, request, trace, name)
                if isinstance(error, Forbidden):
                    self._note_refusal(error, request, name)
            self.host.refusals.settle()
            REQUESTS.labels(self.host.name, name, response.status).inc()
            DURATIONS.labels(self.host.name, name).observe(time.perf_counter() - began)
            return response

    def _find(self, request: Request) -> tuple[Operation, dict[str, Any]]:
        allowed = set()
        for pattern, declared in self.routes:
            if found := pattern.fullmatch(request.path):
                if declared.method == request.method:
                    return declared, _path_arguments(found.groupdict())
                allowed.add(declared.method)
        raise problems.WrongMethod(allowed=sorted(allowed)) if allowed else problems.UnknownRoute

    def _answer(self, declared: Operation, arguments: dict[str, Any], request: Request) -> Response:
        principal, reach = self._authorise(declared, request)
        arguments |= self._arguments(declared, request, principal)
        if declared.before:
            arguments |= declared.before(self.host, **arguments) or {}
        if declared.writes:
            return self._write(declared, arguments, request, principal, reach)
        with reading(self.host, principal, reach, declared.name) as context:
            return self._dump(declared, declared.handler(context, **arguments), principal)

    def _authorise(self, declared: Operation, request: Request) -> tuple[Principal, Reach]:
        token = request.headers.get("zhanggui-principal")
        if declared.public and not token:
            return NOBODY, Reach()
        if not token:
            raise Unauthenticated
        principal = self.host.verifier.verify(token)
        if principal.read_only and declared.writes and not declared.while_viewing:
            raise problems.ReadOnlyView
        return principal, self.permitted(declared, principal)

    def permitted(self, declared: Operation, principal: Principal) -> Reach:
        """How far a person reaches with an operation; raises Forbidden when it is not granted."""
        if declared.scope is None:
            return Reach()
        if principal.data_scope(declared.scope) is None:
            raise Forbidden(function=declared.scope)
        return reach_of(principal, declared.scope)

    def _arguments(self, declared: Operation, request: Request, principal: Principal) -> dict[str, Any]:
        if len(request.body) > (LARGEST_UPLOAD if declared.upload else LARGEST_BODY):
            raise problems.RequestTooLarge
        arguments: dict[str, Any] = {}
        query = dict(parse_qsl(request.query, keep_blank_values=True))
        arguments |= self.loaded(declared.query, query, principal)
        if declared.upload:
            arguments["content"] = request.body
        elif declared.writes:
            content_type = request.headers.get("content-type", "") if declared.form else ""
            arguments |= self.loaded(declared.request, content_of(request.body, content_type), principal)
        if arguments.get("expected_version", 0) is None and (match := request.headers.get("if-match")):
            arguments["expected_version"] = _version(match)
        return arguments

    def loaded(self, schema: type | None, sent: dict[str, Any], principal: Principal) -> dict[str, Any]:
        """What was sent, as the schema reads it; raises HiddenField for what the sender may not even see."""
        reader = self._schema(schema or Nothing)
        loaded: dict[str, Any] = reader.load(sent)
        refuse_hidden(reader, sent, principal.hidden)
        return loaded

    def _write(
        self, declared: Operation, arguments: dict[str, Any], request: Request, principal: Principal, reach: Reach
    ) -> Response:
        key = request.headers.get("idempotency-key")
        if not key or declared.public or declared.secret:
            with unit_of_work(self.host, principal, reach, declared.name) as context:
                return self._effect(declared, arguments, context)
        key = checked_key(key)
        try:
            return self._write_once(declared, arguments, request, principal, reach, key)
        except (IntegrityError, StaleDataError, RuleError):
            # Somebody may have used the same key at the same moment, and so made our attempt illegal or a second one:
            # then that response is the answer.
            with reading(self.host, principal, reach, declared.name) as context:
                replay = self._replay(context, declared, request, key)
            if replay is None:
                raise
            return replay

    def _effect(self, declared: Operation, arguments: dict[str, Any], context: Context) -> Response:
        """Run the handler. Flushed before it is written down, so that the answer shows the new version."""
        result = declared.handler(context, **arguments)
        context.session.flush()
        return self._dump(declared, result, context.principal)

    def _write_once(
        self,
        declared: Operation,
        arguments: dict[str, Any],
        request: Request,
        principal: Principal,
        reach: Reach,
        key: str,
    ) -> Response:
        with unit_of_work(self.host, principal, reach, declared.name) as context:
            replay = self._replay(context, declared, request, key)
            if replay is not None:
                return replay
            response = self._effect(declared, arguments, context)
            if context.refusal is not None:
                return response  # which nobody gets: the unit of work ends with the refusal
            keep_response(
                context.session,
                user_id=principal.id,
                operation=declared.name,
                key=key,
                fingerprint=fingerprint(request.path, request.query, request.body),
                status=response.status,
                headers=dict(response.headers),
                body=response.body,
                created_at=context.now(),
            )
            return response

    def _replay(self, context: Context, declared: Operation, request: Request, key: str) -> Response | None:
        print_ = fingerprint(request.path, request.query, request.body)
        stored = stored_response(context.session, context.principal.id, declared.name, key, print_)
        if stored is None:
            return None
        body = self._as_seen_now(declared, stored.body, context.principal)
        return Response(stored.status, body, {**stored.headers, "idempotent-replayed": "true"})

    def _as_seen_now(self, declared: Operation, body: bytes, principal: Principal) -> bytes:
        """A kept answer without what the person's roles have come to hide since."""
        if declared.response is None or not body or not principal.hidden:
            return body
        return orjson.dumps(trimmed(self._schema(declared.response), orjson.loads(body), principal.hidden))

    def _dump(self, declared: Operation, result: Any, principal: Principal) -> Response:
        if isinstance(result, Response):
            return result
        if isinstance(result, Attachment):
            headers = {
                "content-type": result.content_type,
                "content-disposition": f"attachment; filename*=UTF-8''{quote(result.name, safe='')}",
            }
            return Response(200, result.data, headers)
        if declared.response is None:
            return Response(204) if result is None else Response(declared.status, orjson.dumps(result), _JSON)
        content = without_hidden(self._schema(declared.response), principal.hidden).dump(result)
        headers = dict(_JSON)
        if (version := _version_of(result)) is not None:
            headers["etag"] = f'"{version}"'
        return Response(declared.status, orjson.dumps(content), headers)

    def _schema(self, schema: type) -> Any:
        if schema not in self._schemas:
            self._schemas[schema] = schema()
        return self._schemas[schema]

    def _note_refusal(self, error: Forbidden, request: Request, name: str) -> None:
        """Who signed in and asked for more than the roles grant is on record (X9)."""
        token = request.headers.get("zhanggui-principal")
        if not token:
            return
        principal = self.host.verifier.verify(token)
        self.host.refusals.add(principal, name, str(error.details.get("function", error.code)))

    def _problem(self, error: Exception, request: Request, trace: str, name: str) -> Response:
        constraints = self.host.service.constraints
        status, document = problems.problem_of(error, trace_id(trace), constraints, request.language)
        # Nothing of ours sends a principal that is not good: whoever does should not reach this port.
        forged = isinstance(error, Unauthenticated) and "zhanggui-principal" in request.headers
        level = _log.exception if status == 500 else _log.warning if forged else _log.info
        level("refused", service=self.host.name, operation=name, status=status, code=document["code"])
        headers = {"content-type": "application/problem+json"}
        if isinstance(error, problems.WrongMethod):
            headers["allow"] = ", ".join(error.details["allowed"])
        return Response(status, orjson.dumps(document, default=str), headers)


def _pattern(path: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", path))


def _path_arguments(found: dict[str, str]) -> dict[str, Any]:
    if any(_UNPRINTABLE.search(text) for text in found.values()):
        raise NotFound
    try:
        return {name: UUID(text) if name.endswith("_id") else text for name, text in found.items()}
    except ValueError:
        raise NotFound from None


def _version_of(result: Any) -> int | None:
    """The version that a record or a projection of it has."""
    return result.get("version") if isinstance(result, dict) else getattr(result, "version", None)


def _version(text: str) -> int:
    try:
        return int(text.strip('W/" '))
    except ValueError:
        raise MalformedVersion(field="If-Match") from None


class MalformedVersion(RuleError):
    code = "malformed_version"
    status = 400
    zh = "If-Match 不是有效的版本"
    en = "If-Match is not a version"
