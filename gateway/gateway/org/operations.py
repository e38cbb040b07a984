"""Use cases of the org tree: create a unit, change it, move it with everybody in it."""

from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select

from chassis.access import seeing_everything
from chassis.model import Forbidden, NotFound, uuid7
from chassis.operations import Context, operation
from gateway.clients.model import ApiClient
from gateway.networks.model import DevicePolicy
from gateway.org import schemas
from gateway.org.model import KINDS, ROOT_CODE, ROOT_ID, OneCompany, OrgUnit, RootStays, UnitNotEmpty
from gateway.org.telling import tell_unit
from gateway.principals import forget_principals
from gateway.roles.power import check_not_oneself
from gateway.users.model import User
from gateway.users.telling import tell_changed


@operation(
    "POST",
    "/units",
    title=("新建组织机构", "Create an org unit"),
    scope="gateway.unit.manage",
    request=schemas.CreateUnit,
    response=schemas.UnitView,
    status=201,
)
def create_unit(
    ctx: Context, code: str | None, parent_id: UUID | None, leader_id: UUID | None, **values: Any
) -> OrgUnit:
    """Without a parent the unit stands directly below the company."""
    parent = ctx.get(OrgUnit, parent_id or ROOT_ID, field="parent_id")
    _require_reach(ctx, parent.path)
    if values["kind"] == KINDS[0]:
        raise OneCompany(field="kind")
    if leader_id:
        _check_leader(ctx, leader_id)
    return add_unit(ctx, parent, code=code or f"u{uuid7().hex[-12:]}", leader_id=leader_id, **values)


@operation(
    "PUT",
    "/units/{unit_id}",
    title=("修改组织机构", "Change an org unit"),
    scope="gateway.unit.manage",
    request=schemas.ChangeUnit,
    response=schemas.UnitView,
)
def change_unit(
    ctx: Context, unit_id: UUID, expected_version: int | None, parent_id: UUID | None = None, **changes: Any
) -> OrgUnit:
    """Rename, move, or name another leader. A move takes everybody below along."""
    unit = ctx.get(OrgUnit, unit_id, version=expected_version)
    _require_reach(ctx, unit.path)
    if leader_id := changes.get("leader_id"):
        if leader_id != unit.leader_id:
            _check_leader(ctx, leader_id)
        forget_principals(ctx)
    if kind := changes.pop("kind", None):
        unit.become(kind)
    for name, value in changes.items():
        setattr(unit, name, value)
    if parent_id and parent_id != unit.parent_id:
        parent = ctx.get(OrgUnit, parent_id, field="parent_id")
        _require_reach(ctx, parent.path)
        for person in move_unit(ctx, unit, parent):
            tell_changed(ctx, person)
    else:
        tell_unit(ctx, unit)
    return unit


@operation("DELETE", "/units/{unit_id}", title=("删除组织机构", "Delete an org unit"), scope="gateway.unit.manage")
def delete_unit(ctx: Context, unit_id: UUID) -> None:
    """Raises UnitNotEmpty while anybody belongs there, also somebody who has left; RootStays for the company.

    Other services keep its name: documents of former times show it.
    """
    unit = ctx.get(OrgUnit, unit_id)
    _require_reach(ctx, unit.path)
    if unit.parent_id is None:
        raise RootStays
    with seeing_everything(ctx.session):  # who is out of reach is in the unit all the same
        people = ctx.session.scalar(select(func.count(User.id)).where(User.unit_id == unit.id))
        clients = ctx.session.scalar(select(func.count(ApiClient.id)).where(ApiClient.unit_id == unit.id))
    units = ctx.session.scalar(select(func.count(OrgUnit.id)).where(OrgUnit.parent_id == unit.id))
    if people or clients or units:
        raise UnitNotEmpty(people=(people or 0) + (clients or 0), units=units)
    ctx.session.execute(delete(DevicePolicy).where(DevicePolicy.unit_id == unit.id))
    ctx.session.delete(unit)
    forget_principals(ctx)


def prepare_root(ctx: Context) -> None:
    """The company itself, at every first start."""
    if ctx.session.get(OrgUnit, ROOT_ID) is None:
        root = OrgUnit(id=ROOT_ID, code=ROOT_CODE, name="公司 / Company", kind="company", leader_id=None)
        root.put_below(None)
        tell_unit(ctx, ctx.add(root))


def add_unit(ctx: Context, parent: OrgUnit, **values: Any) -> OrgUnit:
    """A new unit below its parent, and the event that tells of it."""
    unit = OrgUnit(**values)
    unit.put_below(parent)
    ctx.add(unit)
    tell_unit(ctx, unit)
    return unit


def move_unit(ctx: Context, unit: OrgUnit, parent: OrgUnit) -> list[User]:
    """Put a unit below another parent; answers the people who thereby have another place, for the caller to tell."""
    before = unit.path
    unit.put_below(parent)
    below = select(OrgUnit).where(OrgUnit.path.startswith(before, autoescape=True), OrgUnit.id != unit.id)
    people = list(ctx.session.scalars(select(User).where(User.org_path.startswith(before, autoescape=True))))
    tell_unit(ctx, unit)
    for each in ctx.session.scalars(below):
        each.follow(before, unit.path)
        tell_unit(ctx, each)
    clients = ctx.session.scalars(select(ApiClient).where(ApiClient.org_path.startswith(before, autoescape=True)))
    for placed in (*people, *clients):
        placed.org_path = unit.path + placed.org_path.removeprefix(before)
    return people


def _check_leader(ctx: Context, leader_id: UUID) -> None:
    """Raises NotFound for a stranger or a leaver, OwnRoles for oneself: whoever leads sees all below."""
    leader = ctx.get(User, leader_id, field="leader_id")
    if not leader.active:
        raise NotFound(field="leader_id")
    check_not_oneself(ctx, leader, "leader_id")


def _require_reach(ctx: Context, path: str) -> None:
    """Whoever manages a branch manages only what is below it."""
    if not ctx.reach.everything and not any(path.startswith(reached) for reached in ctx.reach.paths):
        raise Forbidden
