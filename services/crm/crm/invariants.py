"""What must hold in crm's own database at any time, and what crm can tell for checks across services."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from crm.collisions.index import reversed_digits
from crm.collisions.model import NameToken, PhoneNumber
from crm.collisions.tokens import search_tokens
from crm.contact_records.model import ContactRecord
from crm.contacts.model import Contact
from crm.customers.model import Customer, core_of
from crm.plans.model import FollowupPlan
from crm.rhythm.model import CustomerOrder, Rhythm


def names_are_indexed(session: Session) -> Iterator[str]:
    """Exactly the tokens of its name are stored for each customer (F9)."""
    stored: dict[UUID, set[str]] = defaultdict(set)
    for row in session.execute(select(NameToken.customer_id, NameToken.token)):
        stored[row.customer_id].add(row.token)
    for customer in session.execute(select(Customer.id, Customer.code, Customer.name, Customer.core)):
        if stored.pop(customer.id, set()) != search_tokens(customer.name):
            yield f"customer {customer.code}: stored tokens are not those of its name"
        if customer.core != core_of(customer.name):
            yield f"customer {customer.code}: stored core is not that of its name"
    for identity in stored:
        yield f"tokens of an unknown customer {identity}"


def phones_are_indexed(session: Session) -> Iterator[str]:
    """Exactly the numbers of a customer and its contacts are stored (F9)."""
    numbers: dict[UUID, set[str]] = defaultdict(set)
    for identity, phone in session.execute(select(Customer.id, Customer.phone)):
        numbers[identity] |= reversed_digits([phone])
    for identity, phone, mobile in session.execute(select(Contact.customer_id, Contact.phone, Contact.mobile)):
        numbers[identity] |= reversed_digits([phone, mobile])
    stored: dict[UUID, set[str]] = defaultdict(set)
    for identity, digits in session.execute(select(PhoneNumber.customer_id, PhoneNumber.reversed_digits)):
        stored[identity].add(digits)
    for identity in numbers.keys() | stored.keys():
        if numbers[identity] != stored[identity]:
            yield f"customer {identity}: stored phone numbers are not its own"


def next_contacts_are_planned(session: Session) -> Iterator[str]:
    """The next contact is the day of the one open plan, the last contact that of the latest record (F7, F8)."""
    planned = _one_each(session.execute(select(FollowupPlan.customer_id, FollowupPlan.due_on).filter_by(state="open")))
    latest = select(ContactRecord.customer_id, func.max(ContactRecord.contacted_at)).group_by(ContactRecord.customer_id)
    contacted = _one_each(session.execute(latest))
    for customer in session.scalars(select(Customer)):
        if [customer.next_contact_on] != planned.get(customer.id, [None]):
            yield f"customer {customer.code}: next_contact_on is not the day of one open plan"
        if [customer.last_contact_at] != contacted.get(customer.id, [None]):
            yield f"customer {customer.code}: last_contact_at is not that of the latest record"


def one_primary_contact(session: Session) -> Iterator[str]:
    """A customer has one primary contact at most (F2)."""
    statement = select(Contact.customer_id).where(Contact.is_primary).group_by(Contact.customer_id)
    for identity in session.scalars(statement.having(func.count() > 1)):
        yield f"customer {identity}: more than one primary contact"


def what_follows_has_the_owner(session: Session) -> Iterator[str]:
    """Records and plans are seen by whoever sees the customer."""
    for following in (ContactRecord, FollowupPlan):
        apart = (following.owner_id != Customer.owner_id) | (following.org_path != Customer.org_path)
        statement = select(following.id).join(Customer, Customer.id == following.customer_id).where(apart)
        for identity in session.scalars(statement):
            yield f"{following.__tablename__} {identity}: has not the owner of its customer"


def rhythms_have_orders(session: Session) -> Iterator[str]:
    """A rhythm counts exactly the orders of its customer (N1)."""
    statement = select(CustomerOrder.customer_id, func.count(), func.max(CustomerOrder.ordered_on))
    counted = {row[0]: (row[1], row[2]) for row in session.execute(statement.group_by(CustomerOrder.customer_id))}
    for rhythm in session.scalars(select(Rhythm)):
        if counted.get(rhythm.customer_id) != (rhythm.orders, rhythm.last_order_on):
            yield f"rhythm of {rhythm.customer_id}: not that of its orders"


def customer_facts(session: Session) -> dict[str, Any]:
    """How many customers there are."""
    return {"count": str(session.scalar(select(func.count()).select_from(Customer)))}


def _one_each(rows: Any) -> dict[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = defaultdict(list)
    for identity, value in rows:
        found[identity].append(value)
    return found


INVARIANTS = (
    names_are_indexed,
    phones_are_indexed,
    next_contacts_are_planned,
    one_primary_contact,
    what_follows_has_the_owner,
    rhythms_have_orders,
)
