"""How customers are graded, per salesperson, and how a grade went (F6)."""

from collections import Counter
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from chassis.access import names_of
from chassis.operations import Context, operation
from crm.customers.model import Customer
from crm.grades import schemas
from crm.grades.model import GradeChange


@operation(
    "GET",
    "/grades",
    title=("意向分级统计", "Customers per grade"),
    scope="crm.customer.read",
    response=schemas.GradeSummary,
)
def count_grades(ctx: Context) -> dict[str, Any]:
    """Active customers per salesperson and grade; `none` are those without one."""
    statement = select(Customer.owner_id, Customer.grade, func.count()).where(Customer.active)
    owners: dict[UUID, Counter[str]] = {}
    for owner_id, grade, customers in ctx.session.execute(statement.group_by(Customer.owner_id, Customer.grade)):
        owners.setdefault(owner_id, Counter())[grade or "none"] += customers
    names = names_of(ctx.session, owners.keys())
    largest = sorted(owners.items(), key=lambda item: (-item[1].total(), names.get(item[0], "")))
    rows = [{"owner_id": owner, "owner_name": names.get(owner, ""), **_row(found)} for owner, found in largest]
    return {"rows": rows, "total": _row(sum(owners.values(), Counter()))}


@operation(
    "GET",
    "/customers/{customer_id}/grades",
    title=("意向分级变化", "How a customer's grade went"),
    scope="crm.customer.read",
    response=schemas.GradeHistory,
)
def list_grade_changes(ctx: Context, customer_id: UUID) -> dict[str, Any]:
    """The newest first."""
    customer = ctx.get(Customer, customer_id)
    statement = select(GradeChange).filter_by(customer_id=customer.id).order_by(GradeChange.id.desc())
    return {"items": ctx.session.scalars(statement).all()}


def _row(found: Counter[str]) -> dict[str, int]:
    return {**found, "customers": found.total()}
