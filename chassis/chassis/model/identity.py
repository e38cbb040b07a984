"""Identities: UUID version 7 (RFC 9562), ordered by time of creation."""

import os
import threading
import time
from uuid import UUID, uuid5

_lock = threading.Lock()
_last = 0
_NAMESPACE = UUID("6f1d3c52-6d0a-7c1e-9d5e-1b0f5a3c7e21")


def uuid7() -> UUID:
    """A new identity; within one process each is greater than the one before (48 bits of ms, 12 of sequence)."""
    global _last
    with _lock:
        _last = max(time.time_ns() // 1_000_000 << 12, _last + 1)
        stamp = _last
    value = (stamp >> 12) << 80 | 0x7 << 76 | (stamp & 0xFFF) << 64
    value |= 0b10 << 62 | int.from_bytes(os.urandom(8), "big") >> 2
    return UUID(int=value)


def derived_id(*parts: object) -> UUID:
    """The same identity for the same parts, always (UUID version 5): for what must be made once only."""
    return uuid5(_NAMESPACE, "\x1f".join(str(part) for part in parts))
