"""Explanations, in and out."""

from chassis.operations import Schema, fields
from gateway.roles.schemas import NamedCode, Names


class ExplanationQuery(Schema):
    """`user_id`: about whom, oneself by default. `owner_id`: whose record it is about."""

    function = fields.Text(120, required=True)
    user_id = fields.Id(load_default=None)
    owner_id = fields.Id(load_default=None)


class Person(Schema):
    id = fields.Id()
    name = fields.Text()


class Explanation(Schema):
    function = fields.Nested(NamedCode)
    user = fields.Nested(Person)
    allowed = fields.Boolean(metadata={"description": "The function is granted; with an owner: and reaches the record"})
    scope = fields.Text(allow_none=True)
    reasons = fields.List(fields.Nested(Names), metadata={"description": "In the order in which they count"})
    hidden = fields.List(fields.Nested(NamedCode), metadata={"description": "Kinds of fields that stay hidden"})
    who_can_change = fields.List(fields.Text(), metadata={"description": "People who manage roles, at most 5"})
