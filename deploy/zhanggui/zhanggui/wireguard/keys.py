"""Keys as `wg genkey`, `wg pubkey` and `wg genpsk` make them: 32 bytes in base64."""

import base64
import secrets
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

LENGTH = 32


@dataclass(frozen=True)
class KeyPair:
    private: str
    public: str


def make_key_pair() -> KeyPair:
    """A new X25519 key, clamped as WireGuard writes it down."""
    content = bytearray(secrets.token_bytes(LENGTH))
    content[0] &= 248
    content[31] = content[31] & 127 | 64
    private = _text(bytes(content))
    return KeyPair(private, public_key_of(private))


def make_preshared_key() -> str:
    """A second secret between two peers, in case X25519 falls to quantum computers one day."""
    return _text(secrets.token_bytes(LENGTH))


def public_key_of(private: str) -> str:
    """The public key of a private one."""
    return _text(X25519PrivateKey.from_private_bytes(base64.b64decode(private)).public_key().public_bytes_raw())


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode()
