"""Use cases of warehouses (F44): create, change, and the default one of a new installation."""

from typing import Any
from uuid import UUID

from chassis.operations import Context, operation
from purchasing import events
from purchasing.codes import refuse_taken_code
from purchasing.warehouses import schemas
from purchasing.warehouses.model import MAIN_WAREHOUSE, Warehouse
from purchasing.warehouses.queries import default_warehouse


@operation(
    "POST",
    "/warehouses",
    title=("新增仓库", "Create a warehouse"),
    scope="purchasing.warehouse.edit",
    request=schemas.CreateWarehouse,
    response=schemas.WarehouseView,
    status=201,
)
def create_warehouse(ctx: Context, code: str, **values: Any) -> Warehouse:
    refuse_taken_code(ctx.session, Warehouse.code, code)
    return _added(ctx, Warehouse(code=code, active=True, is_default=False, **values))


@operation(
    "PUT",
    "/warehouses/{warehouse_id}",
    title=("修改仓库", "Change a warehouse"),
    scope="purchasing.warehouse.edit",
    request=schemas.ChangeWarehouse,
    response=schemas.WarehouseView,
)
def change_warehouse(ctx: Context, warehouse_id: UUID, expected_version: int | None, **changes: Any) -> Warehouse:
    """Making a warehouse the default ends the default of another."""
    warehouse = ctx.get(Warehouse, warehouse_id, version=expected_version)
    apply_changes(ctx, warehouse, changes)
    return warehouse


def apply_changes(ctx: Context, warehouse: Warehouse, changes: dict[str, Any]) -> bool:
    """Set what differs and tell of it; False when nothing does."""
    changed = {name: value for name, value in changes.items() if getattr(warehouse, name) != value}
    if changed.get("is_default"):
        former = default_warehouse(ctx.session)
        former.is_default = False
        ctx.session.flush()  # before the new one: the database allows one default at a time
        _tell(ctx, former)
    for name, value in changed.items():
        setattr(warehouse, name, value)
    warehouse.check_default()
    if changed:
        _tell(ctx, warehouse)
    return bool(changed)


def make_main_warehouse(ctx: Context) -> None:
    """What a new installation is born with (F88); afterwards it changes nothing."""
    if ctx.session.get(Warehouse, MAIN_WAREHOUSE) is None:
        _added(ctx, Warehouse(id=MAIN_WAREHOUSE, code="MAIN", name="主仓 / Main", active=True, is_default=True))


def _added(ctx: Context, warehouse: Warehouse) -> Warehouse:
    ctx.add(warehouse)
    _tell(ctx, warehouse)
    return warehouse


def _tell(ctx: Context, warehouse: Warehouse) -> None:
    ctx.record(
        events.WarehouseChanged,
        warehouse.id,
        warehouse_id=warehouse.id,
        code=warehouse.code,
        name=warehouse.name,
        active=warehouse.active,
        is_default=warehouse.is_default,
    )
