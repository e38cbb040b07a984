"""What must always hold in the books (I1, I3, I6, and every projection against the ledger)."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from chassis.model import ZERO
from chassis.numbers import gaps
from finance.commission.model import Commission
from finance.customers.model import Customer
from finance.expenses.model import Expense
from finance.ledger import chart
from finance.ledger.model import JournalEntry, JournalLine
from finance.ledger.queries import balances
from finance.open_items.queries import total
from finance.payables.side import SUPPLIERS
from finance.payments.model import Payment
from finance.receipts.model import Receipt
from finance.receivables.model import Receivable
from finance.receivables.side import CUSTOMERS

SIDES = (CUSTOMERS, SUPPLIERS)


def entries_balance(session: Session) -> Iterator[str]:
    """I1: each journal entry has lines, and its debits are its credits."""
    debit, credit = total(JournalLine.debit), total(JournalLine.credit)
    statement = (
        select(JournalEntry.id, debit, credit)
        .outerjoin(JournalLine, JournalLine.entry_id == JournalEntry.id)
        .group_by(JournalEntry.id)
        .having(or_(debit != credit, func.count(JournalLine.entry_id) < 2))
    )
    for entry, debits, credits in session.execute(statement):
        yield f"journal entry {entry}: debit {debits}, credit {credits}"


def items_add_up(session: Session) -> Iterator[str]:
    """I3: what is open of an item is its amount less its credit notes less its allocations, and never negative."""
    for side in SIDES:
        item, allocation, note = side.item, side.allocation, side.credit_note
        settled = _total_per(allocation.item_id, allocation.amount)
        credited = _total_per(note.item_id, note.applied)
        paid, noted = func.coalesce(settled.c.amount, 0), func.coalesce(credited.c.amount, 0)
        statement = (
            select(item.number)
            .outerjoin(settled, settled.c.key == item.id)
            .outerjoin(credited, credited.c.key == item.id)
            .where(or_(item.allocated != paid, item.credited != noted, item.open_amount < 0))
        )
        for number in session.scalars(statement):
            yield f"{item.__name__} {number}: allocations and credit notes do not explain what is open"
        yield from _uneven(session, item, item.amount != item.credited + item.allocated + item.open_amount)


def money_is_allocated_within_its_amount(session: Session) -> Iterator[str]:
    """I3: a receipt or payment is never allocated beyond its amount, and a void one not at all."""
    for side in SIDES:
        document, allocation = side.document, side.allocation
        spent = _total_per(allocation.document_id, allocation.amount)
        allocated = func.coalesce(spent.c.amount, 0)
        left = document.amount - document.unallocated
        statement = (
            select(document.number)
            .outerjoin(spent, spent.c.key == document.id)
            .where(or_(left != allocated, document.unallocated < 0, (document.state == "void") & (allocated != 0)))
        )
        for number in session.scalars(statement):
            yield f"{document.__name__} {number}: allocations do not explain what is left"


def control_accounts_agree(session: Session) -> Iterator[str]:
    """The ledger's control accounts are the sums of the documents."""
    booked = balances(session)
    for account, expected in _expected_balances(session).items():
        if booked.get(account, ZERO) != expected:
            yield f"account {account}: booked {booked.get(account, ZERO)}, documents say {expected}"


def credit_is_what_is_open(session: Session) -> Iterator[str]:
    """Each customer's credit is the sum and the oldest due day of its open receivables."""
    open_ones = (
        select(
            Receivable.party_id, total(Receivable.open_amount).label("amount"), func.min(Receivable.due_on).label("due")
        )
        .where(Receivable.open_amount > 0)
        .group_by(Receivable.party_id)
        .subquery()
    )
    statement = select(Customer, open_ones.c.amount, open_ones.c.due).outerjoin(
        open_ones, open_ones.c.party_id == Customer.id
    )
    for customer, amount, due in session.execute(statement):
        if (customer.open_receivables, customer.oldest_due) != (amount or ZERO, due):
            yield f"customer {customer.name}: credit says {customer.open_receivables}, open is {amount or ZERO}"


def numbers_have_no_gap(session: Session) -> Iterator[str]:
    """I6: receipts, payments and expenses."""
    for series, document in (("RC", Receipt), ("PM", Payment), ("EX", Expense)):
        yield from gaps(session, series, session.scalars(select(document.number).where(document.state != "credit")))


def _expected_balances(session: Session) -> dict[str, Decimal]:
    expected: dict[str, Decimal] = {}
    for side in SIDES:
        advances = _sum_of(session, side.document.unallocated, side.document.state != "void")
        expected[side.control] = side.sign * _sum_of(session, side.item.open_amount)
        expected[side.advances] = -side.sign * advances
    paid_out = _sum_of(session, Expense.amount, Expense.state == "posted", Expense.category == "commission")
    expected[chart.COMMISSION_PAYABLE] = paid_out - _sum_of(session, Commission.amount)
    return expected


def _sum_of(session: Session, column: Any, *conditions: Any) -> Decimal:
    return session.scalar(select(total(column)).where(*conditions)) or ZERO


def _total_per(key: Any, amount: Any) -> Any:
    return select(key.label("key"), total(amount).label("amount")).group_by(key).subquery()


def _uneven(session: Session, item: Any, condition: Any) -> Iterator[str]:
    for number in session.scalars(select(item.number).where(condition)):
        yield f"{item.__name__} {number}: amount is not credited + allocated + open"


INVARIANTS = (
    entries_balance,
    items_add_up,
    money_is_allocated_within_its_amount,
    control_accounts_agree,
    credit_is_what_is_open,
    numbers_have_no_gap,
)
