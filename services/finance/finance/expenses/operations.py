"""Use cases of expenses: post, void (F49, X1)."""

from datetime import date
from typing import Any
from uuid import UUID

from chassis.access import Person, get_person
from chassis.model import Forbidden
from chassis.operations import Context, operation
from finance import events
from finance.expenses import schemas
from finance.expenses.model import Expense
from finance.ledger.chart import ACCOUNT_OF_CATEGORY
from finance.ledger.operations import money_account, post
from finance.open_items.model import FutureDate


@operation(
    "POST",
    "/expenses",
    title=("登记费用", "Post an expense"),
    scope="finance.expense.post",
    request=schemas.PostExpense,
    response=schemas.ExpenseView,
    status=201,
)
def post_expense(
    ctx: Context, person_id: UUID | None, spent_on: date | None, method: str, account: str | None, **values: Any
) -> Expense:
    """Money was spent by or for a person within reach; without a name it is one's own."""
    person = _person_within_reach(ctx, person_id or ctx.require_person("person_id").id)
    if spent_on and spent_on > ctx.today():
        raise FutureDate(field="spent_on")
    expense = ctx.add(
        Expense(
            **values,
            number=ctx.next_number("EX"),
            owner_id=person.id,
            org_path=person.org_path,
            person_name=person.name,
            spent_on=spent_on or ctx.today(),
            method=method,
            account=money_account(ctx, method, account),
            state="posted",
            entered_by_id=ctx.principal.id,
            posted_at=ctx.now(),
        )
    )
    _book(ctx, expense, 1, expense.spent_on)
    _tell_posted(ctx, expense)
    return expense


@operation(
    "POST",
    "/expenses/{expense_id}/void",
    title=("作废费用单", "Void an expense"),
    scope="finance.expense.void",
    request=schemas.VoidExpense,
    response=schemas.ExpenseView,
)
def void_expense(ctx: Context, expense_id: UUID, expected_version: int | None, reason: str) -> Expense:
    """Reverse an expense; it keeps its number (X1)."""
    expense = ctx.get(Expense, expense_id, version=expected_version)
    expense.void(ctx.today(), reason)
    _book(ctx, expense, -1, ctx.today())
    return expense


def _person_within_reach(ctx: Context, person_id: UUID) -> Person:
    person = get_person(ctx.session, person_id)
    if not ctx.reach.includes(person.id, person.org_path):
        raise Forbidden(field="person_id")
    return person


def _book(ctx: Context, expense: Expense, sign: int, day: date) -> None:
    kind = "expense_posted" if sign > 0 else "expense_voided"
    amount = sign * expense.amount
    lines = ((ACCOUNT_OF_CATEGORY[expense.category], amount), (expense.account, -amount))
    post(ctx, kind, expense.id, expense.number, day, *lines)


def _tell_posted(ctx: Context, expense: Expense) -> None:
    ctx.record(
        events.ExpensePosted,
        expense.id,
        expense_id=expense.id,
        number=expense.number,
        category=expense.category,
        item=expense.item,
        person_id=expense.owner_id,
        spent_on=expense.spent_on,
        amount=expense.amount,
    )
