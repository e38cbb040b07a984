"""Use cases of contact persons: add, change, remove (F2)."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from chassis.model import NotFound, StaleVersion
from chassis.operations import Context, operation
from crm.collisions.index import index_phones
from crm.contacts import schemas
from crm.contacts.model import Contact
from crm.customers.following import follow
from crm.customers.model import Customer


@operation(
    "POST",
    "/customers/{customer_id}/contacts",
    title=("新增联系人", "Add a contact person"),
    scope="crm.contact.change",
    request=schemas.AddContact,
    response=schemas.ContactView,
    status=201,
)
def add_contact(ctx: Context, customer_id: UUID, is_primary: bool, **values: Any) -> Contact:
    """A new primary contact replaces the one before; the first one is primary by itself."""
    customer = ctx.get(Customer, customer_id)
    known = contacts_of(ctx, customer.id)
    is_primary = is_primary or not known
    if is_primary:
        _step_back(ctx, known)
    contact = ctx.add(Contact(**values, customer_id=customer.id, is_primary=is_primary))
    _touch(ctx, customer)
    return contact


@operation(
    "PUT",
    "/customers/{customer_id}/contacts/{contact_id}",
    title=("修改联系人", "Change a contact person"),
    scope="crm.contact.change",
    request=schemas.ChangeContact,
    response=schemas.ContactView,
)
def change_contact(
    ctx: Context, customer_id: UUID, contact_id: UUID, expected_version: int | None, values: dict[str, Any]
) -> Contact:
    customer = ctx.get(Customer, customer_id)
    contact = contact_of(ctx, customer, contact_id)
    if expected_version not in (None, contact.version):
        raise StaleVersion
    if values.get("is_primary") and not contact.is_primary:
        _step_back(ctx, contacts_of(ctx, customer.id))
    set_contact(ctx, customer, contact, values)
    return contact


@operation(
    "DELETE",
    "/customers/{customer_id}/contacts/{contact_id}",
    title=("删除联系人", "Remove a contact person"),
    scope="crm.contact.change",
    request=schemas.RemoveContact,
)
def remove_contact(ctx: Context, customer_id: UUID, contact_id: UUID, expected_version: int | None) -> None:
    """Contact records keep the name; the audit trail keeps the rest."""
    customer = ctx.get(Customer, customer_id)
    contact = contact_of(ctx, customer, contact_id)
    if expected_version not in (None, contact.version):
        raise StaleVersion
    ctx.session.delete(contact)
    _touch(ctx, customer)


def contact_of(ctx: Context, customer: Customer, contact_id: UUID) -> Contact:
    """A contact person of this very customer; raises NotFound for those of others."""
    contact = ctx.session.get(Contact, contact_id)
    if contact is None or contact.customer_id != customer.id:
        raise NotFound(field="contact_id")
    return contact


def contacts_of(ctx: Context, customer_id: UUID) -> list[Contact]:
    return list(ctx.session.scalars(select(Contact).filter_by(customer_id=customer_id).order_by(Contact.id)))


def set_contact(ctx: Context, customer: Customer, contact: Contact, values: dict[str, Any]) -> bool:
    """Make differing values so; False when there are none."""
    differing = {name: value for name, value in values.items() if getattr(contact, name) != value}
    for name, value in differing.items():
        setattr(contact, name, value)
    if differing:
        _touch(ctx, customer)
    return bool(differing)


def _step_back(ctx: Context, contacts: list[Contact]) -> None:
    for contact in contacts:
        contact.is_primary = False
    # The database allows one primary contact at a time, so the old one steps back before the new one comes.
    ctx.session.flush()


def _touch(ctx: Context, customer: Customer) -> None:
    follow(ctx.session, customer, updated_at=ctx.now())
    index_phones(ctx.session, customer)
