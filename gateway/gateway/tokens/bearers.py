"""Requests with an access token: who the client is, and whether it may ask now, from there, for that."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select, update

from chassis.access import EVERYTHING
from chassis.clock import local_date
from chassis.model import PersonNeeded, Unauthenticated
from chassis.service import Host
from gateway.catalogue.catalogue import Route
from gateway.clients.model import ApiClient, ClientUse
from gateway.principals import REMEMBERED, SignedIn
from gateway.tokens.limits import requests
from gateway.tokens.model import ClientToken, TokenFamily, WrongNetwork
from gateway.users.model import User

TOUCH_EVERY = timedelta(minutes=10)
"""How stale `last_used_at` may be: a request is not worth a write of its own."""
OF_PEOPLE = ("/sessions", "/me")
"""Where the gateway keeps what only people do: sign in and out, passwords, second factors."""
WHO_AM_I = ("GET", "/sessions/current")


@dataclass(frozen=True, kw_only=True)
class CallingClient(SignedIn):
    """An API client that has shown an access token; how it may call is in its record."""

    client: ApiClient


def look_up_client(host: Host, token_hash: str, now: datetime) -> CallingClient:
    """The client behind an access token; raises Unauthenticated when it is unknown, expired, revoked or suspended."""
    with host.database.read() as session:
        session.info["reach"] = EVERYTHING  # a client and who answers for it, before anybody has rights
        found = session.execute(
            select(ApiClient, ClientToken.expires_at, User.active, ClientUse.last_used_at)
            .join(TokenFamily, TokenFamily.client_id == ApiClient.id)
            .join(ClientToken, ClientToken.family_id == TokenFamily.id)
            .join(User, User.id == ApiClient.owner_id)
            .join(ClientUse, ClientUse.client_id == ApiClient.id)
            .where(ClientToken.token_hash == token_hash, ClientToken.kind == "access", TokenFamily.ended_at.is_(None))
        ).one_or_none()
        if found is None or found.expires_at <= now:
            raise Unauthenticated
        client: ApiClient = found[0]
        if client.state(local_date(now, host.zone), found.active) != "active":
            raise Unauthenticated
    if found.last_used_at is None or now - found.last_used_at >= TOUCH_EVERY:
        _touch(host, client.id, now)
    principal = client.as_principal()
    until = min(now + REMEMBERED, found.expires_at)
    return CallingClient(None, principal, host.signer.sign(principal), until, client=client)


def admit(host: Host, caller: SignedIn | None, route: Route, address: str) -> None:
    """Count a client's request; raises WrongNetwork, TooManyRequests, and PersonNeeded for what only people do."""
    if not isinstance(caller, CallingClient):
        return
    if not caller.client.may_call_from(address):
        raise WrongNetwork
    requests.of(host).count(caller.client.id, caller.client.rate_limit, caller.client.burst)
    of_people = route.service == host.name and route.path.startswith(OF_PEOPLE)
    if of_people and (route.method, route.path) != WHO_AM_I:
        raise PersonNeeded


def _touch(host: Host, client_id: UUID, now: datetime) -> None:
    with host.database.write() as session:
        session.execute(update(ClientUse).where(ClientUse.client_id == client_id).values(last_used_at=now))
