"""What crm does when others publish: orders make the rhythm, people who move or leave take or leave their customers."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from chassis.access import Person
from chassis.inbox import Incoming, reaction
from chassis.operations import Context, fields
from crm.customers.model import Customer
from crm.rhythm.keeping import forget_order, note_order
from crm.transfers.operations import move_customers, place_customers


class OrderSeen(Incoming):
    order_id = fields.Id(required=True)
    customer_id = fields.Id(required=True)
    ordered_on = fields.LocalDate(required=True)
    total = fields.Money(required=True)


class CancelledOrderSeen(Incoming):
    order_id = fields.Id(required=True)
    customer_id = fields.Id(required=True)


class PersonSeen(Incoming):
    user_id = fields.Id(required=True)
    org_path = fields.Text(required=True)


class LeaverSeen(Incoming):
    user_id = fields.Id(required=True)
    successor_id = fields.Id(load_default=None, allow_none=True)


@reaction("sales.order_confirmed.v1", OrderSeen)
@reaction("sales.order_amended.v1", OrderSeen)
@reaction("sales.past_order_imported.v1", OrderSeen)
def follow_order(ctx: Context, **order: Any) -> None:
    """An order feeds the customer's rhythm (N1)."""
    note_order(ctx, **order)


@reaction("sales.order_cancelled.v1", CancelledOrderSeen)
def follow_cancelled_order(ctx: Context, order_id: UUID, customer_id: UUID) -> None:
    """A cancelled order is taken out of the rhythm."""
    forget_order(ctx, order_id, customer_id)


@reaction("gateway.user_changed.v1", PersonSeen)
def follow_person(ctx: Context, user_id: UUID, org_path: str) -> None:
    """Who joins another team takes the customers along: superiors see what their team looks after now (F93)."""
    moved = select(Customer).where(Customer.owner_id == user_id, Customer.org_path != org_path)
    if customers := ctx.session.scalars(moved).all():
        place_customers(ctx, customers, user_id, org_path)


@reaction("gateway.user_deactivated.v1", LeaverSeen)
def follow_leaver(ctx: Context, user_id: UUID, successor_id: UUID | None) -> None:
    """With a named successor the customers of a leaver are transferred at once (F18); else they wait for a transfer."""
    successor = ctx.session.get(Person, successor_id) if successor_id else None
    customers = ctx.session.scalars(select(Customer).where(Customer.owner_id == user_id)).all()
    if successor is not None and successor.id != user_id and customers:
        move_customers(ctx, customers, successor, "离职交接 / The salesperson has left")
