"""What a customer row follows without being changed itself: contacts, contact records, plans."""

from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from crm.customers.model import Customer


def follow(session: Session, customer: Customer, **values: Any) -> None:
    """Set values beside the version: whoever edits the archive meanwhile is not refused because of them."""
    session.flush()
    session.execute(update(Customer).where(Customer.id == customer.id).values(**values))
