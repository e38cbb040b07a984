"""Performance: results by performer, team, customer, product, category, area, month or year, to the cent (F32, F33)."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, case, func, literal, select
from sqlalchemy.orm import InstrumentedAttribute

from chassis.model import ZERO
from chassis.operations import Context, operation
from sales.performance import schemas
from sales.performance.model import SalesResult, Team

YEAR = func.substr(SalesResult.month, 1, 4)
DIMENSIONS: dict[str, tuple[Any, Any]] = {
    "performer": (SalesResult.owner_id, SalesResult.performer_name),
    "team": (SalesResult.org_path, SalesResult.org_path),
    "customer": (SalesResult.customer_id, SalesResult.customer_name),
    "product": (SalesResult.product_id, SalesResult.product_name),
    "category": (SalesResult.category_code, SalesResult.category_name),
    "area": (SalesResult.area, SalesResult.area),
    "month": (SalesResult.month, SalesResult.month),
    "year": (YEAR, YEAR),
}
"""By what can be grouped: the key, and the label that people read."""
BY_TIME = ("month", "year")


@operation(
    "GET",
    "/performance",
    title=("业绩统计", "Sales performance"),
    scope="sales.performance.read",
    query=schemas.PerformanceQuery,
    response=schemas.Performance,
)
def get_performance(ctx: Context, by: str, measure: str, **filters: Any) -> dict[str, Any]:
    """Each figure counts on the day of its document: ordered, shipped, returned. The total adds up the rows."""
    key, label = DIMENSIONS[by]
    grouped = _filtered(select(key.label("key"), func.max(label).label("label"), *_figures()), **filters).group_by(key)
    rows = [dict(row._mapping) for row in ctx.session.execute(grouped)]
    rows.sort(key=lambda row: str(row["key"]) if by in BY_TIME else (-row[measure], str(row["label"])))
    if by == "team":
        _name_teams(ctx, rows)
    total = ctx.session.execute(_filtered(select(*_figures()), **filters)).one()
    return {"rows": rows, "total": total}


def _figures() -> list[ColumnElement[Any]]:
    return [
        _sum("ordered", SalesResult.amount).label("ordered"),
        _sum("shipped", SalesResult.amount).label("shipped"),
        _sum("returned", SalesResult.amount).label("returned"),
        _sum("ordered", SalesResult.quantity).label("pieces"),
        func.count(func.distinct(case((SalesResult.kind == "ordered", SalesResult.document_id)))).label("orders"),
        func.count(case((SalesResult.kind == "ordered", SalesResult.line_id))).label("lines"),
    ]


def _sum(kind: str, column: InstrumentedAttribute[Any]) -> ColumnElement[Any]:
    zero = literal(ZERO, column.type)
    return func.coalesce(func.sum(case((SalesResult.kind == kind, column), else_=zero)), zero)


def _filtered(
    statement: Select[Any], since: date | None, until: date | None, **equal: UUID | str | None
) -> Select[Any]:
    columns = {
        "performer_id": SalesResult.owner_id,
        "customer_id": SalesResult.customer_id,
        "product_id": SalesResult.product_id,
        "category": SalesResult.category_code,
    }
    for name, value in equal.items():
        if value is not None:
            statement = statement.where(columns[name] == value)
    if since:
        statement = statement.where(SalesResult.happened_on >= since)
    return statement.where(SalesResult.happened_on <= until) if until else statement


def _name_teams(ctx: Context, rows: list[dict[str, Any]]) -> None:
    names = dict(ctx.session.execute(select(Team.path, Team.name)).all())
    for row in rows:
        row["label"] = names.get(row["key"], row["label"])
