"""The read side of the archive."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select, or_, select

from chassis.operations import Context, operation
from crm.collisions.search import having_phone, having_tokens
from crm.customers import schemas
from crm.customers.completeness import counted_fields, incomplete
from crm.customers.detail import CustomerDetail, detail_of, shown_in_list
from crm.customers.model import Customer
from crm.functions import PHONES

SORTS = {
    "name": Customer.name,
    "code": Customer.code,
    "area": Customer.area,
    "registered_at": Customer.registered_at,
    "updated_at": Customer.updated_at,
}
DIGITS_FROM = 4


@operation(
    "GET",
    "/customers",
    title=("客户列表", "Customers"),
    scope="crm.customer.read",
    query=schemas.CustomerQuery,
    response=schemas.CustomerPage,
)
def list_customers(ctx: Context, limit: int, after: str | None, sort: str | None, total: bool, **filters: Any) -> Any:
    """Own customers, the team's for those who lead."""
    statement = _filtered(ctx, **filters)
    query = {"limit": limit, "after": after, "sort": sort, "total": total}
    page = ctx.page(statement, SORTS, "-updated_at", query)
    return page | {"items": shown_in_list(ctx, page["items"])}


@operation(
    "GET",
    "/customers/{customer_id}",
    title=("客户资料", "A customer"),
    scope="crm.customer.read",
    response=schemas.CustomerDetail,
)
def get_customer(ctx: Context, customer_id: UUID) -> CustomerDetail:
    """With contacts and completeness (F2, F3)."""
    return detail_of(ctx, ctx.get(Customer, customer_id))


def _filtered(
    ctx: Context, q: str, grade: str | None, incomplete: bool, not_updated_days: int | None, contact_due_by: Any,
    **equal: Any,
) -> Select[Any]:  # fmt: skip
    statement = select(Customer).filter_by(**{name: value for name, value in equal.items() if value not in (None, "")})
    if q:
        statement = _containing(ctx, statement, q)
    if grade:
        statement = statement.where(Customer.grade.is_(None) if grade == "none" else Customer.grade == grade)
    if incomplete:
        statement = statement.where(_incomplete(ctx))
    if not_updated_days is not None:
        statement = statement.where(Customer.updated_at < ctx.now() - timedelta(days=not_updated_days))
    if contact_due_by:
        statement = statement.where(Customer.next_contact_on <= contact_due_by)
    return statement


def _incomplete(ctx: Context) -> Any:
    return incomplete(counted_fields(ctx.host.settings))


def _containing(ctx: Context, statement: Select[Any], q: str) -> Select[Any]:
    ways = [Customer.code.istartswith(q, autoescape=True)]
    if PHONES not in ctx.principal.hidden:  # who may not see numbers does not learn them by trying
        ways.append(Customer.id.in_(having_phone(q, DIGITS_FROM)))
    if (found := having_tokens(ctx.session, q)) is not None:
        ways.append(Customer.id.in_(found))
    return statement.where(or_(*ways))
