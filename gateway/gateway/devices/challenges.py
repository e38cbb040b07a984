"""Challenges: signed by ourselves, so that asking for one writes nothing; each is answered at most once."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from chassis.access import Signer
from gateway.devices.model import CHALLENGE_HOLDS, ChallengeNotValid, SpentChallenge
from gateway.public_keys import read_bytes, write_bytes

NONCE, INSTANT, DEVICE, SEAL = 16, 8, 16, 32
"""The parts of a challenge, in bytes, in their order."""


@dataclass(frozen=True)
class Challenge:
    """What a device signs: which device, until when, and a number that comes once."""

    device_id: UUID
    nonce: str
    expires_at: datetime


def make_challenge(signer: Signer, device_id: UUID, now: datetime) -> tuple[str, datetime]:
    """A new challenge for a device, and until when it may be answered."""
    expires = int((now + CHALLENGE_HOLDS).timestamp())
    content = secrets.token_bytes(NONCE) + expires.to_bytes(INSTANT) + device_id.bytes
    return write_bytes(content + _seal(signer, content)), datetime.fromtimestamp(expires, UTC)


def read_challenge(signer: Signer, text: str, now: datetime) -> Challenge:
    """The challenge; raises ChallengeNotValid when it is not ours or too old."""
    try:
        raw = read_bytes(text)
    except ValueError:
        raise ChallengeNotValid("challenge_forged") from None
    content, seal = raw[:-SEAL], raw[-SEAL:]
    if len(content) != NONCE + INSTANT + DEVICE or not hmac.compare_digest(seal, _seal(signer, content)):
        raise ChallengeNotValid("challenge_forged")
    expires = datetime.fromtimestamp(int.from_bytes(content[NONCE : NONCE + INSTANT]), UTC)
    if now >= expires:
        raise ChallengeNotValid("challenge_too_old")
    return Challenge(UUID(bytes=content[NONCE + INSTANT :]), write_bytes(content[:NONCE]), expires)


def spend(session: Session, challenge: Challenge, now: datetime) -> None:
    """Once and never again: the database refuses the second one (IntegrityError at the flush)."""
    session.execute(delete(SpentChallenge).where(SpentChallenge.expires_at <= now))
    session.add(SpentChallenge(nonce=challenge.nonce, expires_at=challenge.expires_at))


def _seal(signer: Signer, content: bytes) -> bytes:
    # Derived from the key that signs principals, so that a seal is never a signature, nor the other way round.
    secret = hmac.digest(str(signer.key.as_dict(private=True)["d"]).encode(), b"zhanggui device challenge", "sha256")
    return hmac.new(secret, content, hashlib.sha256).digest()
