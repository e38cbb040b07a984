"""The read side of commission: lines, and sums by performer and month (F60, F61)."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select

from chassis.access import Person, names_of
from chassis.model import ZERO
from chassis.operations import Context, operation
from finance.commission import schemas
from finance.commission.model import Commission
from finance.months import month_of, month_text
from finance.open_items.queries import total

FILTERS = ("performer_id", "since", "until")


@operation(
    "GET",
    "/commissions",
    title=("提成明细", "Commission lines"),
    scope="finance.commission.read",
    query=schemas.CommissionQuery,
    response=schemas.CommissionPage,
)
def list_commissions(ctx: Context, **query: Any) -> dict[str, Any]:
    """One's own lines; those of others for whoever may see them. Each leads to its receivable."""
    statement = _filtered(select(Commission), **{name: query.pop(name) for name in FILTERS})
    sums = {"base": total(Commission.base), "amount": total(Commission.amount)}
    page = ctx.page(statement, {"earned_on": Commission.earned_on}, "-earned_on", query, **sums)
    names = names_of(ctx.session, {line.owner_id for line in page["items"]})
    for line in page["items"]:
        line.performer_name = names.get(line.owner_id, "")
    return page


@operation(
    "GET",
    "/commissions/summary",
    title=("提成汇总", "Commission by performer and month"),
    scope="finance.commission.read",
    query=schemas.CommissionPeriod,
    response=schemas.CommissionSummary,
)
def summarise_commissions(ctx: Context, **filters: Any) -> dict[str, Any]:
    month = month_of(Commission.earned_on).label("month")
    sums = select(
        Commission.owner_id.label("performer_id"),
        func.max(func.coalesce(Person.name, "")).label("performer_name"),
        month,
        total(Commission.base).label("base"),
        total(Commission.amount).label("amount"),
    ).outerjoin(Person, Person.id == Commission.owner_id)
    statement = _filtered(sums, **filters).group_by(Commission.owner_id, month).order_by(month, Commission.owner_id)
    rows = [{**row, "month": month_text(row["month"])} for row in ctx.session.execute(statement).mappings()]
    return {"rows": rows, "total": {name: sum((row[name] for row in rows), ZERO) for name in ("base", "amount")}}


def _filtered(
    statement: Select[Any], *, performer_id: UUID | None, since: date | None, until: date | None
) -> Select[Any]:
    if performer_id:
        statement = statement.where(Commission.owner_id == performer_id)
    if since:
        statement = statement.where(Commission.earned_on >= since)
    return statement.where(Commission.earned_on <= until) if until else statement
