"""What does not fit a field, by the kind of the field as the OpenAPI document tells it."""

from collections.abc import Iterator
from typing import Any

from tests.bad_input.operations import Schema, types_of

LONG = 10_000
NO_TEXT: tuple[Any, ...] = (7, True, [], {}, ["x"])
NO_IDENTITY: tuple[Any, ...] = ("42", "", "x" * 36, "\0", 7, [], {}, True, "0193a1d4-0000-7000-8000-00000000000g")
NO_AMOUNT: tuple[Any, ...] = (
    12.5, True, [], {}, "", " ", "abc", "1e5", "NaN", "Infinity", "-Infinity", "1,000", "1.2.3", "¥1", "0x10", "\0",
    "0.00001", "9" * 30, "1000000000000", -(10**14), "-9" * 400, 1e300,
)  # fmt: skip
NO_DATE: tuple[Any, ...] = ("2026-02-30", "soon", "", 7, [], {}, True, "0001-01-01", "9999-12-31", "2026-11-23\0")
NO_INSTANT: tuple[Any, ...] = (*NO_DATE, "2026-11-23T10:00:00", "0001-01-01T00:00:00+14:00")
NO_WHOLE: tuple[Any, ...] = (1.5, 1.0, "ten", "1_0", "", True, [], {}, 10**18, -(10**18), "9" * 5000, "\0")
NO_FLAG: tuple[Any, ...] = ("perhaps", 7, [], {}, "", "\0")
NO_LIST: tuple[Any, ...] = ({}, "x", 7, True)
NO_OBJECT: tuple[Any, ...] = ([], "x", 7, True)
FORMATS = {"uuid": NO_IDENTITY, "decimal": NO_AMOUNT, "date": NO_DATE, "date-time": NO_INSTANT}


def wrong_values(schema: Schema) -> Iterator[Any]:
    """Values of a JSON body that the field must refuse."""
    kinds = types_of(schema)
    if not kinds:
        return
    if "null" not in kinds:
        yield None
    if "enum" in schema:
        yield from (value for value in ("nonsense", "", "\0", *NO_TEXT) if value not in schema["enum"])
    elif "object" in kinds:
        yield from NO_OBJECT
    elif "array" in kinds:
        yield from NO_LIST
        yield [None]
        if most := schema.get("maxItems"):
            yield [None] * (most + 1)
    elif "integer" in kinds:
        yield from NO_WHOLE
    elif "boolean" in kinds:
        yield from NO_FLAG
    elif "format" in schema and schema["format"] in FORMATS:
        yield from FORMATS[schema["format"]]
    else:
        yield from NO_TEXT
        yield from ("a\0b", "a\x1bb")
        yield "x" * max(LONG, schema.get("maxLength", 0) + 1)


def wrong_words(schema: Schema) -> Iterator[str]:
    """The same for a query string, where everything is a text."""
    for value in wrong_values(schema):
        if isinstance(value, str) and (value or "maxLength" not in schema):
            yield value


def odd_values(schema: Schema) -> Iterator[Any]:
    """What a field may take or refuse, as its rules say: but never fail over."""
    yield None
    if schema.get("format") == "decimal":
        yield from ("-1", "0", "-0", "999999999999.99", "999999999999.9999", "0.0001", "1.005", 10**11, "１２", "+1")
    elif "integer" in types_of(schema):
        yield from (0, -1, 1_000_000_000, "5", "+5")
    elif schema.get("format") in ("date", "date-time"):
        yield from ("1900-01-01", "2200-12-31", "2024-02-29", "1900-01-01T00:00:00Z", "2200-12-31T23:59:59Z")
    elif "boolean" in types_of(schema):
        yield from ("true", 0, 1)
    elif "array" in types_of(schema):
        yield []
    elif "string" in types_of(schema):
        yield from ("", " ", "茶" * schema.get("maxLength", 30), "\u202e", "😀", "'", "%", "__", "\\", "ﷺ" * 30)
