"""Passwords are hashed with argon2id, as many at a time as the machine can bear, and few may wait for their turn."""

import threading
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from chassis.model import RuleError

LONGEST_PASSWORD = 200
AT_ONCE, MOST_WAITING = 2, 8
BUSY_SECONDS = 2
_hasher = PasswordHasher(time_cost=3, memory_cost=19_456, parallelism=1)  # above OWASP's minimum: 19 MiB, 2 passes
_NOBODYS = _hasher.hash("the password of nobody")


class TooBusy(RuleError):
    """More people are signing in than passwords can be checked: nobody is kept waiting for ever."""

    code = "too_busy"
    status = 503
    zh = "登录的人太多，请 {retry_after} 秒后再试"
    en = "Too many people are signing in; try again in {retry_after} seconds"


class Turnstile:
    """Lets `at_once` threads pass and `most_waiting` wait; raises TooBusy for those who come on top."""

    def __init__(self, at_once: int, most_waiting: int):
        self._inside = threading.BoundedSemaphore(at_once)
        self._admitted = threading.BoundedSemaphore(at_once + most_waiting)

    @contextmanager
    def passing(self) -> Iterator[None]:
        if not self._admitted.acquire(blocking=False):
            raise TooBusy(retry_after=BUSY_SECONDS)
        try:
            with self._inside:
                yield
        finally:
            self._admitted.release()


turnstile = Turnstile(AT_ONCE, MOST_WAITING)


def hashed(password: str) -> str:
    """The argon2id hash of a password, with its salt and parameters; raises TooBusy."""
    with turnstile.passing():
        return _hasher.hash(plain_password(password))


def matches(password_hash: str | None, password: str) -> bool:
    """Whether the password is right. Without a hash the work is done all the same: time tells nothing.

    Raises TooBusy.
    """
    password = plain_password(password)
    fits = len(password) <= LONGEST_PASSWORD
    with turnstile.passing():
        try:
            _hasher.verify(password_hash or _NOBODYS, password if fits else "")
        except (VerificationError, InvalidHashError):
            return False
    return password_hash is not None and fits


def renewed(password_hash: str, password: str) -> str:
    """The hash of a password that was found right: a new one where it was made with weaker parameters than today's."""
    return hashed(password) if _hasher.check_needs_rehash(password_hash) else password_hash


def plain_password(password: str) -> str:
    """The one spelling of a password, whichever keyboard or input method wrote it (NFKC, ADR 0015).

    A half of a surrogate pair, which cannot be encoded, becomes a question mark.
    """
    return unicodedata.normalize("NFKC", password).encode("utf-8", "replace").decode()
