"""Users, in and out."""

from typing import Any

from marshmallow import validate

from chassis.operations import Expected, ListQuery, Schema, fields, page_of
from gateway.passwords.schemas import Password
from gateway.users.model import plain_username

NAME_RULE = "username|用户名只能用文字、数字和 . _ - @|A user name is made of letters, digits and . _ - @"


class Username(fields.Text):
    """A user name in its one spelling."""

    def __init__(self, **more: Any):
        super().__init__(60, validate=validate.Regexp(r"[\w.@-]+\Z", error=NAME_RULE), **more)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        return plain_username(super()._deserialize(value, attr, data, **kwargs))


class CreateUser(Schema):
    """Without a unit the person belongs to the company; without a password nobody can sign in as the person.

    Only the operator may say that a password need not be changed at the first sign-in.
    """

    id = fields.Id()
    username = Username(required=True)
    code = fields.Code(required=True)
    name = fields.Text(120, required=True)
    title = fields.Text(120, load_default="")
    phone = fields.Text(40, load_default="")
    email = fields.Text(200, load_default="")
    unit_id = fields.Id(load_default=None, allow_none=True)
    superior_id = fields.Id(load_default=None, allow_none=True)
    password = Password(load_default=None, allow_none=True)
    must_change = fields.Boolean(load_default=True)
    roles = fields.List(fields.Code(), load_default=list, validate=validate.Length(max=20))
    serves = fields.List(fields.Code(), load_default=list, validate=validate.Length(max=100))


class ChangeUser(Expected):
    """What is left out stays as it is."""

    username = Username()
    name = fields.Text(120)
    title = fields.Text(120)
    phone = fields.Text(40)
    email = fields.Text(200)
    unit_id = fields.Id()
    superior_id = fields.Id(allow_none=True)
    roles = fields.List(fields.Code(), validate=validate.Length(max=20))
    serves = fields.List(fields.Code(), validate=validate.Length(max=100))


class DeactivateUser(Expected):
    """`without_successor` says that what the person leads and whom the assistants serve may be left as it is."""

    successor_id = fields.Id(load_default=None, allow_none=True)
    without_successor = fields.Boolean(load_default=False)


class ReactivateUser(Expected):
    """Nothing but the version the person saw."""


class UserView(Schema):
    id = fields.Id()
    username = fields.Text(60)
    code = fields.Code()
    name = fields.Text(120)
    title = fields.Text(120)
    phone = fields.Text(40)
    email = fields.Text(200)
    unit_id = fields.Id()
    org_path = fields.Text()
    superior_id = fields.Id(allow_none=True)
    superior_code = fields.Code(allow_none=True)
    roles = fields.List(fields.Code())
    serves = fields.List(fields.Code())
    active = fields.Boolean()
    password_changed_at = fields.Instant(allow_none=True)
    version = fields.WholeNumber()


class UserQuery(ListQuery):
    """`below` is an org path, `q` a part of the name, user name or code."""

    below = fields.Text(200, load_default=None)
    active = fields.Boolean(load_default=None, allow_none=True)
    username = Username(load_default=None)
    q = fields.Text(60, load_default=None)


UserPage = page_of(UserView)
