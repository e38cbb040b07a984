"""Getting tokens: with a secret or a signed assertion, and each refresh token once."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select

from chassis.audit import note
from chassis.operations import Context, operation
from chassis.operations.context import actor_of
from gateway.clients.model import ApiClient
from gateway.principals import forget_principals
from gateway.sessions.client import current_client
from gateway.tokens import schemas
from gateway.tokens.authenticating import authenticated
from gateway.tokens.minting import ACCESS, REFRESH, digest, minted
from gateway.tokens.model import (
    ACCESS_LIFETIME,
    FAMILY_LIFETIME,
    MOST_FAMILIES,
    REFRESH_LIFETIME,
    ClientToken,
    RefreshTokenInvalid,
    RefreshTokenReused,
    TokenFamily,
)


@operation(
    "POST",
    "/tokens",
    title=("获取接口令牌", "Get tokens for an API client"),
    public=True,
    request=schemas.RequestToken,
    response=schemas.Tokens,
    secret=True,
    form=True,
)
def issue_tokens(
    ctx: Context,
    grant_type: str,
    client_id: UUID,
    client_secret: str | None = None,
    client_assertion: str | None = None,
    refresh_token: str | None = None,
    **_: Any,
) -> dict[str, Any] | None:
    """An access token for 10 minutes, and a refresh token for its one use within 30 days; after 90 a new family.

    A refresh token used a second time ends its whole family. Whose answer was lost begins a new one (ADR 0014).
    """
    found = authenticated(ctx, client_id, client_secret, client_assertion)
    if found is None:
        return None
    client, credential_id = found
    ctx.actor = actor_of(client.as_principal())
    _forget_expired(ctx, client)
    if grant_type == "client_credentials":
        return _tokens(ctx, _begin(ctx, client, credential_id))
    family = _refreshed(ctx, client, refresh_token or "")
    return _tokens(ctx, family) if family is not None else None


def _begin(ctx: Context, client: ApiClient, credential_id: UUID) -> TokenFamily:
    """A new family; one too many ends the oldest."""
    good = select(TokenFamily).filter_by(client_id=client.id, ended_at=None).order_by(TokenFamily.created_at.desc())
    for oldest in ctx.session.scalars(good.offset(MOST_FAMILIES - 1)):
        oldest.end(ctx.now(), "crowded_out")
    address = current_client().address[:60]
    family = TokenFamily(
        client_id=client.id,
        credential_id=credential_id,
        address=address,
        created_at=ctx.now(),
        refreshed_at=ctx.now(),
        expires_at=ctx.now() + REFRESH_LIFETIME,
    )
    note(ctx, "sign_in", "ApiClient", client.id, family=family.id, address=address)
    return ctx.add(family)


def _refreshed(ctx: Context, client: ApiClient, refresh_token: str) -> TokenFamily | None:
    """The family that goes on; None, and an end of the family that is kept, for a token that was used before."""
    token = ctx.session.get(ClientToken, digest(refresh_token))
    if token is None or token.kind != "refresh":
        raise RefreshTokenInvalid
    family = ctx.session.get_one(TokenFamily, token.family_id)
    if family.client_id != client.id:
        raise RefreshTokenInvalid
    if token.used_at is not None:
        _end_reused(ctx, family)
        return None
    if family.ended_at is not None or token.expires_at <= ctx.now():
        raise RefreshTokenInvalid
    token.used_at = family.refreshed_at = ctx.now()
    family.expires_at = min(ctx.now() + REFRESH_LIFETIME, family.created_at + FAMILY_LIFETIME)
    return family


def _end_reused(ctx: Context, family: TokenFamily) -> None:
    """Somebody has a copy: whose is the first nobody can tell, so it ends for both (RFC 9700, 4.14.2)."""
    family.end(ctx.now(), "reused")
    address = current_client().address[:60]
    note(ctx, "refused", "ApiClient", family.client_id, family=family.id, reason="reused", address=address)
    forget_principals(ctx)
    ctx.refuse(RefreshTokenReused())


def _tokens(ctx: Context, family: TokenFamily) -> dict[str, Any]:
    ctx.session.flush()
    return {
        "access_token": _token(ctx, family, "access", ACCESS, ctx.now() + ACCESS_LIFETIME),
        "token_type": "Bearer",
        "expires_in": int(ACCESS_LIFETIME.total_seconds()),
        "refresh_token": _token(ctx, family, "refresh", REFRESH, family.expires_at),
        "refresh_expires_in": int((family.expires_at - ctx.now()).total_seconds()),
    }


def _token(ctx: Context, family: TokenFamily, kind: str, prefix: str, expires_at: datetime) -> str:
    token = minted(prefix)
    ctx.add(ClientToken(token_hash=digest(token), family_id=family.id, kind=kind, expires_at=expires_at))
    return token


def _forget_expired(ctx: Context, client: ApiClient) -> None:
    """What nobody can use any more: used refresh tokens stay as long as they could be shown a second time."""
    own = select(TokenFamily.id).filter_by(client_id=client.id)
    ctx.session.execute(delete(ClientToken).where(ClientToken.family_id.in_(own), ClientToken.expires_at <= ctx.now()))
    emptied = (TokenFamily.client_id == client.id, TokenFamily.expires_at <= ctx.now())
    ctx.session.execute(delete(TokenFamily).where(*emptied))
