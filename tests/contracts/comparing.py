"""What would break a consumer between two versions of an event's schema. An event may grow, and do nothing else."""

from collections.abc import Iterator
from typing import Any

Schema = dict[str, Any]
LIMITS_ABOVE = ("maxLength", "maximum", "maxItems")
LIMITS_BELOW = ("minLength", "minimum", "minItems")


def breaches(old: Schema, new: Schema, field: str = "data") -> Iterator[str]:
    """A sentence for each promise of the old schema that the new one does not keep.

    New fields are fine, and so are fields that are always told from now on, narrower limits and fewer words: whoever
    understood the old events understands these. A renamed field is one that is gone (and another that is new).
    """
    yield from _types(old, new, field)
    yield from _values(old, new, field)
    if "properties" in old:
        yield from _fields(old, new, field)
    if "items" in old:
        yield from breaches(old["items"], new.get("items", {}), f"{field}[]")


def _types(old: Schema, new: Schema, field: str) -> Iterator[str]:
    before, now = _kinds(old), _kinds(new)
    if before and "null" in now - before:
        yield f"{field} may be null now"
    if before and (not now or now - before - {"null"}):
        yield f"{field} was {_listed(before)} and is {_listed(now)}"
    if old.get("format") != new.get("format") and "format" in old:
        yield f"{field} was a {old['format']} and is {new.get('format', 'anything')}"


def _values(old: Schema, new: Schema, field: str) -> Iterator[str]:
    if "enum" in old:
        allowed = {str(word) for word in old["enum"]}
        for word in sorted({str(word) for word in new.get("enum", ["any text"])} - allowed):
            yield f"{field} may be {word} now"
    for limit in (*LIMITS_ABOVE, *LIMITS_BELOW):
        if limit in old and _is_wider(limit, old[limit], new.get(limit)):
            yield f"{field} had {limit} {old[limit]} and has {new.get(limit, 'none')}"


def _fields(old: Schema, new: Schema, field: str) -> Iterator[str]:
    kept = new.get("properties", {})
    for name, value in old["properties"].items():
        if name not in kept:
            yield f"{field}.{name} is gone"
            continue
        if name in old.get("required", ()) and name not in new.get("required", ()):
            yield f"{field}.{name} may be missing now"
        yield from breaches(value, kept[name], f"{field}.{name}")


def _is_wider(limit: str, old: int, new: int | None) -> bool:
    if new is None:
        return True
    return new > old if limit in LIMITS_ABOVE else new < old


def _kinds(schema: Schema) -> set[str]:
    kinds = schema.get("type", [])
    return {kinds} if isinstance(kinds, str) else set(kinds)


def _listed(kinds: set[str]) -> str:
    return " or ".join(sorted(kinds)) or "anything"
