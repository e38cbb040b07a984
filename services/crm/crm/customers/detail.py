"""A customer as it is shown: with owner's name, completeness, contacts and warnings."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from chassis.access import names_of
from chassis.operations import Context
from crm.contacts.model import Contact
from crm.customers.completeness import completeness, counted_fields, with_contacts
from crm.customers.model import Customer


@dataclass
class CustomerShown:
    """All fields of a customer, and what is worked out for showing it."""

    customer: Customer
    owner_name: str
    completeness: int

    def __getattr__(self, name: str) -> Any:
        return getattr(self.customer, name)


@dataclass
class CustomerDetail(CustomerShown):
    contacts: Sequence[Contact] = ()
    warnings: list[dict[str, Any]] = field(default_factory=list)


def shown_in_list(ctx: Context, customers: Sequence[Customer]) -> list[CustomerShown]:
    """A page of customers, with two queries for all of them."""
    owners = names_of(ctx.session, {customer.owner_id for customer in customers})
    reached = with_contacts(ctx.session, [customer.id for customer in customers])
    counted = counted_fields(ctx.host.settings)
    return [
        CustomerShown(each, owners.get(each.owner_id, ""), completeness(each, each.id in reached, counted))
        for each in customers
    ]


def detail_of(ctx: Context, customer: Customer, warnings: Sequence[dict[str, Any]] = ()) -> CustomerDetail:
    """One customer with its contacts, the primary one first."""
    ctx.session.flush()
    statement = select(Contact).filter_by(customer_id=customer.id).order_by(Contact.is_primary.desc(), Contact.id)
    contacts = ctx.session.scalars(statement).all()
    owner = names_of(ctx.session, {customer.owner_id}).get(customer.owner_id, "")
    share = completeness(customer, bool(contacts), counted_fields(ctx.host.settings))
    return CustomerDetail(customer, owner, share, contacts, list(warnings))
