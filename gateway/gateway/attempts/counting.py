"""Counting attempts in the database, so that all gateway processes count together."""

import hashlib
import ipaddress
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from chassis.service import Host
from gateway.attempts.model import AttemptCount, FamiliarNetwork, Ladder

FAMILIAR = timedelta(days=90)
KEPT = timedelta(days=7)
DAY = timedelta(days=1)
FACTOR = Ladder(free=3, longest=timedelta(hours=1), window=KEPT)
"""Six digits want more patience of a thief than a password does."""


def begin_attempt(host: Host, ladders: Mapping[str, Ladder]) -> None:
    """Count an attempt for each subject in a transaction of its own, before the secret is looked at.

    Raises TooManyAttempts, and then none is counted.
    """
    with host.database.write() as session:
        count_attempt(session, ladders, host.clock.now())


def count_attempt(session: Session, ladders: Mapping[str, Ladder], now: datetime) -> None:
    """As `begin_attempt`, within a transaction that is kept also when the attempt fails."""
    for subject, ladder in sorted(ladders.items()):
        _locked(session, subject, now).begin(ladder, now)


def forgive(session: Session, subject: str) -> None:
    """Who got in has not been guessing."""
    session.execute(delete(AttemptCount).where(AttemptCount.subject == subject))


def give_back(session: Session, subject: str) -> None:
    """An attempt did not fail after all; those before it stay counted."""
    count = session.get(AttemptCount, subject, with_for_update=True)
    if count is not None and count.failures > 0:
        count.failures -= 1


def subject_of(*parts: object) -> str:
    """Whose failures are counted together."""
    return hashlib.sha256("\0".join(map(str, parts)).encode("utf-8", "replace")).hexdigest()


def user_ladder(host: Host) -> Ladder:
    return Ladder(_free(host), timedelta(seconds=float(host.settings.get("sign_in_longest_wait_seconds", 300))), DAY)


def familiar_ladder(host: Host) -> Ladder:
    return Ladder(_free(host), timedelta(seconds=30), DAY)


def place_ladder(host: Host, setting: str, free: int, minutes: int = 5) -> Ladder:
    """For what one place may do: `free` times, or what the setting says, in so many minutes."""
    window = timedelta(minutes=minutes)
    return Ladder(int(host.settings.get(setting, free)), window, window)


def network_of(address: str) -> str:
    """What counts as one place: an IPv4 address, or the /64 that an IPv6 connection can choose its addresses from."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address[:60]
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    return str(ipaddress.ip_network((found, 64), strict=False)) if found.version == 6 else str(found)


def is_familiar(session: Session, user_id: UUID | None, address: str, now: datetime) -> bool:
    """Whether the person has signed in from there lately."""
    statement = select(FamiliarNetwork.user_id).where(
        FamiliarNetwork.user_id == user_id,
        FamiliarNetwork.network == network_of(address),
        FamiliarNetwork.last_at > now - FAMILIAR,
    )
    return session.scalar(statement) is not None


def remember_network(session: Session, user_id: UUID, address: str, now: datetime) -> None:
    """From now on the person is known there."""
    session.merge(FamiliarNetwork(user_id=user_id, network=network_of(address), last_at=now))


def forget_attempts(host: Host) -> None:
    """Remove what counts no more."""
    now = host.clock.now()
    with host.database.write() as session:
        session.execute(delete(AttemptCount).where(AttemptCount.since <= now - KEPT))
        session.execute(delete(FamiliarNetwork).where(FamiliarNetwork.last_at <= now - FAMILIAR))


def _locked(session: Session, subject: str, now: datetime) -> AttemptCount:
    insert: Any = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    values = {"subject": subject, "failures": 0, "since": now, "last_at": now}
    session.execute(insert(AttemptCount).values(values).on_conflict_do_nothing())
    return session.get_one(AttemptCount, subject, with_for_update=True)


def _free(host: Host) -> int:
    return int(host.settings.get("sign_in_free_failures", 3))
