"""What purchasing can tell for the checks that concern several services; all numbers are texts."""

from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from chassis.model import plain
from purchasing.goods_receipts.model import GoodsReceipt
from purchasing.purchase_returns.model import PurchaseReturn
from purchasing.stock.model import Reservation, StockLevel, StockMove

Facts = dict[str, str]


def reservations(session: Session) -> Facts:
    """{order line: what is kept for it}, without those for which nothing is kept (I5)."""
    return _pairs(session, select(Reservation.order_line_id, Reservation.reserved).where(Reservation.reserved > 0))


def issued_lines(session: Session) -> Facts:
    """{delivery line: what was issued for it} (I5)."""
    issued = select(StockMove.source_line_id, func.sum(-StockMove.quantity, type_=StockMove.quantity.type))
    return _pairs(session, issued.where(StockMove.kind == "issue").group_by(StockMove.source_line_id))


def taken_back(session: Session) -> Facts:
    """{sales return: the quantity that is in the warehouse again}."""
    returned = select(StockMove.source_id, func.sum(StockMove.quantity))
    return _pairs(session, returned.where(StockMove.kind == "return").group_by(StockMove.source_id))


def confirmed_receipts(session: Session) -> Facts:
    """{goods receipt: its total} (I2 on the buying side)."""
    receipts = select(GoodsReceipt.id, GoodsReceipt.total).where(GoodsReceipt.state == "confirmed")
    return {str(key): str(total) for key, total in session.execute(receipts)}


def send_backs(session: Session) -> Facts:
    """{purchase return: its total}."""
    returns = select(PurchaseReturn.id, PurchaseReturn.total)
    return {str(key): str(total) for key, total in session.execute(returns)}


def stock_value(session: Session) -> Facts:
    """What everything on hand is worth."""
    return {"total": str(session.scalar(select(func.sum(StockLevel.value))) or "0.00")}


def _pairs(session: Session, statement: Select[*tuple[Any, ...]]) -> Facts:
    return {str(key): plain(value) for key, value in session.execute(statement)}
