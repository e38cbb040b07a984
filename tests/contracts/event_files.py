"""The files of an event below contracts/events: the schema of its data, and an example of the whole envelope."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from jsonschema import Draft202012Validator

from chassis.eventlog import Envelope
from chassis.operations.openapi import json_schema

from .declared import CONTRACTS, Published
from .samples import MING, MOMENT, SUBJECTS, identity
from .sampling import sample

TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"


def place(event_type: str) -> Path:
    """The files' common beginning: contracts/events/<service>/<event>.v1"""
    service, _, rest = event_type.partition(".")
    return CONTRACTS / "events" / service / rest


def schema_path(event_type: str) -> Path:
    return place(event_type).with_name(f"{place(event_type).name}.schema.json")


def example_path(event_type: str) -> Path:
    return place(event_type).with_name(f"{place(event_type).name}.example.json")


def schema_of(published: Published) -> dict[str, Any]:
    """The JSON Schema of the event's data. Further fields are allowed: an event may grow."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:zhanggui:{published.type}",
        "title": published.type,
        "description": published.description,
        **_open(json_schema(published.event)),
    }


def example_of(published: Published) -> dict[str, Any]:
    """The example as it is kept, with what was added since; made anew when the schema does not allow it any more."""
    made = new_example(published)
    path = example_path(published.type)
    if not path.exists():
        return made
    kept = {**made, "data": completed(made["data"], json.loads(path.read_text(encoding="utf-8")).get("data"))}
    return kept if valid(schema_of(published), kept["data"]) else made


def new_example(published: Published) -> dict[str, Any]:
    """An envelope with samples."""
    data = sample(schema_of(published), "data", published.type)
    envelope = Envelope(
        id=UUID(identity(published.type)),
        source=published.service.name,
        type=published.type,
        subject=_subject(published.type, data),
        time=datetime.fromisoformat(MOMENT),
        sequence=42,
        data=data,
        actor={"id": MING, "name": "明", "device": None},
        traceparent=TRACE,
    )
    return envelope.to_json()


def completed(made: Any, kept: Any) -> Any:
    """What is kept, with the fields it lacks and without those that are no more."""
    if isinstance(made, dict) and isinstance(kept, dict):
        return {key: completed(made[key], kept[key]) if key in kept else made[key] for key in made}
    if isinstance(made, list) and isinstance(kept, list):
        return [completed(made[0], each) for each in kept]
    return kept


def valid(schema: dict[str, Any], data: Any) -> bool:
    """Whether the schema allows the data, formats included."""
    return not list(Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER).iter_errors(data))


def _subject(event_type: str, data: dict[str, Any]) -> str:
    """The aggregate that the event is about."""
    first = next((name for name in data if name.endswith("_id")), "document_id")
    name = SUBJECTS.get(event_type, first)
    return str(data.get(name, identity(name)))


def _open(schema: Any) -> Any:
    if isinstance(schema, dict):
        return {key: _open(value) for key, value in schema.items() if key != "additionalProperties"}
    return [_open(each) for each in schema] if isinstance(schema, list) else schema
