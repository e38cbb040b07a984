"""Secrets are kept sealed (AES-256-GCM) with a key that follows from the gateway's private key (ADR 0016)."""

import base64
import os
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from chassis.access import Signer

_PURPOSE = b"zhanggui second factor 1"
_NONCE = 12


def seal(signer: Signer, user_id: UUID, secret: str) -> bytes:
    """The secret as it is kept; it opens for the same person only."""
    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(_key(signer)).encrypt(nonce, secret.encode(), user_id.bytes)


def unseal(signer: Signer, user_id: UUID, sealed: bytes) -> str | None:
    """The secret; None when it was sealed with another key (a restored installation has new ones) or for another."""
    try:
        return AESGCM(_key(signer)).decrypt(sealed[:_NONCE], sealed[_NONCE:], user_id.bytes).decode()
    except InvalidTag:
        return None


def _key(signer: Signer) -> bytes:
    private = signer.key.as_dict(private=True)["d"]
    material = base64.urlsafe_b64decode(str(private) + "==")
    return HKDF(SHA256(), 32, salt=None, info=_PURPOSE).derive(material)
