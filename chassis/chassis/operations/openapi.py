"""OpenAPI 3.1 fragments made from the declarations; the gateway merges those of all services."""

from typing import Any

from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin
from marshmallow import Schema

from chassis.operations import fields
from chassis.operations.declaration import Operation

_PROBLEM = {"$ref": "#/components/responses/Problem"}


def converter() -> MarshmallowPlugin:
    """The apispec plugin that knows our fields: exact amounts are strings, never numbers."""
    plugin = MarshmallowPlugin(schema_name_resolver=_inlined)
    APISpec("-", "-", "3.1.0", plugins=[plugin])
    assert plugin.converter is not None
    plugin.converter.add_attribute_function(_amount_properties)
    return plugin


def _inlined(_schema: type[Schema]) -> str:
    """No name: apispec then writes a nested schema where it stands."""
    return ""


def _amount_properties(_converter: Any, field: Any, **_: Any) -> dict[str, Any]:
    if isinstance(field, fields.Amount):
        return {"type": ["string", "null"] if field.allow_none else "string", "format": "decimal"}
    return {}


def json_schema(schema: type[Schema]) -> dict[str, Any]:
    """The JSON Schema of a marshmallow schema, nested ones inlined."""
    plugin = converter()
    assert plugin.converter is not None
    return dict(plugin.converter.schema2jsonschema(schema()))


def describe_operation(declared: Operation) -> dict[str, Any]:
    """What the gateway needs to route, to authorise and to document an operation."""
    return {
        "method": declared.method,
        "path": declared.path,
        "name": declared.name,
        "title": list(declared.title),
        "scope": declared.scope,
        "public": declared.public,
        "upload": declared.upload,
        "form": declared.form,
        "deadline": declared.deadline,
        "openapi": openapi_fragment(declared),
    }


_fragments: dict[Operation, dict[str, Any]] = {}


def openapi_fragment(declared: Operation) -> dict[str, Any]:
    """The OpenAPI operation object of a declaration."""
    if declared not in _fragments:
        _fragments[declared] = _fragment(declared)
    return _fragments[declared]


def _fragment(declared: Operation) -> dict[str, Any]:
    success: dict[str, Any] = {"description": declared.title[1]}
    if declared.response:
        success["content"] = {"application/json": {"schema": json_schema(declared.response)}}
    fragment: dict[str, Any] = {
        "operationId": declared.name,
        "summary": f"{declared.title[0]} / {declared.title[1]}",
        "description": (declared.handler.__doc__ or "").strip(),
        "parameters": [*_path_parameters(declared), *_query_parameters(declared), *_header_parameters(declared)],
        "responses": {_status(declared): success, "default": _PROBLEM},
        "x-scope": declared.scope,
    }
    if declared.upload:
        fragment["requestBody"] = {"required": True, "content": {"application/octet-stream": {"schema": {}}}}
    elif declared.request:
        taken = ("application/json", "application/x-www-form-urlencoded") if declared.form else ("application/json",)
        content = {kind: {"schema": json_schema(declared.request)} for kind in taken}
        fragment["requestBody"] = {"required": True, "content": content}
    return fragment


def _status(declared: Operation) -> str:
    if declared.handler.__annotations__.get("return", Any) is None:
        return "204"
    return str(declared.status if declared.response else 200)


def _path_parameters(declared: Operation) -> list[dict[str, Any]]:
    names = [part[1:-1] for part in declared.path.split("/") if part.startswith("{")]
    return [{"name": name, "in": "path", "required": True, "schema": _path_schema(name)} for name in names]


def _path_schema(name: str) -> dict[str, str]:
    return {"type": "string", "format": "uuid"} if name.endswith("_id") else {"type": "string"}


def _query_parameters(declared: Operation) -> list[dict[str, Any]]:
    if not declared.query:
        return []
    schema = json_schema(declared.query)
    required = schema.get("required", [])
    return [
        {"name": name, "in": "query", "required": name in required, "schema": value}
        for name, value in schema["properties"].items()
    ]


def _header_parameters(declared: Operation) -> list[dict[str, Any]]:
    if not declared.writes:
        return []
    return [{"name": "Idempotency-Key", "in": "header", "schema": {"type": "string", "maxLength": 100}}]
