"""Secrets and keys of API clients: rotate, add, remove; and revoking all tokens. A secret is shown once."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, select

from chassis.model import NotFound
from chassis.operations import Context, operation
from gateway.clients import schemas
from gateway.clients.detail import ClientShown, detail_of
from gateway.clients.model import MOST_KEYS, ApiClient, ClientKey, ClientSecret, NotAKey, TooManyKeys
from gateway.clients.rights import check_rights
from gateway.principals import forget_principals
from gateway.public_keys import bare, read_key
from gateway.tokens.minting import SECRET, digest, minted
from gateway.tokens.model import TokenFamily


@operation(
    "POST",
    "/clients/{client_id}/secrets",
    title=("轮换接口客户端密钥", "Rotate the secret of an API client"),
    scope="gateway.client.manage",
    request=schemas.RotateSecret,
    response=schemas.ClientWithSecret,
    status=201,
    secret=True,
)
def rotate_secret(ctx: Context, client_id: UUID, expected_version: int | None, overlap_hours: int) -> ClientShown:
    """A new secret, shown this once. Those of before hold for the overlap; without one their tokens end, too."""
    ctx.require_person()
    client = ctx.get(ApiClient, client_id, version=expected_version)
    check_rights(ctx, client)
    former = [each for each in client.secrets if each.holds(ctx.now())]
    for each in former:
        each.end(ctx.now() + timedelta(hours=overlap_hours))
    if not overlap_hours:
        end_families(ctx, client, "revoked", TokenFamily.credential_id.in_([each.id for each in former]))
    secret = new_secret(ctx, client)
    return detail_of(ctx, client, secret)


@operation(
    "POST",
    "/clients/{client_id}/keys",
    title=("登记接口客户端公钥", "Add a public key of an API client"),
    scope="gateway.client.manage",
    request=schemas.AddKey,
    response=schemas.ClientView,
    status=201,
)
def add_key(
    ctx: Context, client_id: UUID, name: str, public_key: dict[str, Any], id: UUID | None = None
) -> ClientShown:
    """Whoever holds its private half gets tokens by signing; at most five keys, so that they can be changed in turn."""
    ctx.require_person()
    client = ctx.get(ApiClient, client_id)
    check_rights(ctx, client)
    if len(client.keys) >= MOST_KEYS:
        raise TooManyKeys(most=MOST_KEYS)
    try:
        thumbprint = read_key(public_key).thumbprint()
    except ValueError:
        raise NotAKey(field="public_key") from None
    more = {"id": id} if id else {}
    ctx.add(
        ClientKey(
            **more,
            client_id=client.id,
            name=name,
            kid=public_key.get("kid", thumbprint),
            thumbprint=thumbprint,
            public_key=bare(public_key),
            created_at=ctx.now(),
        )
    )
    return detail_of(ctx, client)


@operation(
    "DELETE",
    "/clients/{client_id}/keys/{key_id}",
    title=("移除接口客户端公钥", "Remove a public key of an API client"),
    scope="gateway.client.manage",
)
def remove_key(ctx: Context, client_id: UUID, key_id: UUID) -> None:
    """What it signs is worth nothing from now on; tokens that began with it end."""
    ctx.require_person()
    client = ctx.get(ApiClient, client_id)
    key = next((each for each in client.keys if each.id == key_id), None)
    if key is None:
        raise NotFound(field="key_id")
    client.keys.remove(key)
    end_families(ctx, client, "revoked", TokenFamily.credential_id == key.id)


@operation(
    "POST",
    "/clients/{client_id}/revoke",
    title=("作废接口客户端全部令牌", "Revoke all tokens of an API client"),
    scope="gateway.client.manage",
    response=schemas.ClientView,
)
def revoke_tokens(ctx: Context, client_id: UUID) -> ClientShown:
    """Everywhere within 5 seconds. The client stays, and gets new ones with its secret or key."""
    ctx.require_person()
    client = ctx.get(ApiClient, client_id)
    end_families(ctx, client, "revoked")
    return detail_of(ctx, client)


def new_secret(ctx: Context, client: ApiClient) -> str:
    """Give the client one more secret, of which only the hash is kept."""
    secret = minted(SECRET)
    ctx.add(ClientSecret(client_id=client.id, secret_hash=digest(secret), created_at=ctx.now(), expires_at=None))
    return secret


def end_families(ctx: Context, client: ApiClient, why: str, *which: ColumnElement[bool]) -> None:
    """End those families of its tokens, or all."""
    good = (TokenFamily.client_id == client.id, TokenFamily.ended_at.is_(None))
    now: datetime = ctx.now()
    for family in ctx.session.scalars(select(TokenFamily).where(*good, *which)):
        family.end(now, why)
    forget_principals(ctx)
