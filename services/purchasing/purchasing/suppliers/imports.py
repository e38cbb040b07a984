"""Lists of suppliers that people bring along (F86)."""

from typing import Any

from sqlalchemy import select

from chassis.imports import Column, ImportKind
from chassis.operations import Context, Schema, fields
from purchasing.suppliers import operations
from purchasing.suppliers.model import Supplier
from purchasing.suppliers.schemas import CreateSupplier


class SupplierRow(Schema):
    """A cell that is empty or a column that is missing leaves what is known."""

    code = fields.Code(required=True)
    name = fields.Text(required=True)
    contact_name = fields.Text()
    contact_title = fields.Text()
    address = fields.Text(500)
    phone = fields.Text(60)
    payment_days = fields.WholeNumber(0, 3650)


def apply_supplier_row(ctx: Context, row: dict[str, Any]) -> str:
    """Create or change by code."""
    supplier = ctx.session.scalars(select(Supplier).filter_by(code=row["code"])).one_or_none()
    if supplier is None:
        operations.create_supplier(ctx, **CreateSupplier().load(row))
        return "created"
    return "updated" if operations.apply_changes(ctx, supplier, row) else "unchanged"


SUPPLIERS = ImportKind(
    name="suppliers",
    title=("供应商", "Suppliers"),
    scope="purchasing.supplier.import",
    columns=(
        Column("code", ("供应商编码", "编码", "SupplierID", "supplier_code"), required=True),
        Column("name", ("供应商名称", "名称", "供应商", "CompanyName"), required=True),
        Column("contact_name", ("联系人", "ContactName")),
        Column("contact_title", ("职务", "联系人职务", "ContactTitle")),
        Column("address", ("地址", "Address")),
        Column("phone", ("电话", "联系电话", "Phone")),
        Column("payment_days", ("账期", "付款天数", "账期天数")),
    ),
    schema=SupplierRow,
    apply=apply_supplier_row,
)
