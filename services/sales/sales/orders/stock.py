"""What happens to an order when purchasing has reserved its stock, or could not."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select, update

from chassis.operations import Context
from sales.orders.model import OrderLine, SalesOrder


def note_reservations(ctx: Context, order_id: UUID, lines: list[dict[str, Any]], state: str) -> None:
    """Keep the reserved quantity of each line and the order's stock state.

    Neither makes a new version: nobody's open form becomes stale because stock was reserved.
    """
    reserved: dict[UUID, Decimal] = {each["order_line_id"]: each["reserved"] for each in lines}
    for line in ctx.session.scalars(select(OrderLine).where(OrderLine.order_id == order_id)):
        line.reserved = min(reserved.get(line.id, Decimal(0)), line.quantity)
    statement = update(SalesOrder).where(SalesOrder.id == order_id, SalesOrder.state == "confirmed")
    ctx.session.execute(statement.values(stock_state=state))
