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
    """Without `hidden` the role hides all that can be hidden: of two roles, what one shows is shown."""

    id = fields.Id()
    code = fields.Code(required=True, validate=validate.Regexp(r"[a-z][a-z0-9_]*\Z", error=CODE_RULE))
    name_zh = fields.Text(60, required=True)
    name_en = fields.Text(60, required=True)
    grants = grants(required=True)
    hidden = fields.List(fields.Code(), load_default=None, allow_none=True, validate=validate.Length(max=20))
    requires_second_factor = fields.Boolean(load_default=False)


class ChangeRole(Expected):
    """What is left out stays as it is."""

    name_zh = fields.Text(60)
    name_en = fields.Text(60)
    grants = grants()
    hidden = fields.List(fields.Code(), validate=validate.Length(max=20))
    requires_second_factor = fields.Boolean()


class CopyRole(Schema):
    id = fields.Id()
    code = fields.Code(required=True, validate=validate.Regexp(r"[a-z][a-z0-9_]*\Z", error=CODE_RULE))
    name_zh = fields.Text(60, required=True)
    name_en = fields.Text(60, required=True)


class RoleView(Schema):
    id = fields.Id()
    code = fields.Code()
    name_zh = fields.Text(60)
    name_en = fields.Text(60)
    grants = fields.Dict(keys=fields.Text(120), values=fields.Text())
    hidden = fields.List(fields.Code())
    standard = fields.Boolean()
    requires_second_factor = fields.Boolean()
    version = fields.WholeNumber()


class RoleQuery(ListQuery):
    """Nothing but paging."""


class Names(Schema):
    zh = fields.Text()
    en = fields.Text()


class NamedCode(Names):
    code = fields.Text()


class Objection(NamedCode):
    refused = fields.Boolean(metadata={"description": "Saving would end with this code"})


class RolePreview(Schema):
    changes = fields.List(fields.Nested(Names))
    people = fields.WholeNumber(metadata={"description": "How many active people have the role"})
    names = fields.List(fields.Text(), metadata={"description": "At most 20 of them"})
    warnings = fields.List(fields.Nested(Objection))


class FunctionView(NamedCode):
    scoped = fields.Boolean(metadata={"description": "Works on owned records: the data scope counts"})
    allows = fields.List(fields.Nested(Names), metadata={"description": "The operations that need it"})


class AreaView(NamedCode):
    functions = fields.List(fields.Nested(FunctionView))


class FunctionCatalogue(Schema):
    areas = fields.List(fields.Nested(AreaView))
    scopes = fields.List(fields.Nested(NamedCode), metadata={"description": "From the narrowest to the widest"})
    marks = fields.List(fields.Nested(NamedCode), metadata={"description": "Kinds of fields that a role can hide"})


RolePage = page_of(RoleView)
