"""Tokens, in and out: the words of RFC 6749, as JSON or as a form."""

from typing import Any

from marshmallow import ValidationError, validates_schema

from chassis.operations import Schema, fields

ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
_MISSING = "Missing data for required field."


class RequestToken(Schema):
    """A client shows its secret or a signed assertion (RFC 7523), each time: also to refresh."""

    grant_type = fields.Choice("client_credentials", "refresh_token", required=True)
    client_id = fields.Id(required=True)
    client_secret = fields.Text(200, filled=True, load_only=True)
    client_assertion_type = fields.Choice(ASSERTION_TYPE)
    client_assertion = fields.Text(4000, filled=True, load_only=True)
    refresh_token = fields.Text(200, filled=True, load_only=True)

    @validates_schema
    def require_what_belongs_together(self, asked: dict[str, Any], **_: Any) -> None:
        if ("client_secret" in asked) == ("client_assertion" in asked):
            raise ValidationError(_MISSING if "client_secret" not in asked else "Unknown field.", "client_secret")
        if "client_assertion" in asked and "client_assertion_type" not in asked:
            raise ValidationError(_MISSING, "client_assertion_type")
        if asked["grant_type"] == "refresh_token" and "refresh_token" not in asked:
            raise ValidationError(_MISSING, "refresh_token")


class Tokens(Schema):
    """`expires_in` and `refresh_expires_in` in seconds."""

    access_token = fields.Text()
    token_type = fields.Text()
    expires_in = fields.WholeNumber()
    refresh_token = fields.Text()
    refresh_expires_in = fields.WholeNumber()
