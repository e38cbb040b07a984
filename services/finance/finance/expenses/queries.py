"""The read side of expenses: lists, totals by category, item, person, month (F49, F57, F60)."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select

from chassis.access import Person
from chassis.model import ZERO
from chassis.operations import Context, operation
from finance.expenses import schemas
from finance.expenses.model import Expense
from finance.months import month_of, month_text
from finance.open_items.queries import total

SORTS = {"spent_on": Expense.spent_on, "amount": Expense.amount, "number": Expense.number}
FILTERS = ("category", "item", "person_id", "method", "since", "until")


@operation(
    "GET",
    "/expenses",
    title=("费用列表", "Expenses"),
    scope="finance.expense.read",
    query=schemas.ExpenseQuery,
    response=schemas.ExpensePage,
)
def list_expenses(ctx: Context, state: str | None, **query: Any) -> dict[str, Any]:
    statement = _filtered(select(Expense), **{name: query.pop(name) for name in FILTERS})
    if state:
        statement = statement.where(Expense.state == state)
    return ctx.page(statement, SORTS, "-spent_on", query, amount=total(Expense.amount))


@operation(
    "GET",
    "/expenses/summary",
    title=("费用统计", "Expenses summed up"),
    scope="finance.expense.read",
    query=schemas.ExpenseSummaryQuery,
    response=schemas.ExpenseSummary,
)
def summarise_expenses(ctx: Context, by: str, **filters: Any) -> dict[str, Any]:
    """Sums of the expenses that were not voided, the largest first; months in their order."""
    key, name = _grouping(by)
    sums = select(key, func.max(name), func.count(), total(Expense.amount)).where(Expense.state == "posted")
    found = ctx.session.execute(_filtered(sums, **filters).group_by(key)).all()
    rows = [_row(by, *each) for each in found]
    rows.sort(key=lambda row: row["key"] if by == "month" else (-row["amount"], row["key"]))
    return {"rows": rows, "total": {"amount": sum((row["amount"] for row in rows), ZERO)}}


@operation(
    "GET",
    "/expenses/people",
    title=("可登记费用的人员", "People with expenses"),
    scope="finance.expense.post",
    response=schemas.ExpensePeople,
)
def list_expense_people(ctx: Context) -> dict[str, Any]:
    """For whom one may enter expenses: those within reach who work here now."""
    people = ctx.session.scalars(select(Person).where(Person.active).order_by(Person.code))
    return {"rows": [each for each in people if ctx.reach.includes(each.id, each.org_path)]}


@operation(
    "GET",
    "/expenses/{expense_id}",
    title=("费用单", "Expense"),
    scope="finance.expense.read",
    response=schemas.ExpenseView,
)
def get_expense(ctx: Context, expense_id: UUID) -> Expense:
    return ctx.get(Expense, expense_id)


def _grouping(by: str) -> tuple[Any, Any]:
    match by:
        case "person":
            return Expense.owner_id, Expense.person_name
        case "month":
            return month_of(Expense.spent_on), month_of(Expense.spent_on)
        case _:
            column = getattr(Expense, by)
            return column, column


def _row(by: str, key: Any, name: Any, count: int, amount: Any) -> dict[str, Any]:
    if by == "month":
        key = name = month_text(key)
    return {"key": str(key), "name": str(name), "count": count, "amount": amount}


def _filtered(
    statement: Select[Any],
    *,
    category: str | None,
    item: str | None,
    person_id: UUID | None,
    method: str | None,
    since: date | None,
    until: date | None,
) -> Select[Any]:
    if category:
        statement = statement.where(Expense.category == category)
    if item:
        statement = statement.where(Expense.item == item)
    if person_id:
        statement = statement.where(Expense.owner_id == person_id)
    if method:
        statement = statement.where(Expense.method == method)
    if since:
        statement = statement.where(Expense.spent_on >= since)
    return statement.where(Expense.spent_on <= until) if until else statement
