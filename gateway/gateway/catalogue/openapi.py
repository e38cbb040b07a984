"""One OpenAPI 3.1 document for everything, merged from what the services say of themselves."""

from collections.abc import Mapping
from typing import Any

from gateway.catalogue.catalogue import Described
from gateway.forwarding.authentication import SECURE_COOKIE

_ENTRY = {
    "type": "object",
    "required": ["field", "code", "zh", "en"],
    "properties": {name: {"type": "string"} for name in ("field", "code", "zh", "en")},
}
PROBLEM = {
    "type": "object",
    "required": ["type", "title", "titles", "status", "code", "details", "errors", "trace"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string", "description": "in the language that was asked for"},
        "titles": {
            "type": "object",
            "required": ["zh", "en"],
            "properties": {"zh": {"type": "string"}, "en": {"type": "string"}},
        },
        "status": {"type": "integer"},
        "code": {"type": "string", "description": "stable: programs decide by it"},
        "details": {"type": "object"},
        "errors": {"type": "array", "items": _ENTRY},
        "trace": {"type": "string"},
    },
}
_PROBLEM_RESPONSE = {
    "description": "What went wrong (RFC 9457)",
    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
}
_REQUEST = {
    "type": "object",
    "required": ["method", "path"],
    "properties": {
        "method": {"enum": ["GET", "POST", "PUT", "PATCH", "DELETE"]},
        "path": {"type": "string", "examples": ["/api/v1/sales/orders?state=draft"]},
        "body": {},
        "key": {"type": ["string", "null"], "maxLength": 100},
    },
}
_ANSWER = {
    "type": "object",
    "required": ["status", "body"],
    "properties": {"status": {"type": "integer"}, "body": {}},
}


def _list_of(schema: dict[str, Any], **limits: int) -> dict[str, Any]:
    return {"application/json": {"schema": {"type": "array", "items": schema, **limits}}}


BATCH = {
    "operationId": "batch",
    "summary": "批量请求 / Several requests in one round trip",
    "requestBody": {"required": True, "content": _list_of(_REQUEST, minItems=1, maxItems=20)},
    "responses": {
        "200": {"description": "One answer for each request", "content": _list_of(_ANSWER)},
        "default": {"$ref": "#/components/responses/Problem"},
    },
    "tags": ["gateway"],
}


def merged(services: Mapping[str, Described], version: str) -> dict[str, Any]:
    """The document. Operation ids carry the service's name in front; public operations need no security scheme."""
    paths: dict[str, Any] = {"/api/v1/batch": {"post": BATCH}}
    for service in sorted(services):
        for operation in services[service].description["operations"]:
            path = f"/api/v1/{service}{operation['path']}"
            paths.setdefault(path, {})[operation["method"].lower()] = _operation(service, operation)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Zhanggui 掌柜", "version": version},
        "servers": [{"url": "/"}],
        "tags": [_tag(name, services[name].description) for name in sorted(services)],
        "paths": paths,
        "components": {
            "schemas": {"Problem": PROBLEM},
            "responses": {"Problem": _PROBLEM_RESPONSE},
            "securitySchemes": {
                "session": {"type": "apiKey", "in": "cookie", "name": SECURE_COOKIE},
                "bearer": {"type": "http", "scheme": "bearer"},
            },
        },
        "security": [{"session": []}, {"bearer": []}],
    }


def _tag(name: str, description: Mapping[str, Any]) -> dict[str, Any]:
    return {"name": name, "description": " / ".join(description["title"])}


def _operation(service: str, described: Mapping[str, Any]) -> dict[str, Any]:
    fragment = dict(described["openapi"])
    fragment["operationId"] = f"{service}_{described['name']}"
    fragment["tags"] = [service]
    if described["public"] and not described["path"].startswith("/system/"):
        fragment["security"] = []
    return fragment
