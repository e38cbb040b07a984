"""What finance does when others publish: it opens, reduces and hands over what is owed, and books the cost of stock."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from chassis.inbox import Incoming, reaction
from chassis.operations import Context, fields
from finance.credit.operations import follow_limit
from finance.customers.operations import customer_of_document, keep_customer
from finance.inventory.operations import book_adjustment, book_issue, book_taking_back
from finance.payables.operations import bill_goods, credit_send_back
from finance.receivables.operations import bill_delivery, credit_return, hand_over
from finance.suppliers.operations import keep_supplier


class CustomerSeen(Incoming):
    customer_id = fields.Id(required=True)
    code = fields.Text(required=True)
    name = fields.Text(required=True)
    owner_id = fields.Id(required=True)
    org_path = fields.Text(required=True)
    credit_limit = fields.Money(required=True, allow_none=True)
    credit_days = fields.WholeNumber(required=True)


class DocumentSeen(Incoming):
    customer_id = fields.Id(required=True)
    customer_name = fields.Text(required=True)
    owner_id = fields.Id(required=True)
    org_path = fields.Text(required=True)
    number = fields.Text(required=True)
    delivery_id = fields.Id(required=True)
    total = fields.Money(required=True)


class DeliverySeen(DocumentSeen):
    performer_id = fields.Id(required=True)
    performer_org_path = fields.Text(required=True)
    shipped_on = fields.LocalDate(required=True)
    due_on = fields.LocalDate(required=True)


class ReturnSeen(DocumentSeen):
    return_id = fields.Id(required=True)
    returned_on = fields.LocalDate(required=True)


class SupplierSeen(Incoming):
    supplier_id = fields.Id(required=True)
    code = fields.Text(required=True)
    name = fields.Text(required=True)


class GoodsSeen(Incoming):
    receipt_id = fields.Id(required=True)
    number = fields.Text(required=True)
    supplier_id = fields.Id(required=True)
    supplier_name = fields.Text(required=True)
    buyer_id = fields.Id(required=True)
    org_path = fields.Text(required=True)
    received_on = fields.LocalDate(required=True)
    due_on = fields.LocalDate(required=True)
    total = fields.Money(required=True)


class SentBackSeen(Incoming):
    return_id = fields.Id(required=True)
    receipt_id = fields.Id(required=True)
    number = fields.Text(required=True)
    supplier_id = fields.Id(required=True)
    supplier_name = fields.Text(required=True)
    received_on = fields.LocalDate(required=True)
    total = fields.Money(required=True)
    cost = fields.Money(load_default=None, allow_none=True)


class CostSeen(Incoming):
    cost = fields.Money(required=True)


class StockIssuedSeen(Incoming):
    delivery_id = fields.Id(required=True)
    issued_on = fields.LocalDate(required=True)
    lines = fields.List(fields.Nested(CostSeen), required=True)


class StockTakenBackSeen(Incoming):
    return_id = fields.Id(required=True)
    taken_back_on = fields.LocalDate(load_default=None, allow_none=True)
    lines = fields.List(fields.Nested(CostSeen), required=True)


class StockAdjustedSeen(Incoming):
    document_id = fields.Id(required=True)
    kind = fields.Text(required=True)
    number = fields.Text(required=True, allow_none=True)
    adjusted_on = fields.LocalDate(required=True)
    value = fields.Money(required=True)


@reaction("crm.customer_registered.v1", CustomerSeen)
@reaction("crm.customer_changed.v1", CustomerSeen)
@reaction("crm.customer_transferred.v1", CustomerSeen)
def know_customer(ctx: Context, customer_id: UUID, **state: Any) -> None:
    """Keep name, limit and owner; the customer's documents follow the owner, and sales hears of another limit."""
    customer, moved = keep_customer(ctx, customer_id, **state)
    if moved:
        hand_over(ctx, customer)
    follow_limit(ctx, customer)


@reaction("sales.delivery_shipped.v1", DeliverySeen)
def open_receivable_for_delivery(
    ctx: Context, customer_id: UUID, customer_name: str, owner_id: UUID, org_path: str, **delivery: Any
) -> None:
    """Goods have left: the customer owes their price (F34)."""
    customer = customer_of_document(ctx, customer_id, customer_name, owner_id, org_path)
    bill_delivery(ctx, customer=customer, **delivery)


@reaction("sales.goods_returned.v1", ReturnSeen)
def credit_returned_goods(
    ctx: Context, customer_id: UUID, customer_name: str, owner_id: UUID, org_path: str, **returned: Any
) -> None:
    """Goods came back: the customer owes less (F35)."""
    customer_of_document(ctx, customer_id, customer_name, owner_id, org_path)
    credit_return(ctx, **returned)


@reaction("purchasing.supplier_changed.v1", SupplierSeen)
def know_supplier(ctx: Context, supplier_id: UUID, name: str, code: str) -> None:
    keep_supplier(ctx, supplier_id, name, code)


@reaction("purchasing.goods_received.v1", GoodsSeen)
def open_payable_for_goods(ctx: Context, supplier_id: UUID, supplier_name: str, **goods: Any) -> None:
    """Goods came in: we owe their price, and the inventory account grows (F39, F45)."""
    bill_goods(ctx, supplier=keep_supplier(ctx, supplier_id, supplier_name), **goods)


@reaction("purchasing.goods_sent_back.v1", SentBackSeen)
def credit_goods_sent_back(
    ctx: Context,
    supplier_id: UUID,
    supplier_name: str,
    received_on: date,
    total: Decimal,
    cost: Decimal | None,
    **returned: Any,
) -> None:
    """Goods went back: we owe less, and the inventory account falls by their cost (at the price, when none is told)."""
    keep_supplier(ctx, supplier_id, supplier_name)
    credit_send_back(ctx, sent_on=received_on, total=total, cost=total if cost is None else cost, **returned)


@reaction("purchasing.stock_issued.v1", StockIssuedSeen)
def book_cost_of_goods(ctx: Context, delivery_id: UUID, issued_on: date, lines: list[dict[str, Any]]) -> None:
    book_issue(ctx, delivery_id, issued_on, lines)


@reaction("purchasing.stock_taken_back.v1", StockTakenBackSeen)
def book_goods_taken_back(
    ctx: Context, return_id: UUID, taken_back_on: date | None, lines: list[dict[str, Any]]
) -> None:
    """On the day purchasing says; events of older days do not say one."""
    book_taking_back(ctx, return_id, taken_back_on or ctx.today(), lines)


@reaction("purchasing.stock_adjusted.v1", StockAdjustedSeen)
def book_stock_adjusted(ctx: Context, **adjusted: Any) -> None:
    """Opening stock and what was found or lost: the inventory account stays what the stock is worth."""
    book_adjustment(ctx, **adjusted)
