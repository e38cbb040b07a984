"""Keeping the projection of customers, and the reminders about them with their present owner."""

from typing import Any
from uuid import UUID

from sqlalchemy import or_, update

from chassis.operations import Context
from notification.customers.model import Customer
from notification.reminders.following import Owner
from notification.reminders.kinds import SALES
from notification.reminders.model import Reminder


def remember_customer(ctx: Context, customer_id: UUID, name: str, owner_id: UUID, org_path: str) -> None:
    """Keep the name and the present owner; open reminders about the customer follow (F18)."""
    ctx.session.merge(Customer(id=customer_id, name=name, owner_id=owner_id, org_path=org_path))
    ctx.session.flush()
    now: dict[str, Any] = {"party_name": name, "owner_id": owner_id, "org_path": org_path}
    differs = or_(*[getattr(Reminder, column) != value for column, value in now.items()])
    about = (Reminder.side == SALES, Reminder.party_id == customer_id, Reminder.state == "open")
    ctx.session.execute(update(Reminder).where(*about, differs).values(**now, version=Reminder.version + 1))


def present_owner(ctx: Context, customer_id: UUID, told: Owner) -> Owner:
    """The owner as the crm told last; what another service told only while the crm has told nothing yet."""
    customer = ctx.session.get(Customer, customer_id)
    return Owner(customer.owner_id, customer.org_path) if customer else told
