"""Reminders about customers: contact, rhythm, deliveries (F70-F73, F75)."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from chassis.model import ZERO
from chassis.operations import Context
from notification.customers.operations import present_owner
from notification.reminders import deliveries
from notification.reminders.following import Owner, Source, clear, find_reminder, follow
from notification.reminders.model import Reminder


def plan_contact(ctx: Context, due_on: date | None, without: str, topic: str | None, **customer: Any) -> None:
    """The next contact is due on a day; without one the reminder is cleared, and `without` says why.

    `topic` None keeps the topic that was planned.
    """
    known = find_reminder(ctx, "contact_due", customer["customer_id"])
    if due_on is None:
        clear(ctx, known, without)
        return
    if topic is None:
        topic = known.details["topic"] if known else ""
    follow(ctx, _about(ctx, "contact_due", customer["customer_id"], due_on, {"topic": topic}, **customer), known)


def expect_order(
    ctx: Context, last_order_on: date, expected_on: date, lost_on: date, average_order: Decimal, **customer: Any
) -> None:
    """The next order is expected by one day, and the customer is lost by another (F72, F75, N1)."""
    details = {"last_order_on": last_order_on.isoformat()}
    for kind, due_on in (("not_ordered", expected_on), ("lost_customer", lost_on)):
        follow(ctx, _about(ctx, kind, customer["customer_id"], due_on, details, average_order, **customer))


def expect_nothing(ctx: Context, customer_id: UUID) -> None:
    """The customer's only orders were cancelled: there is no rhythm to fall behind of."""
    for kind in ("not_ordered", "lost_customer"):
        clear(ctx, find_reminder(ctx, kind, customer_id), "cancelled")


def order_as_it_is(
    ctx: Context,
    order_id: UUID,
    number: str,
    ordered_on: date,
    deliver_on: date | None,
    total: Decimal,
    lines: list[dict[str, Any]],
    **customer: Any,
) -> None:
    """A confirmed order is to be delivered by its day. Without a day nobody is reminded (F28, F73)."""
    known = find_reminder(ctx, "delivery_due", order_id)
    details = deliveries.ordered(known.details if known else deliveries.UNKNOWN, number, lines)
    amount = max(ZERO, total - Decimal(details["shipped_amount"]))
    due_on = deliver_on or ordered_on
    if deliver_on is not None and deliveries.left(details):
        follow(ctx, _about(ctx, "delivery_due", order_id, due_on, details, amount, **customer), known)
        return
    known = known or _nothing_due(ctx, order_id, due_on, **customer)
    known.details, known.amount = details, amount
    clear(ctx, known, "undated" if deliveries.left(details) else "delivered")


def cancel_order(ctx: Context, order_id: UUID) -> None:
    """Nothing more will be delivered."""
    reminder = find_reminder(ctx, "delivery_due", order_id)
    if reminder is not None:
        reminder.details = {**reminder.details, "cancelled": True}
        clear(ctx, reminder, "cancelled")


def deliver(
    ctx: Context, shipped_on: date, lines: list[dict[str, Any]], delivered_order_ids: list[UUID], **customer: Any
) -> None:
    """Goods have left: orders with nothing left are cleared, the others show what is left."""
    for order_id in sorted({line["order_id"] for line in lines}):
        mine = [line for line in lines if line["order_id"] == order_id]
        known = find_reminder(ctx, "delivery_due", order_id) or _nothing_due(ctx, order_id, shipped_on, **customer)
        known.details = deliveries.shipped(known.details, mine)
        if known.amount is not None:
            known.amount = max(ZERO, known.amount - sum((line["amount"] for line in mine), ZERO))
        if order_id in delivered_order_ids or not deliveries.left(known.details):
            clear(ctx, known, "delivered")


def _nothing_due(ctx: Context, order_id: UUID, day: date, **customer: Any) -> Reminder:
    """Remembers what was delivered of an order that nobody is reminded of, or that is not known yet."""
    source = _about(ctx, "delivery_due", order_id, day, deliveries.UNKNOWN, None, **customer)
    reminder = follow(ctx, source)
    reminder.clear("undated", ctx.now())
    return reminder


def _about(
    ctx: Context,
    kind: str,
    source_id: UUID,
    due_on: date,
    details: dict[str, Any],
    amount: Decimal | None = None,
    *,
    customer_id: UUID,
    customer_name: str,
    owner_id: UUID,
    org_path: str,
) -> Source:
    """A source about a customer, for the customer's present owner."""
    owner = present_owner(ctx, customer_id, Owner(owner_id, org_path))
    return Source(kind, source_id, owner, due_on, customer_id, customer_name, amount, 0, details)
