"""Opening receivables from a spreadsheet (X7)."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from chassis.imports import Column, ImportKind
from chassis.operations import Context, fields
from finance.customers.model import Customer, UnknownCustomer
from finance.customers.operations import lock_customer
from finance.ledger import chart
from finance.open_items.opening import (
    DOCUMENT_COLUMNS,
    OPENING,
    OpeningRow,
    correct_opening,
    find_opening,
    opening_id,
    require_past,
)
from finance.receivables.model import Receivable
from finance.receivables.operations import open_receivable
from finance.receivables.side import CUSTOMERS, tell_receivable


class OpeningReceivableRow(OpeningRow):
    customer = fields.Code(required=True)


def apply_opening_receivable(ctx: Context, row: dict[str, Any]) -> str:
    """One document of a customer, due after the customer's credit days unless the row says when."""
    customer = _customer(ctx, row["customer"])
    require_past(ctx, row["opened_on"])
    due_on = row["due_on"] or row["opened_on"] + timedelta(days=customer.credit_days)
    existing = find_opening(ctx, CUSTOMERS, customer.id, row["number"])
    values = {"opened_on": row["opened_on"], "due_on": due_on, "amount": row["amount"]}
    if existing is not None:
        return correct_opening(ctx, CUSTOMERS, existing, values, tell_receivable)
    open_receivable(ctx, _receivable(customer, row["number"], **values), chart.OPENING_BALANCES)
    return "created"


OPENING_RECEIVABLES = ImportKind(
    name="opening_receivables",
    title=("期初应收", "Opening receivables"),
    scope="finance.receivable.import",
    columns=(
        Column("customer", ("客户编码", "客户编号", "客户", "CustomerID", "Customer code"), required=True),
        *DOCUMENT_COLUMNS,
    ),
    schema=OpeningReceivableRow,
    apply=apply_opening_receivable,
)


def _customer(ctx: Context, code: str) -> Customer:
    found = ctx.session.scalar(select(Customer.id).where(Customer.code == code))
    if found is None:
        raise UnknownCustomer(field="customer", customer=code)
    return lock_customer(ctx, found)


def _receivable(customer: Customer, number: str, *, opened_on: date, due_on: date, amount: Decimal) -> Receivable:
    # Nobody told who sold it: the customer's owner of now is the performer.
    return Receivable(
        kind=OPENING,
        number=number,
        source_id=opening_id(CUSTOMERS, customer.id, number),
        party_id=customer.id,
        party_name=customer.name,
        owner_id=customer.owner_id,
        org_path=customer.org_path,
        opened_on=opened_on,
        due_on=due_on,
        amount=amount,
        performer_id=customer.owner_id,
        performer_org_path=customer.org_path,
    )
