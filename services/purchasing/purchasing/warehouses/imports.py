"""Lists of warehouses that people bring along (F44, F86)."""

from typing import Any

from sqlalchemy import select

from chassis.imports import Column, ImportKind
from chassis.operations import Context, Schema, fields
from purchasing.warehouses import operations
from purchasing.warehouses.model import DefaultNeedsAnother, Warehouse

YES = {"1", "true", "True", "TRUE", "yes", "Yes", "是", "默认"}
NO = {"0", "false", "False", "FALSE", "no", "No", "否"}


class WarehouseRow(Schema):
    """A cell that is empty or a column that is missing leaves what is known."""

    code = fields.Code(required=True)
    name = fields.Text(required=True)
    is_default = fields.Boolean(data_key="default", truthy=YES, falsy=NO)


def apply_warehouse_row(ctx: Context, row: dict[str, Any]) -> str:
    """Create or change by code. The default is taken over by naming another; raises DefaultNeedsAnother."""
    values = dict(row)
    warehouse = ctx.session.scalars(select(Warehouse).filter_by(code=values.pop("code"))).one_or_none()
    if warehouse is None:
        created = operations.create_warehouse(ctx, row["code"], name=row["name"])
        if row.get("is_default"):
            operations.apply_changes(ctx, created, {"is_default": True})
        return "created"
    if warehouse.is_default and row.get("is_default") is False:
        raise DefaultNeedsAnother(field="default")
    return "updated" if operations.apply_changes(ctx, warehouse, values) else "unchanged"


WAREHOUSES = ImportKind(
    name="warehouses",
    title=("仓库", "Warehouses"),
    scope="purchasing.warehouse.import",
    columns=(
        Column("code", ("仓库编码", "编码", "warehouse_code", "WarehouseID"), required=True),
        Column("name", ("仓库名称", "名称", "仓库", "WarehouseName"), required=True),
        Column("default", ("默认", "默认仓库", "is_default")),
    ),
    schema=WarehouseRow,
    apply=apply_warehouse_row,
)
