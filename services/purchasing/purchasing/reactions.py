"""What purchasing does when sales publishes: keep, issue and take back goods."""

from typing import Any
from uuid import UUID

from marshmallow import post_load

from chassis.inbox import Incoming, reaction
from chassis.operations import Context, fields
from purchasing.stock.issuing import DeliveredLine, ReturnedLine, issue_delivery, take_back
from purchasing.stock.reserving import OrderedLine, cancel_order, reserve_order


class OrderLineSeen(Incoming):
    line_id = fields.Id(required=True)
    product_id = fields.Id(required=True)
    product_code = fields.Text(required=True)
    quantity = fields.Quantity(required=True, minimum=0)

    @post_load
    def made(self, fields_seen: dict[str, Any], **_: Any) -> OrderedLine:
        return OrderedLine(**fields_seen)


class OrderSeen(Incoming):
    order_id = fields.Id(required=True)
    warehouse_id = fields.Id(required=True, allow_none=True)
    lines = fields.List(fields.Nested(OrderLineSeen), required=True)


class CancellationSeen(Incoming):
    order_id = fields.Id(required=True)


class DeliveryLineSeen(Incoming):
    line_id = fields.Id(required=True)
    order_id = fields.Id(required=True)
    order_line_id = fields.Id(required=True)
    product_id = fields.Id(required=True)
    product_code = fields.Text(required=True)
    quantity = fields.Quantity(required=True, positive=True)

    @post_load
    def made(self, fields_seen: dict[str, Any], **_: Any) -> DeliveredLine:
        return DeliveredLine(**fields_seen)


class DeliverySeen(Incoming):
    delivery_id = fields.Id(required=True)
    number = fields.Text(required=True)
    warehouse_id = fields.Id(required=True)
    lines = fields.List(fields.Nested(DeliveryLineSeen), required=True)


class ReturnLineSeen(Incoming):
    line_id = fields.Id(required=True)
    product_id = fields.Id(required=True)
    quantity = fields.Quantity(required=True, positive=True)

    @post_load
    def made(self, fields_seen: dict[str, Any], **_: Any) -> ReturnedLine:
        return ReturnedLine(**fields_seen)


class ReturnSeen(Incoming):
    return_id = fields.Id(required=True)
    number = fields.Text(required=True)
    warehouse_id = fields.Id(required=True)
    lines = fields.List(fields.Nested(ReturnLineSeen), required=True)


@reaction("sales.order_confirmed.v1", OrderSeen)
@reaction("sales.order_amended.v1", OrderSeen)
def keep_for_order(ctx: Context, order_id: UUID, warehouse_id: UUID | None, lines: list[OrderedLine]) -> None:
    reserve_order(ctx, order_id, warehouse_id, lines)


@reaction("sales.order_cancelled.v1", CancellationSeen)
def release_order(ctx: Context, order_id: UUID) -> None:
    cancel_order(ctx, order_id)


@reaction("sales.delivery_requested.v1", DeliverySeen)
def issue_goods(ctx: Context, delivery_id: UUID, number: str, warehouse_id: UUID, lines: list[DeliveredLine]) -> None:
    issue_delivery(ctx, delivery_id, number, warehouse_id, lines)


@reaction("sales.goods_returned.v1", ReturnSeen)
def take_goods_back(ctx: Context, return_id: UUID, number: str, warehouse_id: UUID, lines: list[ReturnedLine]) -> None:
    take_back(ctx, return_id, number, warehouse_id, lines)
