"""What must hold in purchasing's own data, always (I4, I6)."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from chassis.model import ZERO
from chassis.numbers import gaps
from purchasing.goods_receipts.model import GoodsReceipt, GoodsReceiptLine
from purchasing.purchase_orders.model import PurchaseOrder, PurchaseOrderLine
from purchasing.purchase_returns.model import PurchaseReturn
from purchasing.stock.book import Place
from purchasing.stock.model import NOTHING, Reservation, StockDocument, StockLevel, StockMove


def stock_balances(session: Session) -> Iterator[str]:
    """I4: on hand = Σ moves ≥ 0, reserved = Σ reservations ≤ on hand, and nobody waits beside free goods."""
    moved = _sums(session, StockMove, StockMove.quantity)
    kept = _sums(session, Reservation, Reservation.reserved)
    missing = _sums(session, Reservation, Reservation.wanted - Reservation.reserved)
    levels = {level.place: level for level in session.scalars(select(StockLevel))}
    for place, level in levels.items():
        if level.on_hand != moved.get(place, NOTHING) or level.on_hand < 0:
            yield f"{level.product_code}: {level.on_hand} on hand, {moved.get(place, NOTHING)} moved"
        if level.reserved != kept.get(place, NOTHING) or not 0 <= level.reserved <= level.on_hand:
            yield f"{level.product_code}: {level.reserved} of {level.on_hand} reserved, {kept.get(place, NOTHING)} kept"
        if level.available > 0 and missing.get(place, NOTHING) > 0:
            yield f"{level.product_code}: {missing[place]} is waited for beside {level.available} free"
    yield from (f"product {place[0]}: moves without a level" for place in moved.keys() - levels.keys())
    yield from (
        f"product {place[0]}: kept without a level" for place, sum_ in kept.items() if sum_ and place not in levels
    )


def value_balances(session: Session) -> Iterator[str]:
    """The value of a level is the sum of its moves' values, and nothing on hand is worth nothing."""
    moved = _sums(session, StockMove, StockMove.value)
    for level in session.scalars(select(StockLevel)):
        if level.value != moved.get(level.place, ZERO) or level.value < 0 or (not level.on_hand and level.value):
            yield f"{level.product_code}: worth {level.value}, its moves {moved.get(level.place, ZERO)}"


def number_series(session: Session) -> Iterator[str]:
    """I6: the numbers of each kind of document run without gap or repeat."""
    for series, column in (
        ("PO", PurchaseOrder.number),
        ("GR", GoodsReceipt.number),
        ("PR", PurchaseReturn.number),
        ("SA", StockDocument.number),
        ("ST", StockDocument.number),
    ):
        yield from gaps(session, series, session.scalars(select(column).where(column.is_not(None))))


def receipt_balances(session: Session) -> Iterator[str]:
    """What a purchase order line has received is what its confirmed receipts say."""
    received = dict(
        session.execute(
            select(GoodsReceiptLine.purchase_order_line_id, func.sum(GoodsReceiptLine.quantity))
            .join(GoodsReceipt, GoodsReceipt.id == GoodsReceiptLine.goods_receipt_id)
            .where(GoodsReceipt.state == "confirmed", GoodsReceiptLine.purchase_order_line_id.is_not(None))
            .group_by(GoodsReceiptLine.purchase_order_line_id)
        ).all()
    )
    for line in session.scalars(select(PurchaseOrderLine)):
        if line.received_quantity != received.get(line.id, NOTHING) or line.received_quantity > line.quantity:
            yield f"purchase order line {line.id}: {line.received_quantity} received, {received.get(line.id)} entered"


def _sums(session: Session, table: type[StockMove] | type[Reservation], amount: Any) -> dict[Place, Decimal]:
    rows = session.execute(
        select(table.product_id, table.warehouse_id, func.sum(amount)).group_by(table.product_id, table.warehouse_id)
    )
    return {(product, warehouse): total for product, warehouse, total in rows}
