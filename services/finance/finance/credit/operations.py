"""Each customer's open receivables against its limit, told to others whenever they change (X5)."""

from uuid import UUID

from sqlalchemy import func, select

from chassis.access import seeing_everything
from chassis.operations import Context
from finance import events
from finance.customers.model import Customer
from finance.open_items.queries import total
from finance.receivables.model import Receivable


def refresh_credit(ctx: Context, customer_id: UUID) -> None:
    """Sum up what the customer owes, and tell it when it is not what was told before."""
    ctx.session.flush()
    sums = select(total(Receivable.open_amount), func.min(Receivable.due_on)).where(
        Receivable.party_id == customer_id, Receivable.open_amount > 0
    )
    # What a customer owes does not depend on who looks.
    with seeing_everything(ctx.session):
        customer = ctx.get(Customer, customer_id)
        open_receivables, oldest_due = ctx.session.execute(sums).one()
    if (customer.open_receivables, customer.oldest_due) != (open_receivables, oldest_due):
        customer.open_receivables, customer.oldest_due = open_receivables, oldest_due
        _tell(ctx, customer)


def follow_limit(ctx: Context, customer: Customer) -> None:
    """Tell of a new customer and of another limit; crm's other changes concern nobody here."""
    if not customer.credit_told or customer.told_limit != customer.credit_limit:
        _tell(ctx, customer)


def _tell(ctx: Context, customer: Customer) -> None:
    """Publish the credit once per unit of work: an earlier word of the same unit is taken back.

    Within a part that may still be refused (a row of an import) nothing is taken back: it would not be restored.
    """
    if not ctx.session.in_nested_transaction():
        told = (events.CreditChanged.type, str(customer.id))
        ctx.events[:] = [each for each in ctx.events if (each.type, each.subject) != told]
    customer.credit_told, customer.told_limit = True, customer.credit_limit
    ctx.record(
        events.CreditChanged,
        customer.id,
        customer_id=customer.id,
        credit_limit=customer.credit_limit,
        open_receivables=customer.open_receivables,
        overdue_since=customer.oldest_due,
    )
