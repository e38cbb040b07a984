"""Passwords, in and out."""

from typing import Any

from marshmallow import validate

from chassis.operations import Schema, fields
from gateway.passwords.hashing import LONGEST_PASSWORD
from gateway.passwords.model import SHORTEST_PASSWORD
from gateway.sessions.schemas import Opened

_LENGTHS = (SHORTEST_PASSWORD, LONGEST_PASSWORD)
PASSWORD_RULE = "password|密码长度应在 {} 到 {} 之间|Between {} and {} characters".format(*_LENGTHS, *_LENGTHS)


class Password(fields.Text):
    """A password as it is typed: neither stripped nor changed."""

    def __init__(self, **more: Any):
        rule = validate.Length(SHORTEST_PASSWORD, LONGEST_PASSWORD, error=PASSWORD_RULE)
        super().__init__(LONGEST_PASSWORD, validate=rule, load_only=True, **more)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        super()._deserialize(value, attr, data, **kwargs)
        return str(value)


class SetPassword(Schema):
    """Without a password one is made up. Only the operator may say that it need not be changed."""

    password = Password(load_default=None, allow_none=True)
    must_change = fields.Boolean(load_default=True)


class PasswordSet(Schema):
    """`password` is there when it was made up, this once; `expires_at` is the end of one that must be changed."""

    password = fields.Text()
    must_change = fields.Boolean()
    expires_at = fields.Instant(allow_none=True)


class ChangeOwnPassword(Schema):
    old_password = fields.Raw(required=True, load_only=True)
    password = Password(required=True)


class PasswordChanged(Opened):
    """The session goes on under a new token; all others have ended."""
