"""What is in a body: a JSON object, or a form where an operation takes one."""

from typing import Any
from urllib.parse import parse_qsl

import orjson

from chassis.operations.problems import MalformedRequest

FORM = "application/x-www-form-urlencoded"
_MOST_FIELDS = 100


def content_of(body: bytes, content_type: str = "") -> dict[str, Any]:
    """The fields of a form when it says that it is one, else of a JSON object; raises MalformedRequest."""
    return _form(body) if content_type.startswith(FORM) else _json_object(body)


def _json_object(body: bytes) -> dict[str, Any]:
    if not body:
        return {}
    try:
        document = orjson.loads(body)
    except orjson.JSONDecodeError:
        raise MalformedRequest from None
    if not isinstance(document, dict):
        raise MalformedRequest
    return document


def _form(body: bytes) -> dict[str, Any]:
    """The fields of a form; raises MalformedRequest also for one that is given twice (RFC 6749, 3.2)."""
    try:
        found = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except ValueError:
        raise MalformedRequest from None
    if len(dict(found)) < len(found):
        raise MalformedRequest
    return dict(found)
