"""Keeping the index of names and numbers as the customers are (F9)."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from crm.collisions.masking import phone_digits
from crm.collisions.model import NameToken, PhoneNumber
from crm.collisions.tokens import search_tokens
from crm.contacts.model import Contact
from crm.customers.model import Customer


def index_name(session: Session, customer_id: UUID, name: str, previous: str | None = None) -> None:
    """Store the tokens of a name, and forget those that only the previous one had."""
    new, old = search_tokens(name), search_tokens(previous) if previous else frozenset()
    if gone := old - new:
        session.execute(delete(NameToken).where(NameToken.token.in_(gone), NameToken.customer_id == customer_id))
    if fresh := new - old:
        # Sorted, so that two writers take the same keys in the same order.
        session.execute(insert(NameToken), [{"token": token, "customer_id": customer_id} for token in sorted(fresh)])


def index_phones(session: Session, customer: Customer) -> None:
    """Store the numbers of a customer and its contacts as they are now."""
    session.flush()
    contacts = session.execute(select(Contact.phone, Contact.mobile).where(Contact.customer_id == customer.id))
    wanted = reversed_digits([customer.phone, *(number for row in contacts for number in row)])
    known = set(session.scalars(select(PhoneNumber.reversed_digits).where(PhoneNumber.customer_id == customer.id)))
    if gone := known - wanted:
        session.execute(
            delete(PhoneNumber).where(PhoneNumber.customer_id == customer.id, PhoneNumber.reversed_digits.in_(gone))
        )
    if fresh := wanted - known:
        rows = [{"customer_id": customer.id, "reversed_digits": digits} for digits in sorted(fresh)]
        session.execute(insert(PhoneNumber), rows)


def reversed_digits(numbers: Iterable[str]) -> set[str]:
    """What is stored for some written numbers; those without digits are left out."""
    return {digits[::-1] for number in numbers if (digits := phone_digits(number))}
