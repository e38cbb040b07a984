"""Passwords: hashed with argon2id, as many at a time as the machine can bear."""

import threading

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_hasher = PasswordHasher(time_cost=3, memory_cost=19_456, parallelism=1)  # above OWASP's minimum: 19 MiB, 2 passes
_bounded = threading.BoundedSemaphore(2)
_NOBODYS = _hasher.hash("the password of nobody")


def hashed(password: str) -> str:
    """The argon2id hash of a password, with its salt and parameters."""
    with _bounded:
        return _hasher.hash(password)


def matches(password_hash: str | None, password: str) -> bool:
    """Whether the password is right. Without a hash the work is done all the same: time tells nothing."""
    with _bounded:
        try:
            _hasher.verify(password_hash or _NOBODYS, password)
        except (VerificationError, InvalidHashError):
            return False
    return password_hash is not None
