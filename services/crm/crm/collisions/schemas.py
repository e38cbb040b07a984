"""The collision check, in and out."""

from chassis.operations import Schema, fields
from crm.customers.schemas import CollisionHit


class CollisionQuery(Schema):
    q = fields.Text(120, required=True)


class CollisionHits(Schema):
    items = fields.List(fields.Nested(CollisionHit))
    more = fields.Boolean(metadata={"description": "There are more than the 20 shown"})


class Namesake(Schema):
    id = fields.Id()
    code = fields.Text()
    name = fields.Text()
    owner_id = fields.Id()


class Duplicates(Schema):
    """Groups of customers whose names are equal when normalised."""

    groups = fields.List(fields.List(fields.Nested(Namesake)))
