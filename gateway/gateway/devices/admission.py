"""What the policy of a person's unit asks of a session: a device, a place, a proof that is fresh (F99).

The terms are looked up with the person's rights, so they are at most five seconds old; address and time are held
against them at every request.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from chassis.access import seeing_everything
from chassis.model import Unauthenticated
from chassis.operations import Context
from gateway.devices.model import (
    APPROVED,
    PROOF_MINUTES,
    Device,
    DeviceProofRequired,
    DeviceRequired,
    NetworkNotAllowed,
    TurnedAway,
)
from gateway.networks.addresses import address_in_networks
from gateway.networks.model import ANY, REGISTERED_NETWORKS, LocksYouOut
from gateway.networks.queries import InForce, cidrs_of, policy_in_force
from gateway.sessions.client import current_client
from gateway.sessions.model import SignIn
from gateway.users.model import User


@dataclass(frozen=True)
class Terms:
    """`cidrs` None: from anywhere; `proof_until` None: no proof is asked for. Without anything: no terms at all."""

    person: tuple[UUID, str] | None = None
    device: str | None = None
    fingerprint: str | None = None
    device_needed: bool = False
    cidrs: tuple[str, ...] | None = None
    proof_until: datetime | None = None

    def refusal(self, address: str) -> TurnedAway | None:
        """Why nothing may be done with the session from this address, if so."""
        if self.device_needed and self.device is None:
            return DeviceRequired()
        if self.cidrs is not None and not address_in_networks(address, self.cidrs):
            return NetworkNotAllowed(fingerprint=self.fingerprint)
        return None

    def check_proof(self, now: datetime) -> None:
        """Raises DeviceProofRequired: whoever has stolen the cookie has not stolen the key."""
        if self.proof_until is not None and now >= self.proof_until:
            raise DeviceProofRequired


NO_TERMS = Terms()
"""For the operator, who is never locked out, and for API clients, who have limits of their own."""


def proof_holds(settings: Mapping[str, Any]) -> timedelta:
    """How long a proof of the device is good for."""
    return timedelta(minutes=float(settings.get("device_proof_minutes", PROOF_MINUTES)))


def terms_of(session: Session, user: User, sign_in: SignIn, holds: timedelta) -> Terms:
    """The terms of a session as they are now; raises Unauthenticated when its device is no longer approved."""
    device = session.get(Device, sign_in.device_id) if sign_in.device_id else None
    if sign_in.device_id and (device is None or device.state != APPROVED or device.user_id != user.id):
        raise Unauthenticated
    policy = policy_in_force(session, user.org_path)
    proven_at = sign_in.proven_at or sign_in.created_at
    return Terms(
        person=(user.id, user.name),
        device=device.label if device else None,
        fingerprint=device.fingerprint if device else None,
        device_needed=policy.policy != ANY,
        cidrs=allowed_cidrs(session, policy),
        proof_until=proven_at + holds if device is not None and policy.policy != ANY else None,
    )


def allowed_cidrs(session: Session, policy: InForce) -> tuple[str, ...] | None:
    """From where, by a policy; None for anywhere."""
    return cidrs_of(session, policy.networks) if policy.policy == REGISTERED_NETWORKS else None


def require_still_admitted(ctx: Context, confirm: bool) -> None:
    """Raises LocksYouOut when what was just changed refuses whoever changes it; the operator is never refused."""
    client = current_client()
    if confirm or client.session_id is None:
        return
    ctx.session.flush()
    with seeing_everything(ctx.session):  # the own session, and the policy of the own unit
        sign_in = ctx.session.get(SignIn, client.session_id)
        user = ctx.session.get(User, sign_in.user_id) if sign_in is not None else None
        if sign_in is None or user is None:
            return
        try:
            refusal = terms_of(ctx.session, user, sign_in, proof_holds(ctx.host.settings)).refusal(client.address)
        except Unauthenticated:
            raise LocksYouOut(reason="device_revoked") from None
    if refusal is not None:
        raise LocksYouOut(reason=refusal.code)
