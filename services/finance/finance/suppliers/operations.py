"""Keeping the projection of suppliers, and locking one of them while what we owe it changes."""

from uuid import UUID

from sqlalchemy import select

from chassis.model import NotFound
from chassis.operations import Context
from finance.suppliers.model import Supplier


def lock_supplier(ctx: Context, supplier_id: UUID) -> Supplier:
    """The supplier, nobody else's to change until this unit of work ends; raises NotFound."""
    statement = select(Supplier).where(Supplier.id == supplier_id).with_for_update()
    supplier = ctx.session.scalar(statement.execution_options(populate_existing=True))
    if supplier is None:
        raise NotFound(field="supplier_id")
    return supplier


def keep_supplier(ctx: Context, supplier_id: UUID, name: str, code: str = "") -> Supplier:
    """Add or rename the supplier, and lock it. Only the consumer of events adds suppliers."""
    supplier = ctx.session.get(Supplier, supplier_id, with_for_update=True)
    if supplier is None:
        return ctx.add(Supplier(id=supplier_id, name=name, code=code))
    supplier.name, supplier.code = name, code or supplier.code
    return supplier
