"""The OpenAPI document as the gateway makes it, and what is wrong with one."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import SchemaError

from gateway.catalogue.catalogue import Described
from gateway.catalogue.openapi import merged

from .declared import CONTRACTS, descriptions

PATH = CONTRACTS / "openapi.json"
API_VERSION = "1"
"""The number in /api/v1; the version of a package would change the file with each release."""
METHODS = ("get", "post", "put", "patch", "delete")
Document = dict[str, Any]


def document() -> Document:
    """All services' operations, their paths in order."""
    found = merged({name: Described.of(name, each) for name, each in descriptions().items()}, API_VERSION)
    return {**found, "paths": dict(sorted(found["paths"].items()))}


def problems(found: Document) -> list[str]:
    """Whatever a reader of OpenAPI 3.1 would stumble over."""
    checks = (_wrong_version, _doubled_names, _doubled_paths, _wrong_parameters, _dead_references, _wrong_schemas)
    return [problem for check in checks for problem in check(found)]


def operations(found: Document) -> Iterator[tuple[str, str, Document]]:
    """(path, method, operation object)"""
    for path, item in found["paths"].items():
        yield from ((path, method, item[method]) for method in METHODS if method in item)


def schemas(found: Document) -> Iterator[tuple[str, Any]]:
    """(place, schema) of every schema of parameters, bodies, answers and components."""
    for place, node in nodes(found, "#"):
        if isinstance(node, dict) and "schema" in node and not place.endswith("/properties"):
            yield f"{place}/schema", node["schema"]
    for name, schema in found["components"]["schemas"].items():
        yield f"#/components/schemas/{name}", schema


def nodes(node: Any, place: str) -> Iterator[tuple[str, Any]]:
    """Every object and list of a document, with its place."""
    yield place, node
    children = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, child in children:
        yield from nodes(child, f"{place}/{key}")


def _wrong_version(found: Document) -> Iterator[str]:
    if not re.fullmatch(r"3\.1\.\d+", str(found.get("openapi"))):
        yield f"not OpenAPI 3.1: {found.get('openapi')}"
    if not found.get("info", {}).get("title") or not found["info"].get("version"):
        yield "info has no title or no version"
    for path, method, operation in operations(found):
        if not operation.get("responses"):
            yield f"{method} {path} has no responses"


def _doubled_names(found: Document) -> Iterator[str]:
    names = Counter(operation.get("operationId") for _, _, operation in operations(found))
    yield from (f"operationId {name}: {count} times" for name, count in names.items() if count > 1 or not name)


def _doubled_paths(found: Document) -> Iterator[str]:
    """Paths that differ in the names of their parameters only are the same."""
    places = Counter((re.sub(r"\{\w+\}", "{}", path), method) for path, method, _ in operations(found))
    yield from (f"{method} {path}: {count} times" for (path, method), count in places.items() if count > 1)


def _wrong_parameters(found: Document) -> Iterator[str]:
    for path, method, operation in operations(found):
        parameters = operation.get("parameters", [])
        declared = {each["name"] for each in parameters if each["in"] == "path" and each.get("required")}
        for name in declared ^ set(re.findall(r"\{(\w+)\}", path)):
            yield f"{method} {path}: parameter {name} is not declared, or not in the path"
        for (name, where), count in Counter((each["name"], each["in"]) for each in parameters).items():
            if count > 1:
                yield f"{method} {path}: {where} parameter {name}: {count} times"


def _dead_references(found: Document) -> Iterator[str]:
    for place, node in nodes(found, "#"):
        if isinstance(node, dict) and isinstance(node.get("$ref"), str) and not _leads_somewhere(found, node["$ref"]):
            yield f"{place}: {node['$ref']} leads nowhere"


def _leads_somewhere(found: Document, reference: str) -> bool:
    node: Any = found
    for part in reference.removeprefix("#/").split("/"):
        if not isinstance(node, dict) or part not in node:
            return False
        node = node[part]
    return True


def _wrong_schemas(found: Document) -> Iterator[str]:
    for place, schema in schemas(found):
        try:
            Draft202012Validator.check_schema(schema)
        except SchemaError as error:
            yield f"{place}: {error.message}"
