"""Whom money may be paid to, for those who pay but do not buy."""

from typing import Any

from sqlalchemy import or_, select

from chassis.operations import Context, operation
from finance.suppliers import schemas
from finance.suppliers.model import Supplier

SORTS = {"code": Supplier.code, "name": Supplier.name}


@operation(
    "GET",
    "/suppliers",
    title=("供应商", "Suppliers"),
    scope="finance.payment.post",
    query=schemas.SupplierQuery,
    response=schemas.SupplierPage,
)
def list_suppliers(ctx: Context, q: str | None, **query: Any) -> dict[str, Any]:
    """By a part of the code or of the name."""
    statement = select(Supplier)
    if q:
        named = or_(Supplier.code.icontains(q, autoescape=True), Supplier.name.icontains(q, autoescape=True))
        statement = statement.where(named)
    return ctx.page(statement, SORTS, "code", query)
