"""Proofs: a device signs a challenge. Checked before the transaction of what is asked for, and kept when refused."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from chassis.access import EVERYTHING
from chassis.model import Unauthenticated
from chassis.service import Host
from gateway.devices.admission import Terms, allowed_cidrs
from gateway.devices.challenges import Challenge, read_challenge, spend
from gateway.devices.keys import signed_by
from gateway.devices.model import (
    APPROVED,
    REFUSED,
    REVOKED,
    WAITING,
    ChallengeNotValid,
    Device,
    DeviceNotAccepted,
    DeviceRequired,
    DeviceWaiting,
    TurnedAway,
)
from gateway.devices.refusals import keep_refusal
from gateway.networks.model import ANY
from gateway.networks.queries import policy_in_force
from gateway.public_keys import read_key
from gateway.sessions.client import current_client
from gateway.sessions.model import SignIn
from gateway.users.model import User

UNUSABLE = frozenset({"device_waiting", REFUSED, REVOKED})
"""Where any device will do, one that is not approved is as good as none."""


@dataclass(frozen=True)
class Proof:
    """What a device brings along."""

    device_id: UUID
    challenge: str
    signature: str


def admit(host: Host, user_id: UUID, device: dict[str, Any] | None) -> UUID | None:
    """The device of a person whose password was found right; None where no device is needed.

    Raises DeviceRequired, DeviceWaiting, DeviceNotAccepted, ChallengeNotValid or NetworkNotAllowed, and keeps each in
    the list of refused attempts.
    """
    user, terms = _terms_at_sign_in(host, user_id)
    with refusals_kept(host, user):
        found = _proven(host, user, Proof(**device), terms) if device else None
        label, fingerprint = (found.label, found.fingerprint) if found else (None, None)
        asked = Terms(device=label, fingerprint=fingerprint, device_needed=terms.device_needed, cidrs=terms.cidrs)
        if refusal := asked.refusal(current_client().address):
            raise refusal
    return found.id if found else None


def check_renewal(host: Host, device_id: UUID | None, challenge: str, signature: str) -> dict[str, Any]:
    """Outside the transaction: the session's own device, or the first one of a session that has none yet."""
    user, own = _session_now(host)
    with refusals_kept(host, user):
        wanted = device_id or own
        if wanted is None:
            raise DeviceRequired
        if own is not None and wanted != own:
            raise DeviceNotAccepted("another_device")
        found = prove(host, user.id, Proof(wanted, challenge, signature))
    return {"device_id": found.id}


def prove(host: Host, user_id: UUID, proof: Proof) -> Device:
    """The device, whose key has signed a challenge that nobody has answered before; raises TurnedAway."""
    now = host.clock.now()
    with host.database.read() as session:
        device = session.get(Device, proof.device_id)
        if device is None:
            raise DeviceNotAccepted("unknown_device")
        session.expunge(device)
    try:
        _check_device(device, user_id)
        challenge = read_challenge(host.signer, proof.challenge, now)
        _check_answer(device, challenge, proof)
        _spend(host, device, challenge, now)
    except TurnedAway as refusal:
        refusal.fingerprint = device.fingerprint
        raise
    return device


@contextmanager
def refusals_kept(host: Host, user: User) -> Iterator[None]:
    """Whoever is turned away within the block is in the list of refused attempts."""
    try:
        yield
    except TurnedAway as refusal:
        keep_refusal(host, refusal, (user.id, user.name), current_client().address)
        raise


def _proven(host: Host, user: User, proof: Proof, terms: Terms) -> Device | None:
    try:
        return prove(host, user.id, proof)
    except TurnedAway as refusal:
        if terms.device_needed or refusal.reason not in UNUSABLE:
            raise
        return None


def _check_device(device: Device, user_id: UUID) -> None:
    if device.user_id != user_id:
        raise DeviceNotAccepted("foreign_device")
    if device.state == WAITING:
        raise DeviceWaiting
    if device.state != APPROVED:
        raise DeviceNotAccepted(device.state)


def _check_answer(device: Device, challenge: Challenge, proof: Proof) -> None:
    if challenge.device_id != device.id:
        raise ChallengeNotValid("challenge_of_another")
    if not signed_by(read_key(device.jwk), proof.challenge, proof.signature):
        raise DeviceNotAccepted("wrong_signature")


def _spend(host: Host, device: Device, challenge: Challenge, now: datetime) -> None:
    seen = {"last_seen_at": now, "last_seen_address": current_client().address[:60]}
    try:
        with host.database.write() as session:
            spend(session, challenge, now)
            session.execute(update(Device.__table__).where(Device.id == device.id).values(seen))  # type: ignore[arg-type]
    except IntegrityError:
        raise ChallengeNotValid("challenge_used") from None


def _terms_at_sign_in(host: Host, user_id: UUID) -> tuple[User, Terms]:
    with host.database.read() as session:
        user = _found(session, user_id)
        policy = policy_in_force(session, user.org_path)
        return user, Terms(device_needed=policy.policy != ANY, cidrs=allowed_cidrs(session, policy))


def _session_now(host: Host) -> tuple[User, UUID | None]:
    with host.database.read() as session:
        session_id = current_client().session_id
        sign_in = session.get(SignIn, session_id) if session_id else None
        if sign_in is None:
            raise Unauthenticated
        return _found(session, sign_in.user_id), sign_in.device_id


def _found(session: Session, user_id: UUID) -> User:
    session.info["reach"] = EVERYTHING  # nobody is signed in yet, or only the own record is looked at
    user = session.get(User, user_id)
    if user is None:
        raise Unauthenticated
    session.expunge(user)
    return user
