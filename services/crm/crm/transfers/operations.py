"""Giving customers to another salesperson (F18): what may be seen follows, what was achieved does not."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select, update

from chassis.access import Person
from chassis.operations import Context, operation
from crm import events
from crm.contact_records.model import ContactRecord
from crm.customers.model import Customer, MayNotAssign
from crm.customers.operations import known_person
from crm.plans.model import FollowupPlan
from crm.transfers import schemas
from crm.transfers.model import AlreadyOwner, Transfer


@operation(
    "POST",
    "/customers/{customer_id}/transfer",
    title=("移交客户", "Transfer a customer"),
    scope="crm.customer.transfer",
    request=schemas.TransferCustomer,
    response=schemas.TransferView,
)
def transfer_customer(
    ctx: Context, customer_id: UUID, owner_id: UUID, reason: str, expected_version: int | None
) -> Transfer:
    """Raises AlreadyOwner, OwnerUnknown, and MayNotAssign for a new owner out of the caller's reach."""
    customer = ctx.get(Customer, customer_id, version=expected_version)
    return move_customers(ctx, [customer], _new_owner(ctx, owner_id), reason)[0]


@operation(
    "POST",
    "/transfers",
    title=("批量移交客户", "Transfer customers"),
    scope="crm.customer.transfer",
    request=schemas.TransferCustomers,
    response=schemas.Transfers,
)
def transfer_customers(ctx: Context, customer_ids: list[UUID], owner_id: UUID, reason: str) -> dict[str, Any]:
    """All of them, or none."""
    wanted = list(dict.fromkeys(customer_ids))
    customers = [ctx.get(Customer, identity, field="customer_ids") for identity in wanted]
    return {"items": move_customers(ctx, customers, _new_owner(ctx, owner_id), reason)}


@operation(
    "GET",
    "/transfers",
    title=("客户移交记录", "Transfers of customers"),
    scope="crm.customer.read",
    query=schemas.TransferQuery,
    response=schemas.TransferPage,
)
def list_transfers(
    ctx: Context, customer_id: UUID | None, owner_id: UUID | None, previous_owner_id: UUID | None, **query: Any
) -> dict[str, Any]:
    """Of the customers that are within reach now, the newest first."""
    # The join brings the customer's scope along: a transfer has none of its own.
    statement = select(Transfer).join(Customer, Customer.id == Transfer.customer_id)
    for column, value in (
        (Transfer.customer_id, customer_id),
        (Transfer.owner_id, owner_id),
        (Transfer.previous_owner_id, previous_owner_id),
    ):
        if value is not None:
            statement = statement.where(column == value)
    return ctx.page(statement, {"transferred_at": Transfer.transferred_at}, "-transferred_at", query)


def move_customers(ctx: Context, customers: Sequence[Customer], owner: Person, reason: str) -> list[Transfer]:
    """Customers with their records and open plans get a new owner; the performers stay as they are."""
    for customer in customers:
        if customer.owner_id == owner.id:
            raise AlreadyOwner(field="owner_id", name=customer.name)
    transfers = [ctx.add(_transfer(ctx, customer, owner.id, reason)) for customer in customers]
    place_customers(ctx, customers, owner.id, owner.org_path)
    return transfers


def place_customers(ctx: Context, customers: Sequence[Customer], owner_id: UUID, org_path: str) -> None:
    """Owner and place of the customers and all that follows them, told for each."""
    for customer in customers:
        previous = customer.owner_id
        customer.give_to(owner_id, org_path)
        ctx.record(events.CustomerTransferred, customer.id, **customer.state(), previous_owner_id=previous)
    ctx.session.flush()
    identities = [customer.id for customer in customers]
    for following in (ContactRecord, FollowupPlan):
        moved = update(following).where(following.customer_id.in_(identities))
        ctx.session.execute(moved.values(owner_id=owner_id, org_path=org_path))


def _new_owner(ctx: Context, owner_id: UUID) -> Person:
    owner = known_person(ctx, owner_id)
    if not ctx.reach.includes(owner.id, owner.org_path):
        raise MayNotAssign(field="owner_id")
    return owner


def _transfer(ctx: Context, customer: Customer, owner_id: UUID, reason: str) -> Transfer:
    return Transfer(
        customer_id=customer.id,
        customer_name=customer.name,
        previous_owner_id=customer.owner_id,
        owner_id=owner_id,
        reason=reason,
        transferred_at=ctx.now(),
        transferred_by=UUID(ctx.actor["id"]),
    )
