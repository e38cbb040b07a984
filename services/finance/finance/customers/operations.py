"""Keeping the projection of customers, and locking one of them while its debts change."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from chassis.model import ZERO, NotFound
from chassis.operations import Context
from finance.customers.model import Customer


def lock_customer(ctx: Context, customer_id: UUID) -> Customer:
    """The customer, nobody else's to change until this unit of work ends; raises NotFound."""
    statement = select(Customer).where(Customer.id == customer_id).with_for_update()
    customer = ctx.session.scalar(statement.execution_options(populate_existing=True))
    if customer is None:
        raise NotFound(field="customer_id")
    return customer


def keep_customer(ctx: Context, customer_id: UUID, **state: Any) -> tuple[Customer, bool]:
    """Take over what crm tells of a customer; answers it, and whether it has another owner or place than before.

    Only the consumer of events adds customers, so two never collide.
    """
    customer = ctx.session.get(Customer, customer_id, with_for_update=True)
    if customer is None:
        return ctx.add(Customer(id=customer_id, open_receivables=ZERO, **state)), False
    before = (customer.owner_id, customer.org_path)
    for name, value in state.items():
        setattr(customer, name, value)
    return customer, before != (customer.owner_id, customer.org_path)


def customer_of_document(ctx: Context, customer_id: UUID, name: str, owner_id: UUID, org_path: str) -> Customer:
    """The locked customer of a document of the sales side.

    What crm said of name and owner counts more than what sales knew when it wrote the document; the document's word
    is taken only until crm's own event arrives.
    """
    customer = ctx.session.get(Customer, customer_id, with_for_update=True)
    if customer is None:
        customer = ctx.add(
            Customer(id=customer_id, name=name, owner_id=owner_id, org_path=org_path, open_receivables=ZERO)
        )
    return customer
