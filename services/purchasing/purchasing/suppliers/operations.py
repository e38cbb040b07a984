"""Use cases of suppliers (F43): create, change."""

from typing import Any
from uuid import UUID

from chassis.operations import Context, operation
from purchasing import events
from purchasing.codes import refuse_taken_code
from purchasing.suppliers import schemas
from purchasing.suppliers.model import Supplier


@operation(
    "POST",
    "/suppliers",
    title=("新增供应商", "Create a supplier"),
    scope="purchasing.supplier.edit",
    request=schemas.CreateSupplier,
    response=schemas.SupplierView,
    status=201,
)
def create_supplier(ctx: Context, code: str, **values: Any) -> Supplier:
    refuse_taken_code(ctx.session, Supplier.code, code)
    supplier = ctx.add(Supplier(code=code, active=True, **values))
    tell_supplier(ctx, supplier)
    return supplier


@operation(
    "PUT",
    "/suppliers/{supplier_id}",
    title=("修改供应商", "Change a supplier"),
    scope="purchasing.supplier.edit",
    request=schemas.ChangeSupplier,
    response=schemas.SupplierView,
)
def change_supplier(ctx: Context, supplier_id: UUID, expected_version: int | None, **changes: Any) -> Supplier:
    supplier = ctx.get(Supplier, supplier_id, version=expected_version)
    apply_changes(ctx, supplier, changes)
    return supplier


def apply_changes(ctx: Context, supplier: Supplier, changes: dict[str, Any]) -> bool:
    """Set what differs and tell of it; False when nothing does."""
    changed = {name: value for name, value in changes.items() if getattr(supplier, name) != value}
    for name, value in changed.items():
        setattr(supplier, name, value)
    if changed:
        tell_supplier(ctx, supplier)
    return bool(changed)


def tell_supplier(ctx: Context, supplier: Supplier) -> None:
    ctx.record(
        events.SupplierChanged,
        supplier.id,
        supplier_id=supplier.id,
        code=supplier.code,
        name=supplier.name,
        payment_days=supplier.payment_days,
        active=supplier.active,
    )
