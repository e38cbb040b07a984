"""Use cases of API clients: create, change, suspend, resume. Only people do this: no client breeds another."""

from datetime import date
from typing import Any
from uuid import UUID

from chassis.model import Forbidden
from chassis.operations import Context, operation
from gateway.clients import schemas
from gateway.clients.credentials import new_secret
from gateway.clients.detail import ClientShown, detail_of
from gateway.clients.model import ApiClient, ClientUse, ExpiryInPast
from gateway.clients.rights import check_rights
from gateway.org.model import OrgUnit
from gateway.principals import forget_principals
from gateway.users.model import User


@operation(
    "POST",
    "/clients",
    title=("新建接口客户端", "Create an API client"),
    scope="gateway.client.manage",
    request=schemas.CreateClient,
    response=schemas.ClientWithSecret,
    status=201,
    secret=True,
)
def create_client(
    ctx: Context,
    responsible_id: UUID | None,
    unit_id: UUID | None,
    expires_on: date | None,
    with_secret: bool,
    **values: Any,
) -> ClientShown:
    """Never with more rights than the creator has. The secret is shown this once."""
    ctx.require_person()
    _check_expiry(ctx, expires_on)
    client = ApiClient(**values, expires_on=expires_on, created_at=ctx.now(), suspended=False)
    responsible = ctx.get(User, responsible_id or ctx.principal.id, field="responsible_id")
    client.entrust(responsible, ctx.now())
    _place(ctx, client, unit_id or responsible.unit_id)
    check_rights(ctx, client)
    ctx.add(client)
    ctx.session.flush()
    ctx.add(ClientUse(client_id=client.id, last_used_at=None))
    return detail_of(ctx, client, new_secret(ctx, client) if with_secret else None)


@operation(
    "PUT",
    "/clients/{client_id}",
    title=("修改接口客户端", "Change an API client"),
    scope="gateway.client.manage",
    request=schemas.ChangeClient,
    response=schemas.ClientView,
)
def change_client(ctx: Context, client_id: UUID, expected_version: int | None, **changes: Any) -> ClientShown:
    """Change what is named; it holds within 5 seconds. Whoever widens its rights must hold all that it then has."""
    ctx.require_person()
    client = ctx.get(ApiClient, client_id, version=expected_version)
    moves, grants, hidden = bool({"responsible_id", "unit_id"} & changes.keys()), client.grants, client.hidden
    if responsible_id := changes.pop("responsible_id", None):
        client.entrust(ctx.get(User, responsible_id, field="responsible_id"), ctx.now())
    if unit_id := changes.pop("unit_id", None):
        _place(ctx, client, unit_id)
    if "expires_on" in changes:
        _check_expiry(ctx, changes["expires_on"])
    for name, value in changes.items():
        setattr(client, name, value)
    if moves or client.is_wider_than(grants, hidden):
        check_rights(ctx, client)
    forget_principals(ctx)
    return detail_of(ctx, client)


@operation(
    "POST",
    "/clients/{client_id}/suspend",
    title=("停用接口客户端", "Suspend an API client"),
    scope="gateway.client.manage",
    request=schemas.MoveClient,
    response=schemas.ClientView,
)
def suspend_client(ctx: Context, client_id: UUID, expected_version: int | None) -> ClientShown:
    """Its tokens and credentials are worth nothing until it is resumed: everywhere within 5 seconds."""
    ctx.require_person()
    client = ctx.get(ApiClient, client_id, version=expected_version)
    client.suspend()
    forget_principals(ctx)
    return detail_of(ctx, client)


@operation(
    "POST",
    "/clients/{client_id}/resume",
    title=("恢复接口客户端", "Resume an API client"),
    scope="gateway.client.manage",
    request=schemas.MoveClient,
    response=schemas.ClientView,
)
def resume_client(ctx: Context, client_id: UUID, expected_version: int | None) -> ClientShown:
    ctx.require_person()
    client = ctx.get(ApiClient, client_id, version=expected_version)
    client.resume()
    forget_principals(ctx)
    return detail_of(ctx, client)


def _place(ctx: Context, client: ApiClient, unit_id: UUID) -> None:
    unit = ctx.get(OrgUnit, unit_id, field="unit_id")
    if not ctx.reach.includes(client.owner_id, unit.path):
        raise Forbidden(field="unit_id")
    client.put_into(unit)


def _check_expiry(ctx: Context, expires_on: date | None) -> None:
    if expires_on is not None and expires_on < ctx.today():
        raise ExpiryInPast(field="expires_on")
