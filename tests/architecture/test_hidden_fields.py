"""A field that a role can hide is marked wherever it is declared: in answers, in events, and on the column."""

import pytest
from marshmallow import fields as marshmallow_fields

from chassis.operations import fields
from chassis.operations.hiding import HIDE, hidden_columns

from .tree import SERVICES

MARKED = [entry for entry in SERVICES if entry.load().marks]
MARKS = {mark.code for entry in SERVICES for mark in entry.load().marks}


def answers(service):
    return {each.response for each in service.operations if each.response}


def asked(service):
    return {schema for each in service.operations for schema in (each.request, each.query) if schema}


def fields_of(schema, above=""):
    """Every field of a schema at any depth: (path, name of the attribute, field)."""
    for name, declared in schema.fields.items():
        yield f"{above}{type(schema).__name__}.{name}", declared.attribute or name, declared
        inner = getattr(declared, "inner", None) or getattr(declared, "value_field", None) or declared
        if isinstance(inner, marshmallow_fields.Nested):
            yield from fields_of(inner.schema, f"{above}{type(schema).__name__}.")


def columns_of(service):
    return {name: mark for marks in hidden_columns(service.base).values() for name, mark in marks.items()}


def is_value(declared):
    """Not a part that holds others, a count (of contacts by phone) or a question (for the total)."""
    return not isinstance(declared, marshmallow_fields.Nested | fields.List | fields.WholeNumber | fields.Boolean)


def every_field(service):
    for schema in (*answers(service), *asked(service), *service.publishes):
        yield from fields_of(schema())


@pytest.mark.parametrize("entry", SERVICES, ids=lambda each: each.name)
def test_only_declared_marks_are_used(entry):
    service = entry.load()
    used = {declared.metadata[HIDE] for _, _, declared in every_field(service) if HIDE in declared.metadata}
    assert used | set(columns_of(service).values()) <= {mark.code for mark in service.marks}


@pytest.mark.parametrize("entry", MARKED, ids=lambda each: each.name)
def test_what_is_hidden_in_the_trail_is_hidden_in_answers_and_events(entry):
    service = entry.load()
    marks = columns_of(service)
    bare = [
        path
        for path, name, declared in every_field(service)
        if is_value(declared) and name in marks and declared.metadata.get(HIDE) != marks[name]
    ]
    assert bare == []


@pytest.mark.parametrize("entry", MARKED, ids=lambda each: each.name)
def test_what_is_hidden_in_answers_is_hidden_in_the_trail(entry):
    service = entry.load()
    hidden = {name for _, name, declared in every_field(service) if HIDE in declared.metadata}
    assert hidden <= columns_of(service).keys()


def test_the_standard_roles_hide_what_there_is():
    from gateway.roles.defaults import STANDARD_ROLES

    assert {mark for role in STANDARD_ROLES for mark in role["hidden"]} == MARKS
