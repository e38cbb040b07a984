"""Use cases of returns: enter, confirm, cancel."""

from typing import Any
from uuid import UUID

from chassis.operations import Context, operation
from sales import events
from sales.deliveries.model import Delivery, DeliveryLine, ExceedsShipped, NotShipped
from sales.deliveries.operations import PARTIES
from sales.deliveries.queries import locked_delivery
from sales.documents.permission import need
from sales.documents.rules import ForeignLine, RepeatedLine
from sales.performance.counting import count_document
from sales.products.queries import chosen_warehouse
from sales.returns import schemas
from sales.returns.model import ReturnLine, SalesReturn


@operation(
    "POST",
    "/returns",
    title=("录入销售退货", "Enter a sales return"),
    scope="sales.return.enter",
    request=schemas.EnterReturn,
    response=schemas.ReturnView,
    status=201,
)
def enter_return(
    ctx: Context,
    delivery_id: UUID,
    lines: list[dict[str, Any]] | None,
    warehouse_id: UUID | None,
    note: str,
    confirm: bool,
    id: UUID | None = None,
) -> SalesReturn:
    """From a shipped delivery, limited to what was shipped less what was returned (X2)."""
    delivery = locked_delivery(ctx, delivery_id)
    if delivery.state != "shipped":
        raise NotShipped(field="delivery_id")
    warehouse = chosen_warehouse(ctx.session, warehouse_id or delivery.warehouse_id)
    back = ctx.add(
        SalesReturn(
            **({"id": id} if id else {}),
            **{name: getattr(delivery, name) for name in PARTIES},
            delivery_id=delivery.id,
            warehouse_id=warehouse.id,
            state="draft",
            note=note,
            created_at=ctx.now(),
        )
    )
    back.lines = _all(delivery) if lines is None else _chosen(delivery, lines)
    back.count(back.lines)
    if confirm:
        need(ctx, "sales.return.confirm", back)
        _confirm(ctx, back, delivery)
    return back


@operation(
    "POST",
    "/returns/{return_id}/confirm",
    title=("确认销售退货", "Confirm a sales return"),
    scope="sales.return.confirm",
    request=schemas.MoveReturn,
    response=schemas.ReturnView,
)
def confirm_return(ctx: Context, return_id: UUID, expected_version: int | None) -> SalesReturn:
    """Stock goes up and the receivable down."""
    back = ctx.get(SalesReturn, return_id, version=expected_version)
    _confirm(ctx, back, locked_delivery(ctx, back.delivery_id))
    return back


@operation(
    "POST",
    "/returns/{return_id}/cancel",
    title=("作废销售退货草稿", "Cancel a draft return"),
    scope="sales.return.enter",
    request=schemas.MoveReturn,
    response=schemas.ReturnView,
)
def cancel_return(ctx: Context, return_id: UUID, expected_version: int | None) -> SalesReturn:
    back = ctx.get(SalesReturn, return_id, version=expected_version)
    back.move("cancel")
    return back


def _confirm(ctx: Context, back: SalesReturn, delivery: Delivery) -> None:
    back.move("confirm")
    shipped = {line.id: line for line in delivery.lines}
    for place, line in enumerate(back.lines):
        line.amount = shipped[line.delivery_line_id].take_back(line.quantity, field=f"lines.{place}.quantity")
    back.count(back.lines)
    back.number, back.returned_on = ctx.next_number("SR"), ctx.today()
    count_document(ctx.session, "returned", back, back.returned_on, back.lines)
    names = ("delivery_line_id", "product_id", "product_code", "quantity", "amount")
    ctx.record(
        events.GoodsReturned,
        back.id,
        return_id=back.id,
        number=back.number,
        delivery_id=back.delivery_id,
        warehouse_id=back.warehouse_id,
        returned_on=back.returned_on,
        total=back.total,
        lines=[{"line_id": line.id, **{name: getattr(line, name) for name in names}} for line in back.lines],
        **back.parties,
    )


def _all(delivery: Delivery) -> list[ReturnLine]:
    rest = [line for line in delivery.lines if line.returnable]
    if not rest:
        raise ExceedsShipped(field="delivery_id")
    return [_line(place, line, line.returnable) for place, line in enumerate(rest, 1)]


def _chosen(delivery: Delivery, chosen: list[dict[str, Any]]) -> list[ReturnLine]:
    shipped = {line.id: line for line in delivery.lines}
    lines: dict[UUID, ReturnLine] = {}
    for place, each in enumerate(chosen):
        line = shipped.get(each["delivery_line_id"])
        if line is None:
            raise ForeignLine(field=f"lines.{place}.delivery_line_id")
        if line.id in lines:
            raise RepeatedLine(field=f"lines.{place}.delivery_line_id")
        if each["quantity"] > line.returnable:
            raise ExceedsShipped(field=f"lines.{place}.quantity")
        lines[line.id] = _line(place + 1, line, each["quantity"])
    return list(lines.values())


def _line(position: int, line: DeliveryLine, quantity: Any) -> ReturnLine:
    return ReturnLine(
        position=position,
        delivery_line_id=line.id,
        product_id=line.product_id,
        product_code=line.product_code,
        product_name=line.product_name,
        quantity=quantity,
        amount=line.next_portion(quantity),
    )
