"""Expenses, in and out."""

from chassis.operations import ListQuery, Schema, fields, page_of
from finance.expenses.model import STATES
from finance.ledger.chart import ACCOUNT_OF_CATEGORY
from finance.open_items.model import METHODS
from finance.open_items.schemas import Void

CATEGORIES = tuple(ACCOUNT_OF_CATEGORY)
GROUPINGS = ("category", "item", "person", "month")


class PostExpense(Schema):
    id = fields.Id()
    category = fields.Choice(*CATEGORIES, required=True)
    item = fields.Text(80, required=True)
    person_id = fields.Id(load_default=None, allow_none=True)
    spent_on = fields.LocalDate(load_default=None, allow_none=True)
    amount = fields.Money(required=True, positive=True)
    method = fields.Choice(*METHODS, required=True)
    account = fields.Text(20, load_default=None, allow_none=True)
    note = fields.Text(500, load_default="")


class VoidExpense(Void):
    """The reason is kept with the expense."""


class ExpenseView(Schema):
    id = fields.Id()
    number = fields.Text()
    category = fields.Text()
    item = fields.Text()
    person_id = fields.Id(attribute="owner_id")
    person_name = fields.Text()
    spent_on = fields.LocalDate()
    amount = fields.Money()
    method = fields.Text()
    account = fields.Text()
    note = fields.Text(500)
    state = fields.Text()
    entered_by_id = fields.Id()
    posted_at = fields.Instant()
    voided_on = fields.LocalDate(allow_none=True)
    void_reason = fields.Text(500)
    version = fields.WholeNumber()


class ExpensePeriod(Schema):
    category = fields.Choice(*CATEGORIES, load_default=None)
    item = fields.Text(80, load_default=None)
    person_id = fields.Id(load_default=None)
    method = fields.Choice(*METHODS, load_default=None)
    from_ = fields.LocalDate(data_key="from", attribute="since", load_default=None)
    to = fields.LocalDate(attribute="until", load_default=None)


class ExpenseQuery(ExpensePeriod, ListQuery):
    state = fields.Choice(*STATES, load_default=None)


class ExpenseSummaryQuery(ExpensePeriod):
    by = fields.Choice(*GROUPINGS, load_default="category")


class ExpenseTotals(Schema):
    amount = fields.Money(allow_none=True)


class ExpenseSummaryRow(Schema):
    key = fields.Text()
    name = fields.Text()
    count = fields.WholeNumber()
    amount = fields.Money()


class ExpenseSummary(Schema):
    rows = fields.List(fields.Nested(ExpenseSummaryRow))
    total = fields.Nested(ExpenseTotals)


class ExpensePerson(Schema):
    id = fields.Id()
    code = fields.Text()
    name = fields.Text()


class ExpensePeople(Schema):
    rows = fields.List(fields.Nested(ExpensePerson))


ExpensePage = page_of(ExpenseView, ExpenseTotals)
