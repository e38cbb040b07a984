"""The read side of API clients."""

from typing import Any
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import selectinload

from chassis.operations import Context, operation
from gateway.clients import schemas
from gateway.clients.detail import ClientShown, detail_of, shown
from gateway.clients.model import ApiClient
from gateway.tokens.model import TokenFamily

SORTS = {"name": ApiClient.name, "created_at": ApiClient.created_at}
FAMILY_SORTS = {"created_at": TokenFamily.created_at}


@operation(
    "GET",
    "/clients",
    title=("接口客户端列表", "API clients"),
    scope="gateway.client.read",
    query=schemas.ClientQuery,
    response=schemas.ClientPage,
)
def list_clients(ctx: Context, q: str | None, responsible_id: UUID | None, **query: Any) -> dict[str, Any]:
    """Those one answers for, and those of the units within reach."""
    statement = select(ApiClient).options(selectinload(ApiClient.secrets))
    if q:
        columns = (ApiClient.name, ApiClient.description)
        statement = statement.where(or_(*[each.icontains(q, autoescape=True) for each in columns]))
    if responsible_id:
        statement = statement.where(ApiClient.owner_id == responsible_id)
    found = ctx.page(statement, SORTS, "name", query)
    return {**found, "items": shown(ctx, found["items"])}


@operation(
    "GET",
    "/clients/{client_id}",
    title=("接口客户端", "API client"),
    scope="gateway.client.read",
    response=schemas.ClientView,
)
def get_client(ctx: Context, client_id: UUID) -> ClientShown:
    return detail_of(ctx, ctx.get(ApiClient, client_id))


@operation(
    "GET",
    "/clients/{client_id}/token-families",
    title=("接口客户端的令牌", "Tokens of an API client"),
    scope="gateway.client.read",
    query=schemas.FamilyQuery,
    response=schemas.FamilyPage,
)
def list_token_families(ctx: Context, client_id: UUID, **query: Any) -> dict[str, Any]:
    """From where and since when it is signed in, the newest first; ended ones stay until they would have expired."""
    client = ctx.get(ApiClient, client_id)
    return ctx.page(select(TokenFamily).filter_by(client_id=client.id), FAMILY_SORTS, "-created_at", query)
