"""What sales does when others publish. Each parses the few fields needed and calls one function."""

from datetime import date
from typing import Any
from uuid import UUID

from chassis.inbox import Incoming, reaction
from chassis.operations import Context, fields
from sales.customers.following import keep_credit, keep_customer
from sales.deliveries.shipping import refuse, ship
from sales.orders.stock import note_reservations
from sales.performance.model import Team
from sales.products.following import keep_levels, keep_product, keep_warehouse


class CustomerSeen(Incoming):
    customer_id = fields.Id(required=True)
    code = fields.Text(required=True)
    name = fields.Text(required=True)
    owner_id = fields.Id(required=True)
    org_path = fields.Text(required=True)
    grade = fields.Text(load_default=None, allow_none=True)
    area = fields.Text(load_default=None, allow_none=True)
    credit_limit = fields.Money(required=True, allow_none=True)
    credit_days = fields.WholeNumber(required=True)
    active = fields.Boolean(required=True)


class CreditSeen(Incoming):
    customer_id = fields.Id(required=True)
    credit_limit = fields.Money(required=True, allow_none=True)
    open_receivables = fields.Money(required=True)
    overdue_since = fields.LocalDate(required=True, allow_none=True)


class ProductSeen(Incoming):
    product_id = fields.Id(required=True)
    code = fields.Text(required=True)
    name = fields.Text(required=True)
    model = fields.Text(load_default="")
    spec = fields.Text(load_default="")
    unit = fields.Text(load_default="")
    category_code = fields.Text(load_default="")
    category_name = fields.Text(load_default="")
    list_price = fields.UnitPrice(required=True)
    floor_price = fields.UnitPrice(required=True, allow_none=True)
    active = fields.Boolean(required=True)


class LevelSeen(Incoming):
    product_id = fields.Id(required=True)
    warehouse_id = fields.Id(required=True)
    on_hand = fields.Quantity(required=True)
    reserved = fields.Quantity(required=True)
    version = fields.WholeNumber(required=True)


class LevelsSeen(Incoming):
    levels = fields.List(fields.Nested(LevelSeen), required=True)


class WarehouseSeen(Incoming):
    warehouse_id = fields.Id(required=True)
    code = fields.Text(required=True)
    name = fields.Text(required=True)
    active = fields.Boolean(required=True)
    is_default = fields.Boolean(required=True)


class ReservedLineSeen(Incoming):
    order_line_id = fields.Id(required=True)
    reserved = fields.Quantity(required=True)


class ReservationsSeen(Incoming):
    order_id = fields.Id(required=True)
    lines = fields.List(fields.Nested(ReservedLineSeen), required=True)


class IssueSeen(Incoming):
    delivery_id = fields.Id(required=True)
    issued_on = fields.LocalDate(required=True)


class ShortLineSeen(Incoming):
    line_id = fields.Id(required=True)
    product_id = fields.Id(required=True)
    product_code = fields.Text(required=True)
    wanted = fields.Text(required=True)
    on_hand = fields.Text(required=True)


class IssueRefusalSeen(Incoming):
    delivery_id = fields.Id(required=True)
    lines = fields.List(fields.Nested(ShortLineSeen), required=True)


class TeamSeen(Incoming):
    path = fields.Text(required=True)
    name = fields.Text(required=True)


@reaction("crm.customer_registered.v1", CustomerSeen)
@reaction("crm.customer_changed.v1", CustomerSeen)
@reaction("crm.customer_transferred.v1", CustomerSeen)
def follow_customer(ctx: Context, **customer: Any) -> None:
    keep_customer(ctx, **customer)


@reaction("finance.credit_changed.v1", CreditSeen)
def follow_credit(ctx: Context, **credit: Any) -> None:
    keep_credit(ctx, **credit)


@reaction("purchasing.product_changed.v1", ProductSeen)
def follow_product(ctx: Context, **product: Any) -> None:
    keep_product(ctx, **product)


@reaction("purchasing.stock_level_changed.v1", LevelsSeen)
def follow_stock_levels(ctx: Context, levels: list[dict[str, Any]]) -> None:
    keep_levels(ctx, levels)


@reaction("purchasing.warehouse_changed.v1", WarehouseSeen)
def follow_warehouse(ctx: Context, **warehouse: Any) -> None:
    keep_warehouse(ctx, **warehouse)


@reaction("purchasing.stock_reserved.v1", ReservationsSeen)
def note_reserved(ctx: Context, order_id: UUID, lines: list[dict[str, Any]]) -> None:
    note_reservations(ctx, order_id, lines, "reserved")


@reaction("purchasing.stock_short.v1", ReservationsSeen)
def note_short(ctx: Context, order_id: UUID, lines: list[dict[str, Any]]) -> None:
    note_reservations(ctx, order_id, lines, "short")


@reaction("purchasing.stock_issued.v1", IssueSeen)
def goods_left(ctx: Context, delivery_id: UUID, issued_on: date) -> None:
    ship(ctx, delivery_id, issued_on)


@reaction("purchasing.stock_issue_refused.v1", IssueRefusalSeen)
def goods_refused(ctx: Context, delivery_id: UUID, lines: list[dict[str, Any]]) -> None:
    refuse(ctx, delivery_id, lines)


@reaction("gateway.org_unit_changed.v1", TeamSeen)
def follow_team(ctx: Context, path: str, name: str) -> None:
    ctx.session.merge(Team(path=path, name=name))
