"""Somebody prints a document: the paper is made of what the person may see, and the audit trail knows of it (X9)."""

from typing import Any
from uuid import UUID

from chassis.audit import note
from chassis.operations import Context, operation
from sales.deliveries.model import Delivery
from sales.orders.model import SalesOrder
from sales.printing import schemas
from sales.quotes.model import Quote


@operation(
    "POST",
    "/quotes/{quote_id}/prints",
    title=("打印报价单", "Print a quote"),
    scope="sales.quote.read",
    request=schemas.NotePrint,
    response=schemas.Printed,
    status=201,
)
def print_quote(ctx: Context, quote_id: UUID, paper: str) -> dict[str, Any]:
    return _noted(ctx, ctx.get(Quote, quote_id), paper)


@operation(
    "POST",
    "/orders/{order_id}/prints",
    title=("打印订单", "Print an order"),
    scope="sales.order.read",
    request=schemas.NotePrint,
    response=schemas.Printed,
    status=201,
)
def print_order(ctx: Context, order_id: UUID, paper: str) -> dict[str, Any]:
    return _noted(ctx, ctx.get(SalesOrder, order_id), paper)


@operation(
    "POST",
    "/deliveries/{delivery_id}/prints",
    title=("打印出货单", "Print a delivery"),
    scope="sales.delivery.read",
    request=schemas.NotePrint,
    response=schemas.Printed,
    status=201,
)
def print_delivery(ctx: Context, delivery_id: UUID, paper: str) -> dict[str, Any]:
    return _noted(ctx, ctx.get(Delivery, delivery_id), paper)


def _noted(ctx: Context, document: Quote | SalesOrder | Delivery, paper: str) -> dict[str, Any]:
    note(ctx, "print", type(document).__name__, document.id, number=document.number, paper=paper, state=document.state)
    return {"printed_at": ctx.now(), "printed_by": ctx.actor["name"]}
