"""Keeping who bought a product last, and its low-stock reminders with that person."""

from uuid import UUID

from sqlalchemy import select

from chassis.access import Person
from chassis.operations import Context
from notification.buyers.model import ProductBuyer
from notification.reminders.following import Owner
from notification.reminders.model import NOBODY, Reminder

NOBODYS = Owner(NOBODY, "/")


def remember_buyer(ctx: Context, buyer_id: UUID, product_ids: list[UUID]) -> None:
    """The buyer sees to these products from now on."""
    owner = _place_of(ctx, buyer_id)
    for product_id in product_ids:
        ctx.session.merge(ProductBuyer(product_id=product_id, buyer_id=buyer_id))
    about = (Reminder.kind == "low_stock", Reminder.party_id.in_(product_ids), Reminder.state == "open")
    for reminder in ctx.session.scalars(select(Reminder).where(*about)):
        reminder.owner_id, reminder.org_path = owner.id, owner.org_path


def buyer_of(ctx: Context, product_id: UUID) -> Owner:
    """Who bought the product last; nobody in particular when it was never bought."""
    known = ctx.session.get(ProductBuyer, product_id)
    return _place_of(ctx, known.buyer_id) if known else NOBODYS


def _place_of(ctx: Context, person_id: UUID) -> Owner:
    person = ctx.session.get(Person, person_id)
    return Owner(person_id, person.org_path if person else "/")
