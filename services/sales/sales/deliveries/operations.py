"""Use cases of deliveries: make one from orders, request the goods, cancel."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from chassis.model import ZERO, NotFound
from chassis.operations import Context, operation
from sales import events
from sales.customers.model import Customer
from sales.deliveries import schemas
from sales.deliveries.credit import check_credit_of_goods
from sales.deliveries.model import Delivery, DeliveryLine, MixedOrders, OrderNotConfirmed
from sales.deliveries.queries import locked_delivery
from sales.documents.permission import need
from sales.documents.rules import ForeignLine, RepeatedLine
from sales.orders.model import NothingLeft, OrderLine, SalesOrder
from sales.orders.queries import locked_orders
from sales.products.queries import chosen_warehouse

PARTIES = (
    "customer_id",
    "customer_code",
    "customer_name",
    "owner_id",
    "org_path",
    "performer_id",
    "performer_name",
    "performer_org_path",
)


@operation(
    "POST",
    "/deliveries",
    title=("制作出货单", "Make a delivery"),
    scope="sales.delivery.enter",
    request=schemas.MakeDelivery,
    response=schemas.DeliveryView,
    status=201,
)
def make_delivery(
    ctx: Context,
    order_ids: list[UUID],
    lines: list[dict[str, Any]] | None,
    warehouse_id: UUID | None,
    note: str,
    request: bool,
    reason: str | None,
    id: UUID | None = None,
) -> Delivery:
    """From confirmed orders of one customer and salesperson; whole remaining quantities unless lines say less (F30)."""
    orders = _deliverable(ctx, order_ids)
    first = orders[0]
    warehouse = chosen_warehouse(ctx.session, warehouse_id or first.warehouse_id)
    delivery = ctx.add(
        Delivery(
            **({"id": id} if id else {}),
            **{name: getattr(first, name) for name in PARTIES},
            warehouse_id=warehouse.id,
            state="draft",
            note=note,
            created_at=ctx.now(),
        )
    )
    delivery.lines = _whole_rest(orders) if lines is None else _chosen(orders, lines)
    delivery.count(delivery.lines)
    if request:
        need(ctx, "sales.delivery.request", delivery)
        _request(ctx, delivery, orders, reason)
    return delivery


@operation(
    "POST",
    "/deliveries/{delivery_id}/request",
    title=("出货", "Request the goods of a delivery"),
    scope="sales.delivery.request",
    request=schemas.RequestDelivery,
    response=schemas.DeliveryView,
)
def request_delivery(ctx: Context, delivery_id: UUID, expected_version: int | None, reason: str | None) -> Delivery:
    """Ask the warehouse for the goods; after a refusal the same delivery may ask again."""
    delivery = ctx.get(Delivery, delivery_id)
    orders = _deliverable(ctx, delivery.order_ids)
    delivery = locked_delivery(ctx, delivery_id, expected_version)
    _request(ctx, delivery, orders, reason)
    return delivery


@operation(
    "POST",
    "/deliveries/{delivery_id}/cancel",
    title=("作废出货单", "Cancel a delivery"),
    scope="sales.delivery.enter",
    request=schemas.CancelDelivery,
    response=schemas.DeliveryView,
)
def cancel_delivery(ctx: Context, delivery_id: UUID, expected_version: int | None) -> Delivery:
    """A draft, or one that was refused; what was shipped is returned instead (X1)."""
    delivery = locked_delivery(ctx, delivery_id, expected_version)
    delivery.move("cancel")
    return delivery


def _request(ctx: Context, delivery: Delivery, orders: Sequence[SalesOrder], reason: str | None) -> None:
    delivery.move("request")
    order_lines = {line.id: line for order in orders for line in order.lines}
    for place, line in enumerate(delivery.lines):
        order_lines[line.order_line_id].claim(line.quantity, field=f"lines.{place}.quantity")
    with ctx.session.no_autoflush:
        customer = ctx.get(Customer, delivery.customer_id)
        check_credit_of_goods(ctx, customer, delivery, orders, reason)
    delivery.refusal = []
    delivery.number = delivery.number or ctx.next_number("DN")
    tell_requested(ctx, delivery)


def tell_requested(ctx: Context, delivery: Delivery) -> None:
    """Publish what is to leave which warehouse."""
    ctx.record(
        events.DeliveryRequested,
        delivery.id,
        delivery_id=delivery.id,
        number=delivery.number,
        warehouse_id=delivery.warehouse_id,
        lines=line_states(delivery),
        **delivery.parties,
    )


def line_states(delivery: Delivery) -> list[dict[str, Any]]:
    """The lines as events tell them."""
    names = ("order_id", "order_line_id", "product_id", "product_code", "product_name", "quantity", "amount")
    return [{"line_id": line.id, **{name: getattr(line, name) for name in names}} for line in delivery.lines]


def _deliverable(ctx: Context, order_ids: Sequence[UUID]) -> list[SalesOrder]:
    """The orders, locked, in the order asked for; raises NotFound, OrderNotConfirmed, MixedOrders."""
    found = {order.id: order for order in locked_orders(ctx, order_ids)}
    if len(found) != len(set(order_ids)):
        raise NotFound(field="order_ids")
    orders = [found[order_id] for order_id in dict.fromkeys(order_ids)]
    if any(order.state != "confirmed" for order in orders):
        raise OrderNotConfirmed(field="order_ids")
    if len({(order.customer_id, order.performer_id) for order in orders}) > 1:
        raise MixedOrders(field="order_ids")
    return orders


def _whole_rest(orders: Sequence[SalesOrder]) -> list[DeliveryLine]:
    rest = [(line, line.remaining) for order in orders for line in order.lines if line.remaining]
    if not rest:
        raise NothingLeft(field="order_ids")
    return [_line(place, line, quantity) for place, (line, quantity) in enumerate(rest, 1)]


def _chosen(orders: Sequence[SalesOrder], chosen: Sequence[dict[str, Any]]) -> list[DeliveryLine]:
    order_lines = {line.id: line for order in orders for line in order.lines}
    seen: set[UUID] = set()
    lines = []
    for place, each in enumerate(chosen):
        line = order_lines.get(each["order_line_id"])
        if line is None:
            raise ForeignLine(field=f"lines.{place}.order_line_id")
        if line.id in seen:
            raise RepeatedLine(field=f"lines.{place}.order_line_id")
        seen.add(line.id)
        lines.append(_line(place + 1, line, each["quantity"]))
    if not lines:
        raise NothingLeft(field="lines")
    return lines


def _line(position: int, line: OrderLine, quantity: Any) -> DeliveryLine:
    """The amount is what these pieces would count for if they left next; shipping makes it exact."""
    return DeliveryLine(
        position=position,
        order_id=line.order_id,
        order_line_id=line.id,
        product_id=line.product_id,
        product_code=line.product_code,
        product_name=line.product_name,
        unit=line.unit,
        quantity=quantity,
        amount=line.next_portion(min(quantity, line.unshipped)),
        returned=ZERO,
        returned_amount=ZERO,
    )
