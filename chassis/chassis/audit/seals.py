"""Seals: what somebody who can edit the database cannot make (docs/adr/0012).

The key is derived from the service's private key, which lies in a file. A seal on each entry lets verification name the
first one that was rewritten, although all hashes that follow were computed again; the seal on the head, which no entry
holds, is what a shortened trail would need.
"""

import hmac
from dataclasses import dataclass

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from chassis.access import Signer

_PURPOSE = b"zhanggui audit seals, version 1"


@dataclass(frozen=True)
class Seals:
    """Makes the seals of one service."""

    key: bytes

    @classmethod
    def of(cls, signer: Signer) -> "Seals":
        private = signer.key.private_key
        assert private is not None
        derived = HKDF(SHA256(), 32, salt=None, info=_PURPOSE + signer.service.encode())
        return cls(derived.derive(private.private_bytes_raw()))

    def of_entry(self, entry_hash: str) -> str:
        """The seal of an entry; its hash covers its position, its content and all entries before it."""
        return hmac.digest(self.key, b"entry " + entry_hash.encode(), "sha256").hex()

    def of_head(self, position: int, last_hash: str) -> str:
        """The seal of the end of the trail."""
        return hmac.digest(self.key, f"head {position} {last_hash}".encode(), "sha256").hex()
