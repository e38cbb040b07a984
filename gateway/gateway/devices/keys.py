"""The key of a device: ECDSA on P-256, made by WebCrypto and not exportable, so that nobody can copy it (F99)."""

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from joserfc.jwk import ECKey, OKPKey

from gateway.public_keys import COORDINATE, read_bytes

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's: no letter is taken for a digit."""


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


def signed_by(key: ECKey | OKPKey, message: str, signature: str) -> bool:
    """Whether the key has signed the message; the signature is r and s, 32 bytes each, as WebCrypto writes them."""
    try:
        public, raw = key.public_key, read_bytes(signature)
        if not isinstance(public, ec.EllipticCurvePublicKey) or len(raw) != 2 * COORDINATE:
            return False
        halves = (int.from_bytes(raw[:COORDINATE]), int.from_bytes(raw[COORDINATE:]))
        public.verify(encode_dss_signature(*halves), message.encode(), ec.ECDSA(SHA256()))
    except (ValueError, InvalidSignature):
        return False
    return True
