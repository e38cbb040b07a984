"""Use cases of orders: enter, edit, confirm, amend, cancel."""

from typing import Any
from uuid import UUID

from chassis.operations import Context, operation
from sales import events
from sales.customers.model import Customer
from sales.documents.entering import checked_amount, customer_to_serve, parties_of, priced_lines
from sales.documents.permission import need
from sales.documents.rules import ForeignLine, RepeatedLine
from sales.orders import schemas
from sales.orders.confirming import bind, check_floor, tell_state
from sales.orders.credit import check_credit
from sales.orders.model import OrderLine, SalesOrder, check_days
from sales.orders.queries import locked_order
from sales.performance.counting import recount_order
from sales.products.queries import chosen_warehouse


@operation(
    "POST",
    "/orders",
    title=("录入订单", "Enter an order"),
    scope="sales.order.enter",
    request=schemas.EnterOrder,
    response=schemas.OrderView,
    status=201,
)
def enter_order(ctx: Context, confirm: bool, reason: str | None, **content: Any) -> SalesOrder:
    """A draft, or with `confirm` a binding order in the same transaction (F26, F27)."""
    customer = customer_to_serve(ctx, content["customer_id"])
    lines = priced_lines(ctx, OrderLine, customer, content["lines"])
    order = ctx.add(SalesOrder(**_columns(ctx, customer, content), **_own_id(content), state="draft", lines=lines))
    order.count(lines)
    if confirm:
        need(ctx, "sales.order.confirm", order)
        bind(ctx, order, customer, reason)
    return order


@operation(
    "PUT",
    "/orders/{order_id}",
    title=("修改订单草稿", "Edit a draft order"),
    scope="sales.order.enter",
    request=schemas.EditOrder,
    response=schemas.OrderView,
)
def edit_order(ctx: Context, order_id: UUID, expected_version: int | None, **content: Any) -> SalesOrder:
    order = locked_order(ctx, order_id, expected_version)
    order.move("edit")  # stays a draft, or is refused
    customer = customer_to_serve(ctx, content["customer_id"])
    lines = priced_lines(ctx, OrderLine, customer, content["lines"])
    columns = _columns(ctx, customer, content) | {"created_at": order.created_at, "lines": lines}
    for name, value in columns.items():
        setattr(order, name, value)
    order.count(lines)
    return order


@operation(
    "POST",
    "/orders/{order_id}/confirm",
    title=("确认订单", "Confirm an order"),
    scope="sales.order.confirm",
    request=schemas.ConfirmOrder,
    response=schemas.OrderView,
)
def confirm_order(ctx: Context, order_id: UUID, expected_version: int | None, reason: str | None) -> SalesOrder:
    """The order gets its number, and stock is to be reserved; credit and floor prices are checked (X5, X8, X10)."""
    order = locked_order(ctx, order_id, expected_version)
    bind(ctx, order, customer_to_serve(ctx, order.customer_id), reason)
    return order


@operation(
    "POST",
    "/orders/{order_id}/amend",
    title=("变更订单", "Amend a confirmed order"),
    scope="sales.order.amend",
    request=schemas.AmendOrder,
    response=schemas.OrderView,
)
def amend_order(
    ctx: Context,
    order_id: UUID,
    lines: list[dict[str, Any]],
    add: list[dict[str, Any]],
    expected_version: int | None,
    reason: str | None,
) -> SalesOrder:
    """Other quantities, not below what was shipped or is being shipped, and further lines."""
    order = locked_order(ctx, order_id, expected_version)
    order.move("amend")
    customer = customer_to_serve(ctx, order.customer_id)
    with ctx.session.no_autoflush:
        _amend(ctx, order, customer, lines, add, reason)
    ctx.session.flush()
    recount_order(ctx.session, order)
    tell_state(ctx, events.OrderAmended, order)
    return order


@operation(
    "POST",
    "/orders/{order_id}/cancel",
    title=("取消订单", "Cancel an order"),
    scope="sales.order.cancel",
    request=schemas.CancelOrder,
    response=schemas.OrderView,
)
def cancel_order(ctx: Context, order_id: UUID, expected_version: int | None, reason: str | None) -> SalesOrder:
    """Cancel what has not been shipped: the whole order, or the rest of one partly delivered (X1)."""
    order = locked_order(ctx, order_id, expected_version)
    was_draft = order.state == "draft"
    order.cancel(reason)
    if not was_draft:
        order.delivery_state = order.reached()
        ctx.session.flush()
        recount_order(ctx.session, order)
        ctx.record(events.OrderCancelled, order.id, order_id=order.id, number=order.number, **order.parties)
    return order


def _columns(ctx: Context, customer: Customer, content: dict[str, Any]) -> dict[str, Any]:
    if content["warehouse_id"] is not None:
        chosen_warehouse(ctx.session, content["warehouse_id"])
    ordered_on = content["ordered_on"] or ctx.today()
    check_days(ordered_on, content["deliver_on"], ctx.today())
    return {
        **parties_of(ctx, customer, content["performer_id"]),
        "ordered_on": ordered_on,
        **{name: content[name] for name in ("deliver_on", "warehouse_id", "payment_terms", "note")},
    }


def _own_id(content: dict[str, Any]) -> dict[str, Any]:
    return {"id": content["id"]} if "id" in content else {}


def _amend(
    ctx: Context,
    order: SalesOrder,
    customer: Customer,
    lines: list[dict[str, Any]],
    add: list[dict[str, Any]],
    reason: str | None,
) -> None:
    before = order.total
    _change_lines(order, lines)
    if add:
        _append(order, priced_lines(ctx, OrderLine, customer, add))
    check_floor(ctx, order)
    order.count(order.lines)
    if order.total > before and check_credit(ctx, customer, order, reason):
        order.credit_reason = reason
    order.stock_state, order.delivery_state = "pending", order.reached()


def _append(order: SalesOrder, lines: list[OrderLine]) -> None:
    last = max(line.position for line in order.lines)
    for line in lines:
        line.position += last
    order.lines.extend(lines)


def _change_lines(order: SalesOrder, changes: list[dict[str, Any]]) -> None:
    by_id = {line.id: line for line in order.lines}
    for place, change in enumerate(changes):
        line = by_id.pop(change["line_id"], None)
        if line is None:
            known = any(each.id == change["line_id"] for each in order.lines)
            raise (RepeatedLine if known else ForeignLine)(field=f"lines.{place}.line_id")
        field = f"lines.{place}.quantity"
        amount = checked_amount(change["quantity"], line.unit_price, line.discount, field)
        line.amend(change["quantity"], amount, field=field)
