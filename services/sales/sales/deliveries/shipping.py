"""What happens to a delivery when the warehouse answers: it is shipped, or refused with the short lines as reason."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import update

from chassis.operations import Context
from sales import events
from sales.customers.model import Customer
from sales.deliveries.model import Delivery
from sales.deliveries.operations import line_states
from sales.deliveries.queries import locked_delivery
from sales.orders.model import OrderLine, SalesOrder
from sales.orders.queries import locked_orders
from sales.performance.counting import count_document


def ship(ctx: Context, delivery_id: UUID, issued_on: date) -> None:
    """The goods have left: fix the amounts to the cent, count the result, open the way for the receivable (F34)."""
    delivery, orders = _waiting(ctx, delivery_id)
    if delivery is None:
        return
    delivery.move("ship")
    order_lines = _lines_of(orders)
    for line in delivery.lines:
        line.amount = order_lines[line.order_line_id].ship(line.quantity)
    delivery.count(delivery.lines)
    customer = ctx.get(Customer, delivery.customer_id)
    delivery.shipped_on, delivery.due_on = issued_on, issued_on + timedelta(days=customer.credit_days)
    _advance(ctx, orders, issued_on)
    count_document(ctx.session, "shipped", delivery, issued_on, delivery.lines)
    tell_shipped(ctx, delivery, orders)


def refuse(ctx: Context, delivery_id: UUID, short: list[dict[str, Any]]) -> None:
    """The warehouse is short: nothing left, the order has its quantities back, the delivery may ask again."""
    delivery, orders = _waiting(ctx, delivery_id)
    if delivery is None:
        return
    delivery.move("refuse")
    delivery.refusal = short
    order_lines = _lines_of(orders)
    for line in delivery.lines:
        order_lines[line.order_line_id].release(line.quantity)


def tell_shipped(ctx: Context, delivery: Delivery, orders: Iterable[SalesOrder]) -> None:
    """Publish what left, and which orders are thereby done."""
    ctx.record(
        events.DeliveryShipped,
        delivery.id,
        delivery_id=delivery.id,
        number=delivery.number,
        order_ids=delivery.order_ids,
        shipped_on=delivery.shipped_on,
        due_on=delivery.due_on,
        total=delivery.total,
        lines=line_states(delivery),
        delivered_order_ids=[order.id for order in orders if order.reached() == "full"],
        **delivery.parties,
    )


def _waiting(ctx: Context, delivery_id: UUID) -> tuple[Delivery | None, list[SalesOrder]]:
    """The delivery that waits for this answer, with its orders; None when it is unknown or was answered before."""
    known = ctx.session.get(Delivery, delivery_id)
    if known is None:
        return None, []
    orders = locked_orders(ctx, known.order_ids)
    delivery = locked_delivery(ctx, delivery_id)
    return (delivery, orders) if delivery.state == "requested" else (None, [])


def _lines_of(orders: Iterable[SalesOrder]) -> dict[UUID, OrderLine]:
    return {line.id: line for order in orders for line in order.lines}


def _advance(ctx: Context, orders: Iterable[SalesOrder], day: date) -> None:
    """Set how far the delivery has come without a new version: nobody's form becomes stale because goods left."""
    for order in orders:
        reached = {"delivery_state": order.reached(), "shipped_on": day}
        ctx.session.execute(update(SalesOrder).where(SalesOrder.id == order.id).values(reached))
