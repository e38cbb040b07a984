"""The read side of customers: who may be sold to, and how much on credit."""

from typing import Any
from uuid import UUID

from sqlalchemy import or_, select

from chassis.operations import Context, operation
from sales.customers import schemas
from sales.customers.model import Customer
from sales.orders.credit import standing

SORTS = {"code": Customer.code, "name": Customer.name}


@operation(
    "GET",
    "/customers",
    title=("客户列表", "Customers"),
    scope="sales.customer.read",
    query=schemas.CustomerQuery,
    response=schemas.CustomerPage,
)
def list_customers(ctx: Context, q: str | None, active: bool | None, **query: Any) -> dict[str, Any]:
    statement = select(Customer)
    if q:
        statement = statement.where(
            or_(Customer.code.icontains(q, autoescape=True), Customer.name.icontains(q, autoescape=True))
        )
    if active is not None:
        statement = statement.where(Customer.active == active)
    return ctx.page(statement, SORTS, "code", query)


@operation(
    "GET",
    "/customers/{customer_id}",
    title=("客户信用", "A customer and its credit"),
    scope="sales.customer.read",
    response=schemas.CustomerView,
)
def get_customer(ctx: Context, customer_id: UUID) -> dict[str, Any]:
    """With what is owed, what is ordered and not yet shipped, and what may still be ordered on credit (X5)."""
    customer = ctx.get(Customer, customer_id)
    credit = standing(ctx.session, customer)
    return vars(customer) | {
        "open_receivables": credit.open_receivables,
        "overdue_since": credit.overdue_since,
        "unshipped": credit.unshipped,
        "available_credit": credit.available,
    }
