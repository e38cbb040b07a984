"""Devices, in and out."""

from marshmallow import validate

from chassis.operations import Expected, ListQuery, Schema, fields, page_of
from gateway.devices.model import STATES

MOST_KEY_OPS = 10


class PublicKey(Schema):
    """A JSON Web Key as WebCrypto exports it; a private one is refused, because it names a field that is not here."""

    kty = fields.Choice("EC", required=True)
    crv = fields.Choice("P-256", required=True)
    x = fields.Text(43, required=True)
    y = fields.Text(43, required=True)
    ext = fields.Boolean(load_only=True)
    key_ops = fields.List(fields.Text(20), load_only=True, validate=validate.Length(max=MOST_KEY_OPS))


class MakeCode(Schema):
    user_id = fields.Id(required=True)


class CodeView(Schema):
    """The code is shown this once."""

    code = fields.Text(20)
    expires_at = fields.Instant()


class Enrol(Schema):
    """`code` may be written with or without dashes, in small letters or capitals."""

    code = fields.Text(40, required=True)
    name = fields.Text(60, required=True)
    platform = fields.Text(120, load_default="")
    public_key = fields.Nested(PublicKey, required=True)


class Enrolled(Schema):
    """`fingerprint` is for the person to tell the administrator, who sees it in the list."""

    device_id = fields.Id()
    state = fields.Choice(*STATES)
    fingerprint = fields.Text(20)


class ChallengeView(Schema):
    challenge = fields.Text(200)
    expires_at = fields.Instant()
    state = fields.Choice(*STATES)


class DeviceProof(Schema):
    """`signature` over the challenge's UTF-8 bytes: ECDSA with SHA-256, r and s of 32 bytes each, in base64url."""

    device_id = fields.Id(required=True)
    challenge = fields.Text(200, required=True)
    signature = fields.Text(200, required=True)


class RenewProof(DeviceProof):
    """Without a device: that of the session."""

    device_id = fields.Id(load_default=None, allow_none=True)


class ProofView(Schema):
    device_id = fields.Id()
    proof_until = fields.Instant()


class Decide(Expected):
    pass


class Revoke(Expected):
    """`confirm`: even if it is the device that whoever asks is using."""

    confirm = fields.Boolean(load_default=False)


class DeviceView(Schema):
    id = fields.Id()
    user_id = fields.Id()
    name = fields.Text(60)
    platform = fields.Text(120)
    fingerprint = fields.Text(20)
    state = fields.Choice(*STATES)
    enrolled_at = fields.Instant()
    enrolled_address = fields.Text(60)
    code_by = fields.Id()
    decided_at = fields.Instant(allow_none=True)
    decided_by = fields.Id(allow_none=True)
    last_seen_at = fields.Instant(allow_none=True)
    last_seen_address = fields.Text(60, allow_none=True)
    version = fields.WholeNumber()


class DeviceQuery(ListQuery):
    user_id = fields.Id(load_default=None)
    state = fields.Choice(*STATES, load_default=None)
    fingerprint = fields.Text(40, load_default=None)


DevicePage = page_of(DeviceView)


class RefusalView(Schema):
    """How often somebody was refused within one minute, and for what."""

    id = fields.Id()
    minute = fields.Instant()
    last_at = fields.Instant()
    user_id = fields.Id(allow_none=True)
    user_name = fields.Text(120)
    address = fields.Text(60)
    reason = fields.Text(30)
    fingerprint = fields.Text(20, allow_none=True)
    count = fields.WholeNumber()


class RefusalQuery(ListQuery):
    user_id = fields.Id(load_default=None)
    reason = fields.Text(30, load_default=None)


RefusalPage = page_of(RefusalView)
