"""Use case of purchase returns: send goods of a receipt back to the supplier."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from chassis.model import ZERO, NotFound, StaleVersion, uuid7
from chassis.operations import Context, operation
from purchasing import events
from purchasing.goods_receipts.model import GoodsReceipt, GoodsReceiptLine
from purchasing.goods_receipts.operations import told_of
from purchasing.purchase_orders.operations import line_states
from purchasing.purchase_returns import schemas
from purchasing.purchase_returns.model import PurchaseReturn, PurchaseReturnLine
from purchasing.stock.book import Source, StockBook


@operation(
    "POST",
    "/goods-receipts/{goods_receipt_id}/send-back",
    title=("采购退货", "Send goods back"),
    scope="purchasing.return.enter",
    request=schemas.SendBack,
    response=schemas.PurchaseReturnView,
    status=201,
)
def send_back(
    ctx: Context,
    goods_receipt_id: UUID,
    expected_version: int | None,
    reason: str,
    lines: list[dict[str, Any]],
    id: UUID | None = None,
) -> PurchaseReturn:
    """At most what was received and not yet sent back, and only what is not kept for orders.

    The payable shrinks by the purchase price; stock shrinks at its average cost.
    """
    receipt = _locked_receipt(ctx, goods_receipt_id, expected_version)
    receipt.move("send_back")
    document = PurchaseReturn(
        id=id or uuid7(),
        number=ctx.next_number("PR"),
        goods_receipt_id=receipt.id,
        owner_id=receipt.owner_id,
        org_path=receipt.org_path,
        reason=reason,
        sent_on=ctx.today(),
        created_at=ctx.now(),
        lines=_lines(receipt, lines),
    )
    document.total = sum((line.amount for line in document.lines), ZERO)
    ctx.add(document)
    _take_from_stock(ctx, receipt, document)
    return document


def _locked_receipt(ctx: Context, goods_receipt_id: UUID, version: int | None) -> GoodsReceipt:
    """The receipt as it is now, locked: two returns at once must not both see the same remainder."""
    statement = select(GoodsReceipt).where(GoodsReceipt.id == goods_receipt_id).with_for_update()
    receipt = ctx.session.scalars(statement.execution_options(populate_existing=True)).one_or_none()
    if receipt is None:
        raise NotFound
    if version is not None and receipt.version != version:
        raise StaleVersion
    return receipt


def _lines(receipt: GoodsReceipt, lines: list[dict[str, Any]]) -> list[PurchaseReturnLine]:
    received = {line.id: line for line in receipt.lines}
    return [_line(received, index, **line) for index, line in enumerate(lines)]


def _line(
    received: dict[UUID, GoodsReceiptLine], index: int, goods_receipt_line_id: UUID, quantity: Any
) -> PurchaseReturnLine:
    line = received.get(goods_receipt_line_id)
    if line is None:
        raise NotFound(field=f"lines.{index}.goods_receipt_line_id")
    amount = line.send_back(quantity, f"lines.{index}.quantity")
    return PurchaseReturnLine(
        goods_receipt_line_id=line.id,
        position=index + 1,
        product_id=line.product_id,
        product_code=line.product_code,
        quantity=quantity,
        unit_price=line.unit_price,
        amount=amount,
    )


def _take_from_stock(ctx: Context, receipt: GoodsReceipt, document: PurchaseReturn) -> None:
    book = StockBook(ctx, Source("purchase_return", document.id, document.number))
    places = {line.id: (line.product_id, receipt.warehouse_id) for line in document.lines}
    book.load(places.values())
    cost = ZERO
    for index, line in enumerate(document.lines):
        book.require_available(places[line.id], line.product_code, line.quantity, f"lines.{index}.quantity")
        cost += book.give_out("send_back", places[line.id], line.quantity, line.id)
    # The subject is the receipt: should the receipt's own event wait somewhere, this one waits behind it.
    ctx.record(
        events.GoodsSentBack,
        receipt.id,
        **(told_of(receipt) | {"received_on": document.sent_on}),
        return_id=document.id,
        number=document.number,
        total=document.total,
        cost=cost,
        lines=line_states(document.lines),
    )
    book.close()
