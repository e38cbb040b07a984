"""The read side of the org tree."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from chassis.operations import Context, operation
from gateway.org import schemas
from gateway.org.model import OrgUnit

SORTS = {"path": OrgUnit.path, "code": OrgUnit.code, "name": OrgUnit.name}


@operation(
    "GET",
    "/units",
    title=("组织机构", "Org units"),
    scope="gateway.unit.read",
    query=schemas.UnitQuery,
    response=schemas.UnitPage,
)
def list_units(ctx: Context, below: str | None, **query: Any) -> dict[str, Any]:
    """The tree is no secret: whoever may read it sees all of it; by path, parents come before their children."""
    statement = select(OrgUnit)
    if below:
        statement = statement.where(OrgUnit.path.startswith(below, autoescape=True))
    return ctx.page(statement, SORTS, "path", query)


@operation(
    "GET", "/units/{unit_id}", title=("组织机构详情", "Org unit"), scope="gateway.unit.read", response=schemas.UnitView
)
def get_unit(ctx: Context, unit_id: UUID) -> OrgUnit:
    return ctx.get(OrgUnit, unit_id)
