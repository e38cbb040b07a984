"""Keeping customers as crm and finance tell of them; documents follow the customer's owner (F18, X3)."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import update

from chassis.operations import Context
from sales.customers.model import Customer, CustomerCredit
from sales.deliveries.model import Delivery
from sales.orders.model import SalesOrder
from sales.quotes.model import Quote
from sales.returns.model import SalesReturn

DOCUMENTS = (Quote, SalesOrder, Delivery, SalesReturn)


def keep_customer(ctx: Context, customer_id: UUID, owner_id: UUID, org_path: str, **values: Any) -> None:
    """Insert or update the customer; when the owner is another, its documents change hands too. Results do not."""
    customer = ctx.session.get(Customer, customer_id)
    if customer is None:
        ctx.add(Customer(id=customer_id, owner_id=owner_id, org_path=org_path, **values))
        return
    moved = (customer.owner_id, customer.org_path) != (owner_id, org_path)
    for name, value in {"owner_id": owner_id, "org_path": org_path, **values}.items():
        setattr(customer, name, value)
    for document in DOCUMENTS if moved else ():
        of_customer = update(document).where(document.customer_id == customer_id)
        ctx.session.execute(of_customer.values(owner_id=owner_id, org_path=org_path))


def keep_credit(
    ctx: Context,
    customer_id: UUID,
    credit_limit: Decimal | None,
    open_receivables: Decimal,
    overdue_since: date | None,
) -> None:
    """What the customer owes, and the limit that finance holds now; finance may be heard before crm."""
    credit = CustomerCredit(customer_id=customer_id, open_receivables=open_receivables, overdue_since=overdue_since)
    ctx.session.merge(credit)
    ctx.session.execute(update(Customer).where(Customer.id == customer_id).values(credit_limit=credit_limit))
