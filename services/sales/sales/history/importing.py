"""Past orders from a spreadsheet: they touch neither stock nor money, but count for results and prices (F87)."""

import re
from collections.abc import Sequence
from typing import Any, TypeVar

from sqlalchemy import select

from chassis.access import Person
from chassis.imports import Column, ImportKind
from chassis.model import ZERO, Invalid, RuleError
from chassis.operations import Context
from sales import events
from sales.customers.model import Customer
from sales.documents.entering import checked_amount, parties_of
from sales.history.schemas import PastOrderRow
from sales.orders.model import OrderLine, SalesOrder
from sales.performance.counting import count_order, count_past_shipment
from sales.products.model import Product

Row = dict[str, Any]
Known = TypeVar("Known", Customer, Person, Product)
OWN_NUMBER = re.compile(r"SO\d{8}-\d+")
COLUMNS = (
    Column("number", ("单号", "订单号", "订单编号", "OrderID", "Order Number"), required=True),
    Column("customer", ("客户", "客户编码", "客户编号", "CustomerID", "Customer Code"), required=True),
    Column("employee", ("业务员", "业务员编码", "员工编号", "EmployeeID", "Salesperson"), required=True),
    Column("order_date", ("订单日期", "下单日期", "日期", "OrderDate"), required=True),
    Column("required_date", ("要求交期", "交货日期", "交期", "RequiredDate")),
    Column("shipped_date", ("出货日期", "发货日期", "ShippedDate")),
    Column("product", ("产品", "产品编码", "商品编码", "ProductID", "Product Code"), required=True),
    Column("quantity", ("数量", "Qty"), required=True),
    Column("unit_price", ("单价", "UnitPrice", "Price"), required=True),
    Column("discount", ("折扣", "折扣率")),
)


class UnknownCode(Invalid):
    code = "sales.unknown_code"
    zh = "系统中没有编码“{code}”"
    en = "The code '{code}' is not known"


class OwnNumber(Invalid):
    """A number of our own series would one day be given a second time."""

    code = "sales.own_number"
    zh = "历史单号不能与系统自动编号（SO日期-序号）相同"
    en = "A past number must not look like the numbers given here (SO, date, sequence)"


class DifferentHeads(Invalid):
    code = "sales.different_heads"
    zh = "同一单号的各行客户、业务员或日期不一致"
    en = "The lines of one number name different customers, salespeople or dates"


class AnotherContent(RuleError):
    """Imported history is not changed by another import: results and prices were built on it."""

    code = "sales.past_order_differs"
    zh = "单号 {number} 已存在，内容不同"
    en = "The number {number} exists with another content"


def import_past_order(ctx: Context, rows: list[Row]) -> str:
    """One order from the rows of its number; the same content again changes nothing."""
    head = rows[0]
    if OWN_NUMBER.fullmatch(head["number"]):
        raise OwnNumber(field="number")
    if any(row[name] != head[name] for row in rows for name in ("customer", "employee", "order_date", "shipped_date")):
        raise DifferentHeads(field="number")
    lines = _lines(ctx, rows)
    existing = ctx.session.scalars(select(SalesOrder).where(SalesOrder.number == head["number"])).first()
    if existing is not None:
        return _unchanged(existing, head, lines)
    order = _past_order(ctx, head, lines)
    ctx.session.flush()
    _count_and_tell(ctx, order)
    return "created"


past_orders = ImportKind(
    name="orders",
    title=("历史订单", "Past orders"),
    scope="sales.order.import",
    columns=COLUMNS,
    schema=PastOrderRow,
    apply=import_past_order,
    group_by="number",
)


def _past_order(ctx: Context, head: Row, lines: list[OrderLine]) -> SalesOrder:
    customer = _known(ctx, Customer, "customer", head["customer"])
    performer = _known(ctx, Person, "employee", head["employee"])
    order = SalesOrder(
        **parties_of(ctx, customer, performer.id),
        number=head["number"],
        state="past",
        delivery_state="full" if head["shipped_date"] else "none",
        ordered_on=head["order_date"],
        deliver_on=head["required_date"],
        shipped_on=head["shipped_date"],
    )
    order.lines = lines
    order.count(lines)
    return ctx.add(order)


def _known(ctx: Context, record: type[Known], field: str, code: str) -> Known:
    """The record with this code, read once in a unit of work: many orders name the same few; raises UnknownCode."""
    known = ctx.session.info.setdefault("known by code", {})
    if (record, code) not in known:
        known[record, code] = ctx.session.scalars(select(record).filter_by(code=code).limit(1)).first()
    found: Known | None = known[record, code]
    if found is None:
        raise UnknownCode(field=field, code=code)
    return found


def _lines(ctx: Context, rows: Sequence[Row]) -> list[OrderLine]:
    return [_line(place, _known(ctx, Product, "product", row["product"]), row) for place, row in enumerate(rows, 1)]


def _line(position: int, product: Product, row: Row) -> OrderLine:
    amount = checked_amount(row["quantity"], row["unit_price"], row["discount"], "quantity")
    shipped = row["quantity"] if row["shipped_date"] else ZERO
    return OrderLine(
        position=position,
        product_id=product.id,
        product_code=product.code,
        product_name=product.name,
        unit=product.unit,
        quantity=row["quantity"],
        unit_price=row["unit_price"],
        discount=row["discount"],
        amount=amount,
        requested=shipped,
        shipped=shipped,
        shipped_amount=amount if shipped else ZERO,
    )


def _unchanged(existing: SalesOrder, head: Row, lines: Sequence[OrderLine]) -> str:
    same_head = (existing.state, existing.customer_code, existing.ordered_on, existing.deliver_on, existing.shipped_on)
    wanted = ("past", head["customer"], head["order_date"], head["required_date"], head["shipped_date"])
    if same_head != wanted or _content(existing.lines) != _content(lines):
        raise AnotherContent(field="number", number=existing.number)
    return "unchanged"


def _content(lines: Sequence[OrderLine]) -> list[tuple[Any, ...]]:
    return [(line.product_id, line.quantity, line.unit_price, line.discount) for line in lines]


def _count_and_tell(ctx: Context, order: SalesOrder) -> None:
    count_order(ctx.session, order)
    if order.shipped_on:
        count_past_shipment(ctx.session, order, order.shipped_on)
    ctx.record(
        events.PastOrderImported,
        order.id,
        order_id=order.id,
        number=order.number,
        ordered_on=order.ordered_on,
        total=order.total,
        **order.parties,
    )
