"""Data that a schema allows: a likely one, the poorest, and the longest."""

from typing import Any

from .samples import BY_NAME, BY_TYPE, OF_EVENT, identity


def sample(schema: dict[str, Any], name: str, event: str) -> Any:
    """A value for a field of an event: by the event, the name, the words allowed, and at last the type."""
    values = {**BY_NAME, **OF_EVENT.get(event, {})}
    kind = _kind(schema)
    if kind == "object":
        return {key: sample(value, key, event) for key, value in schema.get("properties", {}).items()}
    if kind == "array":
        return [sample(schema["items"], name.removesuffix("s"), event)]
    allowed = schema.get("enum")
    if name in values and (allowed is None or values[name] in allowed):
        return values[name]
    if schema.get("format") == "uuid":
        return identity(name)
    return allowed[0] if allowed else BY_TYPE[schema.get("format", kind)]


def poorest(schema: dict[str, Any], name: str, event: str) -> Any:
    """The least that the schema allows: optional fields left out, null wherever it may be."""
    kind = _kind(schema)
    if kind == "object":
        fields = schema.get("properties", {})
        return {key: poorest(fields[key], key, event) for key in fields if key in schema.get("required", ())}
    if isinstance(schema.get("type"), list) and "null" in schema["type"]:
        return None
    if kind == "array":
        return [poorest(schema["items"], name.removesuffix("s"), event)]
    return sample(schema, name, event)


def longest(schema: dict[str, Any], name: str, event: str) -> Any:
    """The sample with every text as long as the schema allows."""
    kind = _kind(schema)
    if kind == "object":
        return {key: longest(value, key, event) for key, value in schema.get("properties", {}).items()}
    if kind == "array":
        return [longest(schema["items"], name.removesuffix("s"), event)]
    return "掌" * schema["maxLength"] if "maxLength" in schema else sample(schema, name, event)


def _kind(schema: dict[str, Any]) -> str:
    """The type of a field, null apart."""
    kinds = schema["type"]
    return kinds if isinstance(kinds, str) else next(each for each in kinds if each != "null")
