"""The key of a device: ECDSA on P-256, made by WebCrypto and not exportable, so that nobody can copy it (F99)."""

import base64
import binascii
import hashlib
import json

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

COORDINATE = 32
"""Bytes of a coordinate, and of each half of a signature."""
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's: no letter is taken for a digit."""


def read_bytes(text: str) -> bytes:
    """base64url without padding, in its one spelling; raises ValueError for anything else."""
    try:
        content = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except binascii.Error:
        raise ValueError("not base64url") from None
    if write_bytes(content) != text:
        raise ValueError("not the one spelling")
    return content


def write_bytes(content: bytes) -> str:
    """base64url without padding, as JSON Web Keys are written."""
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def public_key(x: str, y: str) -> ec.EllipticCurvePublicKey:
    """The key of two coordinates in base64url; raises ValueError unless they are a point on the curve."""
    parts = [read_bytes(each) for each in (x, y)]
    if any(len(part) != COORDINATE for part in parts):
        raise ValueError("a coordinate has 32 bytes")
    across, up = (int.from_bytes(part) for part in parts)
    return ec.EllipticCurvePublicNumbers(across, up, ec.SECP256R1()).public_key()


def thumbprint(x: str, y: str) -> str:
    """RFC 7638: what identifies the key, in base64url."""
    members = json.dumps({"crv": "P-256", "kty": "EC", "x": x, "y": y}, separators=(",", ":"))
    return write_bytes(hashlib.sha256(members.encode()).digest())


def fingerprint(thumb: str) -> str:
    """The first 60 bits of a thumbprint for people to compare, such as 7KQ2-M9PX-T4DA."""
    return grouped(read_bytes(thumb), 12)


def grouped(content: bytes, letters: int) -> str:
    """The first `letters` times five bits, in groups of four."""
    number = int.from_bytes(content) >> (len(content) * 8 - letters * 5)
    text = "".join(_ALPHABET[number >> 5 * place & 31] for place in reversed(range(letters)))
    return "-".join(text[start : start + 4] for start in range(0, letters, 4))


def plain_letters(text: str) -> str:
    """What was read from paper, in the one spelling: capitals, without dashes and spaces, O as 0, I and L as 1."""
    letters = "".join(each for each in text.upper() if each.isalnum())
    return letters.translate(str.maketrans("OIL", "011"))


def signed_by(key: ec.EllipticCurvePublicKey, message: str, signature: str) -> bool:
    """Whether the key has signed the message; the signature is r and s, 32 bytes each, as WebCrypto writes them."""
    try:
        raw = read_bytes(signature)
        if len(raw) != 2 * COORDINATE:
            return False
        halves = (int.from_bytes(raw[:COORDINATE]), int.from_bytes(raw[COORDINATE:]))
        key.verify(encode_dss_signature(*halves), message.encode(), ec.ECDSA(SHA256()))
    except (ValueError, InvalidSignature):
        return False
    return True
