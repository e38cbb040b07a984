"""Use cases of goods receipts (F39, F40): enter, confirm, cancel a draft."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from chassis.model import NotFound, uuid7
from chassis.operations import Context, operation
from purchasing import events
from purchasing.goods_receipts import schemas
from purchasing.goods_receipts.model import (
    GoodsReceipt,
    GoodsReceiptLine,
    NotOfThisOrder,
    PriceMissing,
    SupplierMissing,
)
from purchasing.products.model import Product
from purchasing.products.queries import products_of
from purchasing.purchase_orders.model import PurchaseOrder, PurchaseOrderLine
from purchasing.purchase_orders.operations import line_states, usable_supplier
from purchasing.stock.book import Source, StockBook
from purchasing.suppliers.model import Supplier
from purchasing.warehouses.queries import usable_warehouse

Lines = list[dict[str, Any]] | None


@operation(
    "POST",
    "/goods-receipts",
    title=("录入采购收货单", "Enter a goods receipt"),
    scope="purchasing.receipt.enter",
    request=schemas.EnterGoodsReceipt,
    response=schemas.GoodsReceiptView,
    status=201,
)
def enter_goods_receipt(
    ctx: Context,
    purchase_order_id: UUID | None,
    supplier_id: UUID | None,
    warehouse_id: UUID | None,
    received_on: date | None,
    note: str,
    lines: Lines,
    confirm: bool,
    id: UUID | None = None,
) -> GoodsReceipt:
    """From a purchase order (its chosen lines, or all that remains) or without one; confirmed at once on request."""
    common = {
        "id": id or uuid7(),
        "received_on": received_on or ctx.today(),
        "note": note,
        "state": "draft",
        "created_at": ctx.now(),
    }
    if purchase_order_id:
        receipt = _from_order(ctx, purchase_order_id, warehouse_id, lines, common)
    else:
        receipt = _without_order(ctx, supplier_id, warehouse_id, lines, common)
    receipt.check(ctx.today())
    receipt.sum_up()
    ctx.add(receipt)
    if confirm:
        _confirm(ctx, receipt)
    return receipt


@operation(
    "POST",
    "/goods-receipts/{goods_receipt_id}/confirm",
    title=("确认采购收货单", "Confirm a goods receipt"),
    scope="purchasing.receipt.enter",
    request=schemas.MoveGoodsReceipt,
    response=schemas.GoodsReceiptView,
)
def confirm_goods_receipt(ctx: Context, goods_receipt_id: UUID, expected_version: int | None) -> GoodsReceipt:
    """Stock goes up at the purchase price, and the payable is due `payment_days` of the supplier later (F45)."""
    receipt = ctx.get(GoodsReceipt, goods_receipt_id, version=expected_version)
    _confirm(ctx, receipt)
    return receipt


@operation(
    "POST",
    "/goods-receipts/{goods_receipt_id}/cancel",
    title=("作废收货单草稿", "Cancel a draft receipt"),
    scope="purchasing.receipt.enter",
    request=schemas.MoveGoodsReceipt,
    response=schemas.GoodsReceiptView,
)
def cancel_goods_receipt(ctx: Context, goods_receipt_id: UUID, expected_version: int | None) -> GoodsReceipt:
    """Drafts only: what was received is sent back, not cancelled."""
    receipt = ctx.get(GoodsReceipt, goods_receipt_id, version=expected_version)
    receipt.move("cancel")
    return receipt


def _from_order(
    ctx: Context, purchase_order_id: UUID, warehouse_id: UUID | None, lines: Lines, common: dict[str, Any]
) -> GoodsReceipt:
    order = _locked_order(ctx, purchase_order_id)
    order.move("receive")
    chosen = [{"purchase_order_line_id": line.id, "quantity": line.remaining} for line in order.lines if line.remaining]
    return GoodsReceipt(
        **common,
        owner_id=order.owner_id,
        org_path=order.org_path,
        purchase_order_id=order.id,
        supplier_id=order.supplier_id,
        supplier_name=order.supplier_name,
        warehouse_id=usable_warehouse(ctx, warehouse_id or order.warehouse_id).id,
        lines=[_line_of_order(order, index, **line) for index, line in enumerate(lines or chosen)],
    )


def _without_order(
    ctx: Context, supplier_id: UUID | None, warehouse_id: UUID | None, lines: Lines, common: dict[str, Any]
) -> GoodsReceipt:
    owner = ctx.require_person()
    if supplier_id is None:
        raise SupplierMissing(field="supplier_id")
    supplier = usable_supplier(ctx, supplier_id)
    for index, line in enumerate(lines or ()):
        if "product_id" not in line or "unit_price" not in line or "purchase_order_line_id" in line:
            raise PriceMissing(field=f"lines.{index}")
    products = products_of(ctx, lines or ())
    return GoodsReceipt(
        **common,
        owner_id=owner.id,
        org_path=owner.org_path,
        supplier_id=supplier.id,
        supplier_name=supplier.name,
        warehouse_id=usable_warehouse(ctx, warehouse_id).id,
        lines=[_line(index, products[line["product_id"]], **line) for index, line in enumerate(lines or ())],
    )


def _line_of_order(order: PurchaseOrder, index: int, purchase_order_line_id: UUID | None = None, **line: Any) -> Any:
    """A line of the order at its price; raises NotOfThisOrder, also for a product named beside it that differs."""
    ordered = next((each for each in order.lines if each.id == purchase_order_line_id), None)
    if ordered is None or line.pop("product_id", ordered.product_id) != ordered.product_id:
        raise NotOfThisOrder(field=f"lines.{index}.purchase_order_line_id")
    price = line.pop("unit_price", ordered.unit_price)
    named = {name: getattr(ordered, name) for name in ("product_id", "product_code", "product_name", "unit")}
    return _priced(index, unit_price=price, purchase_order_line_id=ordered.id, **named, **line)


def _line(index: int, product: Product, **line: Any) -> GoodsReceiptLine:
    return _priced(index, product_code=product.code, product_name=product.name, unit=product.unit, **line)


def _priced(index: int, **values: Any) -> GoodsReceiptLine:
    line = GoodsReceiptLine(position=index + 1, returned_quantity=0, returned_amount=0, **values)
    line.price()
    return line


def _confirm(ctx: Context, receipt: GoodsReceipt) -> None:
    receipt.move("confirm")
    if receipt.purchase_order_id:
        _count_received(_locked_order(ctx, receipt.purchase_order_id), receipt)
    receipt.number = ctx.next_number("GR")
    supplier = ctx.get(Supplier, receipt.supplier_id)
    receipt.due_on = receipt.received_on + timedelta(days=supplier.payment_days)
    book = StockBook(ctx, Source("goods_receipt", receipt.id, receipt.number))
    places = {line.id: (line.product_id, receipt.warehouse_id) for line in receipt.lines}
    book.load(places.values())
    for line in receipt.lines:
        book.take_in("receipt", places[line.id], line.quantity, line.amount, line.id)
    ctx.record(
        events.GoodsReceived,
        receipt.id,
        **told_of(receipt),
        number=receipt.number,
        total=receipt.total,
        lines=line_states(receipt.lines),
    )
    book.close()


def _count_received(order: PurchaseOrder, receipt: GoodsReceipt) -> None:
    order.move("receive")
    ordered: dict[UUID | None, PurchaseOrderLine] = {line.id: line for line in order.lines}
    for index, line in enumerate(receipt.lines):
        ordered[line.purchase_order_line_id].receive(line.quantity, f"lines.{index}.quantity")
    order.note_receipts()


def _locked_order(ctx: Context, purchase_order_id: UUID) -> PurchaseOrder:
    """The order as it is now, locked: two receipts at once must not both see the same remainder."""
    statement = select(PurchaseOrder).where(PurchaseOrder.id == purchase_order_id).with_for_update()
    order = ctx.session.scalars(statement.execution_options(populate_existing=True)).one_or_none()
    if order is None:
        raise NotFound(field="purchase_order_id")
    return order


def told_of(receipt: GoodsReceipt) -> dict[str, Any]:
    """What receipts and returns tell alike."""
    return {
        "receipt_id": receipt.id,
        "purchase_order_id": receipt.purchase_order_id,
        "supplier_id": receipt.supplier_id,
        "supplier_name": receipt.supplier_name,
        "buyer_id": receipt.owner_id,
        "org_path": receipt.org_path,
        "warehouse_id": receipt.warehouse_id,
        "received_on": receipt.received_on,
        "due_on": receipt.due_on,
    }
