"""Org units, in and out."""

from typing import Any

from marshmallow import validate

from chassis.operations import Expected, ListQuery, Schema, fields, page_of
from gateway.org.model import CODE, KINDS

CODE_RULE = "code|编码只能用小写字母、数字、- 和 _|A code is made of small letters, digits, - and _"


def unit_code(**more: Any) -> fields.Code:
    """The code of a unit: it becomes a part of the path, so it is plain."""
    return fields.Code(validate=validate.Regexp(rf"{CODE.pattern}\Z", error=CODE_RULE), **more)


class CreateUnit(Schema):
    """Without a code the unit gets one of its own."""

    id = fields.Id()
    code = unit_code(load_default=None, allow_none=True)
    name = fields.Text(120, required=True)
    kind = fields.Choice(*KINDS, load_default="team")
    parent_id = fields.Id(load_default=None, allow_none=True)
    leader_id = fields.Id(load_default=None, allow_none=True)


class ChangeUnit(Expected):
    """What is left out stays as it is."""

    name = fields.Text(120)
    kind = fields.Choice(*KINDS)
    parent_id = fields.Id()
    leader_id = fields.Id(allow_none=True)


class UnitView(Schema):
    id = fields.Id()
    code = fields.Code()
    name = fields.Text(120)
    kind = fields.Text()
    parent_id = fields.Id(allow_none=True)
    path = fields.Text()
    leader_id = fields.Id(allow_none=True)
    version = fields.WholeNumber()


class UnitQuery(ListQuery):
    """`below` is a path: the unit there and all units below it."""

    below = fields.Text(200, load_default=None)


UnitPage = page_of(UnitView)
