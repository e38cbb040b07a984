"""POST /api/v1/batch: what a page needs, in one round trip over a slow line."""

from collections.abc import Mapping
from typing import Any

import orjson
from marshmallow import ValidationError, validate

from chassis.model import RuleError
from chassis.operations import Request, Response, Schema, fields
from chassis.operations.problems import MalformedRequest
from gateway.forwarding.forwarding import Forwarding, problem_response, require_caller, split_target
from gateway.principals import SignedIn
from gateway.sessions.client import Client

MOST = 20


class NotInBatch(RuleError):
    code = "not_in_batch"
    status = 422
    zh = "该操作不能在批量请求中执行"
    en = "This cannot be done in a batch"


class BatchEntry(Schema):
    """One request: `path` as a client would call it alone, `key` is its Idempotency-Key."""

    method = fields.Choice("GET", "POST", "PUT", "PATCH", "DELETE", required=True)
    path = fields.Text(2000, required=True)
    body = fields.Raw(load_default=None, allow_none=True)
    key = fields.Text(100, load_default=None, allow_none=True)


_entries = BatchEntry(many=True)


def batch_entries(body: bytes) -> list[dict[str, Any]]:
    """The requests of a batch; raises MalformedRequest or ValidationError."""
    try:
        document = orjson.loads(body)
    except orjson.JSONDecodeError:
        raise MalformedRequest from None
    if not isinstance(document, list):
        raise MalformedRequest
    validate.Length(1, MOST)(document)
    entries: list[dict[str, Any]] = _entries.load(document)
    return entries


def answer_batch(
    forwarding: Forwarding, entries: list[dict[str, Any]], headers: Mapping[str, str], caller: SignedIn, client: Client
) -> list[dict[str, Any]]:
    """Each answer in the order of the requests. One that is refused does not stop those that follow."""
    return [_shown(_answer(forwarding, entry, headers, caller, client)) for entry in entries]


def _answer(
    forwarding: Forwarding, entry: dict[str, Any], headers: Mapping[str, str], caller: SignedIn, client: Client
) -> Response:
    try:
        return _send(forwarding, entry, headers, caller, client)
    except (RuleError, ValidationError) as refusal:
        return problem_response(refusal, headers)


def _send(
    forwarding: Forwarding, entry: dict[str, Any], headers: Mapping[str, str], caller: SignedIn, client: Client
) -> Response:
    path, query = split_target(entry["path"])
    route = forwarding.route(entry["method"], path)
    # A session is opened, changed and ended by itself, because its answer sets or clears a cookie.
    if route.upload or (route.path.startswith(("/sessions", "/me/")) and entry["method"] != "GET"):
        raise NotInBatch
    require_caller(route, caller)
    own = {"content-type": "application/json"}
    if "accept-language" in headers:
        own["accept-language"] = headers["accept-language"]
    if entry["key"]:
        own["idempotency-key"] = entry["key"]
    body = b"" if entry["body"] is None else orjson.dumps(entry["body"])
    response = forwarding.send(route, Request(entry["method"], path, query, own, body), caller, client)
    if response.body and "json" not in response.headers.get("content-type", ""):
        raise NotInBatch
    return response


def _shown(response: Response) -> dict[str, Any]:
    return {"status": response.status, "body": response.json()}
