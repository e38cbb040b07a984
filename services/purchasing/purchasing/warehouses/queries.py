"""The read side of warehouses."""

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis.operations import Context, operation
from purchasing.warehouses import schemas
from purchasing.warehouses.model import Warehouse


@operation(
    "GET",
    "/warehouses",
    title=("仓库列表", "Warehouses"),
    scope="purchasing.warehouse.read",
    query=schemas.WarehouseQuery,
    response=schemas.WarehousePage,
)
def list_warehouses(ctx: Context, **query: Any) -> dict[str, Any]:
    return ctx.page(select(Warehouse), {"code": Warehouse.code, "name": Warehouse.name}, "code", query)


def default_warehouse(session: Session) -> Warehouse:
    """Where goods are when nobody says otherwise."""
    return session.scalars(select(Warehouse).where(Warehouse.is_default)).one()


def usable_warehouse(ctx: Context, warehouse_id: UUID | None) -> Warehouse:
    """The warehouse a document names, or the default one; raises NotFound or WarehouseInactive."""
    if warehouse_id is None:
        return default_warehouse(ctx.session)
    warehouse = ctx.get(Warehouse, warehouse_id, field="warehouse_id")
    warehouse.check_active()
    return warehouse
