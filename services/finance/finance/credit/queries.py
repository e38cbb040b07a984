"""The read side of credit."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from chassis.operations import Context, operation
from finance.credit import schemas
from finance.customers.model import Customer
from finance.open_items.queries import total

SORTS = {"code": Customer.code, "name": Customer.name, "open_receivables": Customer.open_receivables}


@operation(
    "GET",
    "/credit",
    title=("客户信用", "Credit of customers"),
    scope="finance.credit.read",
    query=schemas.CreditQuery,
    response=schemas.CreditPage,
)
def list_credit(ctx: Context, over_limit: bool, overdue: bool, **query: Any) -> dict[str, Any]:
    """What customers owe against their limits; on request those above it, or with something overdue (F54, X5)."""
    statement = select(Customer)
    if over_limit:
        statement = statement.where(Customer.open_receivables > Customer.credit_limit)
    if overdue:
        statement = statement.where(Customer.oldest_due < ctx.today())
    return ctx.page(statement, SORTS, "-open_receivables", query, open_receivables=total(Customer.open_receivables))


@operation(
    "GET",
    "/credit/{customer_id}",
    title=("客户信用详情", "Credit of a customer"),
    scope="finance.credit.read",
    response=schemas.CreditView,
)
def get_credit(ctx: Context, customer_id: UUID) -> Customer:
    return ctx.get(Customer, customer_id)
