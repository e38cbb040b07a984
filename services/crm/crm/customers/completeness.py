"""How complete a customer's archive is (F3). The fields that count are the setting `crm.completeness_fields`."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import Session

from crm.contacts.model import Contact
from crm.customers.model import Customer

CONTACT = "contact"
FIELDS = ("type", "source", "grade", "industry", "area", "address", "phone", CONTACT)


def completeness(customer: Customer, has_contact: bool, counted: Sequence[str] = FIELDS) -> int:
    """The share of the counted fields that are filled in, in whole per cent, rounded down: only all of them are 100."""
    filled = [has_contact if name == CONTACT else bool(getattr(customer, name)) for name in counted]
    return sum(filled) * 100 // len(filled)


def incomplete(counted: Sequence[str] = FIELDS) -> ColumnElement[bool]:
    """The SQL condition that says the same as `completeness(...) < 100`."""
    return or_(*[_missing(name) for name in counted])


def _missing(name: str) -> ColumnElement[bool]:
    if name == CONTACT:
        return ~exists().where(Contact.customer_id == Customer.id)
    column = getattr(Customer, name)
    return or_(column.is_(None), column == "")


def with_contacts(session: Session, customer_ids: Iterable[UUID]) -> set[UUID]:
    """Which of the customers have a contact person."""
    return set(
        session.scalars(select(Contact.customer_id).where(Contact.customer_id.in_(list(customer_ids))).distinct())
    )


def counted_fields(settings: dict[str, Any]) -> Sequence[str]:
    """The configured fields."""
    return settings.get("crm.completeness_fields", FIELDS)
