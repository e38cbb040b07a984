"""The read side of suppliers."""

from typing import Any
from uuid import UUID

from sqlalchemy import or_, select

from chassis.operations import Context, operation
from purchasing.suppliers import schemas
from purchasing.suppliers.model import Supplier


@operation(
    "GET",
    "/suppliers",
    title=("供应商列表", "Suppliers"),
    scope="purchasing.supplier.read",
    query=schemas.SupplierQuery,
    response=schemas.SupplierPage,
)
def list_suppliers(ctx: Context, q: str | None, active: bool | None, **query: Any) -> dict[str, Any]:
    """`q` finds a part of code, name, contact or phone."""
    statement = select(Supplier)
    if q:
        columns = (Supplier.code, Supplier.name, Supplier.contact_name, Supplier.phone)
        statement = statement.where(or_(*[column.icontains(q, autoescape=True) for column in columns]))
    if active is not None:
        statement = statement.where(Supplier.active == active)
    return ctx.page(statement, {"code": Supplier.code, "name": Supplier.name}, "code", query)


@operation(
    "GET",
    "/suppliers/{supplier_id}",
    title=("供应商", "Supplier"),
    scope="purchasing.supplier.read",
    response=schemas.SupplierView,
)
def get_supplier(ctx: Context, supplier_id: UUID) -> Supplier:
    return ctx.get(Supplier, supplier_id)
