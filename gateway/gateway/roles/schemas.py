"""Roles, in and out."""

from typing import Any

from marshmallow import validate

from chassis.access import SCOPES
from chassis.operations import Expected, ListQuery, Schema, fields, page_of
from gateway.roles.model import FUNCTION

CODE_RULE = "code|编码只能用小写字母、数字和 _|A code is made of small letters, digits and _"
FUNCTION_RULE = "function|不是有效的功能名|Not the name of a function or of a family of functions"


def grants(**more: Any) -> fields.Dict:
    """{function: data scope}."""
    return fields.Dict(
        keys=fields.Text(120, validate=validate.Regexp(rf"(?:{FUNCTION.pattern})\Z", error=FUNCTION_RULE)),
        values=fields.Choice(*SCOPES),
        validate=validate.Length(max=500),
        **more,
    )


class CreateRole(Schema):
    id = fields.Id()
    code = fields.Code(required=True, validate=validate.Regexp(r"[a-z][a-z0-9_]*\Z", error=CODE_RULE))
    name_zh = fields.Text(60, required=True)
    name_en = fields.Text(60, required=True)
    grants = grants(required=True)
    hidden = fields.List(fields.Code(), load_default=list, validate=validate.Length(max=20))


class ChangeRole(Expected):
    """What is left out stays as it is."""

    name_zh = fields.Text(60)
    name_en = fields.Text(60)
    grants = grants()
    hidden = fields.List(fields.Code(), validate=validate.Length(max=20))


class RoleView(Schema):
    id = fields.Id()
    code = fields.Code()
    name_zh = fields.Text(60)
    name_en = fields.Text(60)
    grants = fields.Dict(keys=fields.Text(120), values=fields.Text())
    hidden = fields.List(fields.Code())
    standard = fields.Boolean()
    version = fields.WholeNumber()


class RoleQuery(ListQuery):
    """Nothing but paging."""


RolePage = page_of(RoleView)
