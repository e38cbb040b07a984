"""An API client as it is shown: with its state, and what its programs need to know."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from chassis.access import seeing_everything
from chassis.operations import Context
from gateway.clients.model import ApiClient, ClientUse
from gateway.tokens.minting import audience_of
from gateway.users.model import User


@dataclass
class ClientShown:
    """All fields of a client, and what is worked out for showing it."""

    client: ApiClient
    state: str
    secret_is_older: bool
    audience: str
    last_used_at: datetime | None
    secret: str | None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self.client, name)


def shown(ctx: Context, clients: Sequence[ApiClient]) -> list[ClientShown]:
    """A page of clients."""
    attended, used = _attending(ctx, {each.owner_id for each in clients}), _used(ctx, [each.id for each in clients])
    return [
        ClientShown(
            client=each,
            state=each.state(ctx.today(), each.owner_id in attended),
            secret_is_older=each.secret_is_older(ctx.now()),
            audience=audience_of(ctx.host),
            last_used_at=used[each.id],
        )
        for each in clients
    ]


def detail_of(ctx: Context, client: ApiClient, secret: str | None = None) -> ClientShown:
    """One client; with its new secret when there is one."""
    ctx.session.flush()
    ctx.session.refresh(client, ["secrets", "keys"])
    [found] = shown(ctx, [client])
    found.secret = secret
    return found


def _used(ctx: Context, identities: Sequence[UUID]) -> dict[UUID, datetime | None]:
    found = ctx.session.scalars(select(ClientUse).where(ClientUse.client_id.in_(identities)))
    return {each.client_id: each.last_used_at for each in found}


def _attending(ctx: Context, people: set[UUID]) -> set[UUID]:
    with seeing_everything(ctx.session):  # whether somebody is still here, also beyond the reader's reach
        return set(ctx.session.scalars(select(User.id).where(User.id.in_(people), User.active)))
