"""Public keys that others bring along as JSON Web Keys: devices on P-256, API clients there or on Ed25519."""

import base64
import binascii
from collections.abc import Mapping
from typing import Any

from joserfc.errors import JoseError
from joserfc.jwk import ECKey, OKPKey

COORDINATE = 32
"""Bytes of a coordinate, and of each half of a signature, on both curves."""
_KINDS: dict[tuple[Any, Any], tuple[type[ECKey | OKPKey], tuple[str, ...]]] = {
    ("EC", "P-256"): (ECKey, ("x", "y")),
    ("OKP", "Ed25519"): (OKPKey, ("x",)),
}


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


def bare(public_key: Mapping[str, Any]) -> dict[str, str]:
    """The key alone, without what was said beside it."""
    return {name: str(public_key[name]) for name in ("kty", "crv", "x", "y") if name in public_key}


def read_key(public_key: Mapping[str, Any]) -> ECKey | OKPKey:
    """The key to verify with; raises ValueError unless it is a point of a curve that we know.

    A coordinate has one spelling, so that a key has one thumbprint (RFC 7638) and cannot be registered twice.
    """
    kind = (public_key.get("kty"), public_key.get("crv"))
    if kind not in _KINDS:
        raise ValueError("no curve that we know")
    reader, coordinates = _KINDS[kind]
    if any(len(read_bytes(str(public_key.get(name, "")))) != COORDINATE for name in coordinates):
        raise ValueError("a coordinate has 32 bytes")
    try:
        key = reader.import_key({**bare(public_key)})
        key.public_key  # noqa: B018 - only now the point is looked at
    except (JoseError, TypeError) as error:
        raise ValueError("no point of its curve") from error
    return key
