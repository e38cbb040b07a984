"""The second factor, in and out."""

from chassis.operations import Schema, fields
from gateway.sessions.schemas import Opened, Proof


class BeginSetup(Schema):
    """The password is asked for where the sign-in is longer ago than a quarter of an hour."""

    password = fields.Raw(load_default=None, allow_none=True, load_only=True)


class Begun(Schema):
    """What the authenticator on the telephone is told: by hand, or the URI as a QR code. Shown this once."""

    secret = fields.Text()
    uri = fields.Text()


class Confirm(Proof):
    """A first code shows that the telephone has understood."""


class RecoveryCodes(Schema):
    """Shown this once, to be printed and kept; each is good for one sign-in without the telephone."""

    recovery_codes = fields.List(fields.Text())


class Confirmed(Opened):
    """The session goes on under a new token."""

    recovery_codes = fields.List(fields.Text())


class SecondFactorView(Schema):
    """Whether there is one, since when, and how many recovery codes are left."""

    active = fields.Boolean()
    since = fields.Instant(allow_none=True)
    recovery_codes_left = fields.WholeNumber()
    required = fields.Boolean()
