"""Every operation there is, as the merged OpenAPI document describes it: what is new is tested without a line here."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from chassis.imports import import_operations
from chassis.model import uuid7
from chassis.operations.openapi import describe_operation
from chassis.runtime.installation import installed_services
from chassis.system import system_operations
from chassis.testing import today
from gateway.catalogue.catalogue import Described
from gateway.catalogue.openapi import merged
from tests.bad_input.company import API, JSON

Schema = dict[str, Any]
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
UNKNOWN = "0193a1d4-0000-7000-8000-000000000000"


@dataclass(frozen=True)
class Asked:
    """One operation. `template` is its path below /api/v1, `fragment` its part of the document."""

    method: str
    template: str
    fragment: Schema

    def __str__(self) -> str:
        return f"{self.method} {self.template}"

    @property
    def service(self) -> str:
        return self.template.split("/")[1]

    @property
    def public(self) -> bool:
        return self.fragment.get("security") == []

    @property
    def scope(self) -> str | None:
        return self.fragment.get("x-scope")

    @property
    def writes(self) -> bool:
        return self.method != "GET"

    @property
    def contents(self) -> dict[str, Any]:
        contents: dict[str, Any] = self.fragment.get("requestBody", {}).get("content", {})
        return contents

    @property
    def upload(self) -> bool:
        return bool(self.contents) and JSON not in self.contents

    @property
    def body(self) -> Schema | None:
        """The schema of the body; None for an operation without one, and for the batch, whose body is a list."""
        schema: Schema = self.contents.get(JSON, {}).get("schema", {})
        return schema if schema.get("type") == "object" else None

    @property
    def query(self) -> Schema:
        parameters = [each for each in self.fragment.get("parameters", []) if each["in"] == "query"]
        return {
            "properties": {each["name"]: each["schema"] for each in parameters},
            "required": [each["name"] for each in parameters if each["required"]],
        }

    @property
    def identities(self) -> list[str]:
        return re.findall(r"\{(\w+_id)\}", self.template)

    def path(self, known: dict[str, Any], **given: str) -> str:
        """The path with these values, else with those of the company's documents."""
        values = {"name": "nothing", "producer": "sales", "position": "1", **known, **given}
        return self.template.format(**values)


def every_operation() -> list[Asked]:
    """Of all installed services, the operations of the chassis and the batch of the gateway among them."""
    return operations_of(the_document())


def the_document() -> Schema:
    """The merged OpenAPI document of all installed services."""
    described = {}
    for service in installed_services():
        declared = (*service.operations, *import_operations(service.imports), *system_operations())
        operations = [describe_operation(each) for each in declared]
        title = list(service.title)
        described[service.name] = Described.of(service.name, {"title": title, "operations": operations})
    return merged(described, "0")


def operations_of(document: Schema) -> list[Asked]:
    return [
        Asked(method.upper(), path.removeprefix(API), fragment)
        for path, methods in document["paths"].items()
        for method, fragment in methods.items()
    ]


def plausible(schema: Schema, known: dict[str, Any], name: str = "") -> Any:
    """A value that the schema takes: only what is required, and of what exists as far as it is known."""
    kinds = types_of(schema)
    if "enum" in schema:
        return next(value for value in schema["enum"] if value is not None)
    if "object" in kinds:
        wanted = schema.get("required", [])
        return {each: plausible(schema["properties"][each], known, each) for each in wanted}
    if "array" in kinds:
        return [plausible(schema["items"], known, name.removesuffix("s"))]
    if "integer" in kinds:
        return schema.get("minimum", 1)
    if "boolean" in kinds:
        return True
    formats: dict[str, Any] = {"uuid": known.get(name, str(uuid7())), "decimal": "1", "date": today().isoformat()}
    return formats.get(
        schema.get("format", ""), "2026-11-23T10:00:00Z" if schema.get("format") else known.get(name, "x")
    )


def types_of(schema: Schema) -> set[str]:
    found = schema.get("type", [])
    return {found} if isinstance(found, str) else set(found)


def fields_of(schema: Schema, above: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Schema]]:
    """Every field at any depth with the steps that lead to it; "0" is the first of a list."""
    for name, inner in schema.get("properties", {}).items():
        steps = (*above, name)
        yield steps, inner
        if "array" in types_of(inner):
            yield (*steps, "0"), inner["items"]
            yield from fields_of(inner["items"], (*steps, "0"))
        else:
            yield from fields_of(inner, steps)


def put(body: Any, steps: tuple[str, ...], value: Any, schema: Schema, known: dict[str, Any]) -> Any:
    """The body with this value at its place; what leads there is filled in as plausible."""
    step, *rest = steps
    if step == "0":
        return [put(body[0] if body else {}, tuple(rest), value, schema["items"], known) if rest else value]
    inner = schema["properties"][step]
    if not rest:
        return {**body, step: value}
    start = body.get(step) or (plausible(inner, known, step) if "object" in types_of(inner) else [])
    if rest[0] == "0" and len(rest) > 1 and not start:
        start = [plausible(inner["items"], known)]
    return {**body, step: put(start, tuple(rest), value, inner, known)}
