"""API clients, in and out."""

from typing import Any

from marshmallow import ValidationError, validate, validates_schema

from chassis.operations import Expected, ListQuery, Schema, fields, page_of
from gateway.clients.model import BURST, LONGEST_OVERLAP, PER_MINUTE
from gateway.networks.model import MOST_CIDRS
from gateway.networks.schemas import Cidr
from gateway.roles.schemas import grants

LONGEST_OVERLAP_HOURS = int(LONGEST_OVERLAP.total_seconds()) // 3600
CURVES = {"Ed25519": "OKP", "P-256": "EC"}


def cidrs(**more: Any) -> fields.List:
    """Where it may call from; none: anywhere."""
    return fields.List(Cidr(), validate=validate.Length(max=MOST_CIDRS), **more)


def hidden(**more: Any) -> fields.List:
    return fields.List(fields.Code(), validate=validate.Length(max=20), **more)


def rate_limit(**more: Any) -> fields.WholeNumber:
    """Requests a minute."""
    return fields.WholeNumber(1, 60_000, **more)


def burst(**more: Any) -> fields.WholeNumber:
    """Requests at once, after a pause."""
    return fields.WholeNumber(1, 10_000, **more)


class CreateClient(Schema):
    """Without a responsible person the caller answers for it; without a unit it belongs to that person's."""

    id = fields.Id()
    name = fields.Text(120, required=True)
    description = fields.Text(400, load_default="")
    responsible_id = fields.Id(load_default=None, allow_none=True)
    unit_id = fields.Id(load_default=None, allow_none=True)
    grants = grants(required=True)
    hidden = hidden(load_default=list)
    cidrs = cidrs(load_default=list)
    rate_limit = rate_limit(load_default=PER_MINUTE)
    burst = burst(load_default=BURST)
    expires_on = fields.LocalDate(load_default=None, allow_none=True)
    with_secret = fields.Boolean(load_default=True)


class ChangeClient(Expected):
    """What is left out stays as it is."""

    name = fields.Text(120, filled=True)
    description = fields.Text(400)
    responsible_id = fields.Id()
    unit_id = fields.Id()
    grants = grants()
    hidden = hidden()
    cidrs = cidrs()
    rate_limit = rate_limit()
    burst = burst()
    expires_on = fields.LocalDate(allow_none=True)


class MoveClient(Expected):
    """Nothing but the version the person saw."""


class RotateSecret(Expected):
    """`overlap_hours`: how long the secrets of before still hold; 0 ends them at once."""

    overlap_hours = fields.WholeNumber(0, LONGEST_OVERLAP_HOURS, load_default=24)


class PublicKey(Schema):
    """A JWK (RFC 7517) on Ed25519 or P-256. A private key is refused: nobody but the client may have it."""

    kty = fields.Choice("OKP", "EC", required=True)
    crv = fields.Choice("Ed25519", "P-256", required=True)
    x = fields.Text(100, required=True)
    y = fields.Text(100)
    kid = fields.Text(100, filled=True)
    alg = fields.Text(20)
    use = fields.Choice("sig")
    key_ops = fields.List(fields.Text(20), validate=validate.Length(max=10))
    ext = fields.Boolean()

    @validates_schema
    def require_coordinates(self, key: dict[str, Any], **_: Any) -> None:
        if CURVES[key["crv"]] != key["kty"]:
            raise ValidationError("Must be one of: OKP with Ed25519, EC with P-256.", "kty")
        if (key["crv"] == "P-256") != ("y" in key):
            raise ValidationError("Missing data for required field." if "y" not in key else "Unknown field.", "y")


class AddKey(Schema):
    id = fields.Id()
    name = fields.Text(120, required=True)
    public_key = fields.Nested(PublicKey, required=True)


class SecretView(Schema):
    id = fields.Id()
    created_at = fields.Instant()
    expires_at = fields.Instant(allow_none=True)


class KeyView(Schema):
    id = fields.Id()
    name = fields.Text(120)
    kid = fields.Text(100)
    public_key = fields.Dict(keys=fields.Text(), values=fields.Text())
    created_at = fields.Instant()


class ClientRow(Schema):
    """`state`: active, suspended, expired, or unattended since the responsible person left."""

    id = fields.Id()
    name = fields.Text(120)
    description = fields.Text(400)
    responsible_id = fields.Id()
    unit_id = fields.Id()
    org_path = fields.Text()
    grants = fields.Dict(keys=fields.Text(120), values=fields.Text())
    hidden = fields.List(fields.Code())
    cidrs = fields.List(fields.Text(60))
    rate_limit = fields.WholeNumber()
    burst = fields.WholeNumber()
    expires_on = fields.LocalDate(allow_none=True)
    state = fields.Text()
    created_at = fields.Instant()
    last_used_at = fields.Instant(allow_none=True)
    version = fields.WholeNumber()


class ClientView(ClientRow):
    """`secret_is_older`: somebody who answered for it before may know a secret that still holds.
    `audience` is what its signed assertions are addressed to."""

    secrets = fields.List(fields.Nested(SecretView))
    keys = fields.List(fields.Nested(KeyView))
    secret_is_older = fields.Boolean()
    audience = fields.Text()


class ClientWithSecret(ClientView):
    """The secret is shown this once."""

    secret = fields.Text(allow_none=True)


class ClientQuery(ListQuery):
    """`q` is a part of the name or description."""

    q = fields.Text(60, load_default=None)
    responsible_id = fields.Id(load_default=None)


class FamilyView(Schema):
    """Tokens that came from one authentication. `ending`: revoked, reused, crowded_out; null while it is good."""

    id = fields.Id()
    credential_id = fields.Id()
    address = fields.Text()
    created_at = fields.Instant()
    refreshed_at = fields.Instant()
    expires_at = fields.Instant()
    ended_at = fields.Instant(allow_none=True)
    ending = fields.Text(allow_none=True)


class FamilyQuery(ListQuery):
    """Nothing but paging."""


ClientPage = page_of(ClientRow)
FamilyPage = page_of(FamilyView)
