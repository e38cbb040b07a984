"""What must always hold in the sales database (I4, I6, I7), and the facts for checks across services (I2, I5)."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, case, func, or_, select
from sqlalchemy.orm import Session

from chassis.model import ZERO
from chassis.numbers import gaps
from sales.deliveries.model import Delivery, DeliveryLine
from sales.orders.model import BINDING, OrderLine, SalesOrder
from sales.performance.model import SalesResult
from sales.quotes.model import Quote, QuoteLine
from sales.returns.model import ReturnLine, SalesReturn

SERIES = {"QU": Quote, "SO": SalesOrder, "DN": Delivery, "SR": SalesReturn}
LINES = (
    (Quote, QuoteLine, QuoteLine.quote_id),
    (SalesOrder, OrderLine, OrderLine.order_id),
    (Delivery, DeliveryLine, DeliveryLine.delivery_id),
    (SalesReturn, ReturnLine, ReturnLine.return_id),
)


def lines_that_do_not_add_up(session: Session) -> Iterator[str]:
    """I4: what an order line says was requested and shipped is what its deliveries say; nothing is over-delivered."""
    taken = _taken_by_deliveries()
    statement = (
        select(OrderLine, taken.c.requested, taken.c.shipped, taken.c.amount)
        .join(SalesOrder, SalesOrder.id == OrderLine.order_id)
        .outerjoin(taken, taken.c.order_line_id == OrderLine.id)
        .where(SalesOrder.state != "past")
        .where(
            or_(
                OrderLine.requested != func.coalesce(taken.c.requested, 0),
                OrderLine.shipped != func.coalesce(taken.c.shipped, 0),
                OrderLine.shipped_amount != func.coalesce(taken.c.amount, 0),
                and_(OrderLine.shipped == OrderLine.quantity, OrderLine.shipped_amount != OrderLine.amount),
            )
        )
    )
    for line, requested, shipped, amount in session.execute(statement):
        said = f"{line.requested} requested, {line.shipped} shipped for {line.shipped_amount} of {line.amount}"
        yield f"order line {line.id} says {said}; its deliveries say {requested}, {shipped} for {amount}"


def deliveries_that_do_not_add_up(session: Session) -> Iterator[str]:
    """X2: what a delivery line says was returned is what confirmed returns say."""
    back = (
        select(ReturnLine.delivery_line_id, func.sum(ReturnLine.quantity).label("quantity"))
        .add_columns(func.sum(ReturnLine.amount).label("amount"))
        .join(SalesReturn, SalesReturn.id == ReturnLine.return_id)
        .where(SalesReturn.state == "confirmed")
        .group_by(ReturnLine.delivery_line_id)
        .subquery()
    )
    statement = select(DeliveryLine, back.c.quantity, back.c.amount).outerjoin(
        back, back.c.delivery_line_id == DeliveryLine.id
    )
    wrong = or_(
        DeliveryLine.returned != func.coalesce(back.c.quantity, 0),
        DeliveryLine.returned_amount != func.coalesce(back.c.amount, 0),
    )
    for line, quantity, amount in session.execute(statement.where(wrong)):
        yield f"delivery line {line.id} says {line.returned} returned, its returns {quantity} for {amount}"


def wrong_totals(session: Session) -> Iterator[str]:
    """A document's total is the sum of its lines."""
    for document, line, parent in LINES:
        total = func.coalesce(func.sum(line.amount), ZERO)
        statement = select(document.id).join(line, parent == document.id).group_by(document.id, document.total)
        for (identity,) in session.execute(statement.having(total != document.total)):
            yield f"{document.__tablename__} {identity}: the total is not the sum of the lines"


def wrong_numbers(session: Session) -> Iterator[str]:
    """I6: numbers per series without gap or repeat."""
    for series, document in SERIES.items():
        yield from gaps(session, series, session.scalars(select(document.number).where(document.number.is_not(None))))


def wrong_results(session: Session) -> Iterator[str]:
    """I7: results per performer are the sums of the documents."""
    counted = _per_performer(session, _counted())
    documents = _per_performer(session, _ordered(), _shipped(), _past_shipped(), _returned())
    for key in sorted(counted.keys() | documents.keys(), key=str):
        if counted.get(key, ZERO) != documents.get(key, ZERO):
            yield f"results {key}: counted {counted.get(key)}, documents {documents.get(key)}"


def shipped_deliveries(session: Session) -> dict[str, Any]:
    """Delivery id: total."""
    statement = select(Delivery.id, Delivery.total).where(Delivery.state == "shipped")
    return {str(identity): str(total) for identity, total in session.execute(statement)}


def confirmed_returns(session: Session) -> dict[str, Any]:
    """Return id: total."""
    statement = select(SalesReturn.id, SalesReturn.total).where(SalesReturn.state == "confirmed")
    return {str(identity): str(total) for identity, total in session.execute(statement)}


def open_order_lines(session: Session) -> dict[str, Any]:
    """Order line id: product and open quantity, of confirmed orders."""
    unshipped = OrderLine.quantity - OrderLine.cancelled - OrderLine.shipped
    statement = (
        select(OrderLine)
        .join(SalesOrder, SalesOrder.id == OrderLine.order_id)
        .where(SalesOrder.state == "confirmed", unshipped > 0)
    )
    return {
        str(line.id): {"product_id": str(line.product_id), "open": str(line.unshipped)}
        for line in session.scalars(statement)
    }


def shipped_lines(session: Session) -> dict[str, Any]:
    """Delivery line id: quantity, of shipped deliveries."""
    statement = select(DeliveryLine.id, DeliveryLine.quantity).join(Delivery).where(Delivery.state == "shipped")
    return {str(identity): str(quantity) for identity, quantity in session.execute(statement)}


def _taken_by_deliveries() -> Any:
    shipped = Delivery.state == "shipped"
    return (
        select(
            DeliveryLine.order_line_id,
            func.sum(DeliveryLine.quantity).label("requested"),
            func.sum(case((shipped, DeliveryLine.quantity))).label("shipped"),
            func.sum(case((shipped, DeliveryLine.amount))).label("amount"),
        )
        .join(Delivery, Delivery.id == DeliveryLine.delivery_id)
        .where(Delivery.state.in_(("requested", "shipped")))
        .group_by(DeliveryLine.order_line_id)
        .subquery()
    )


def _per_performer(session: Session, *statements: Select[Any]) -> dict[tuple[UUID, str], Decimal]:
    sums: dict[tuple[UUID, str], Decimal] = {}
    for statement in statements:
        for performer, kind, amount in session.execute(statement):
            sums[performer, kind] = sums.get((performer, kind), ZERO) + (amount or ZERO)
    return sums


def _counted() -> Select[Any, Any, Any]:
    total = func.sum(SalesResult.amount)
    return select(SalesResult.owner_id, SalesResult.kind, total).group_by(SalesResult.owner_id, SalesResult.kind)


def _ordered() -> Select[Any]:
    """Orders that bind, and of those closed or cancelled only what was shipped."""
    amount = case((OrderLine.cancelled > 0, OrderLine.shipped_amount), else_=OrderLine.amount)
    return _sums("ordered", SalesOrder, amount, OrderLine, SalesOrder.state.in_(BINDING))


def _shipped() -> Select[Any]:
    return _sums("shipped", Delivery, DeliveryLine.amount, DeliveryLine, Delivery.state == "shipped")


def _past_shipped() -> Select[Any]:
    past = and_(SalesOrder.state == "past", SalesOrder.shipped_on.is_not(None))
    return _sums("shipped", SalesOrder, OrderLine.amount, OrderLine, past)


def _returned() -> Select[Any]:
    return _sums("returned", SalesReturn, ReturnLine.amount, ReturnLine, SalesReturn.state == "confirmed")


def _sums(kind: str, document: Any, amount: Any, line: Any, condition: Any) -> Select[Any]:
    statement = select(document.performer_id, func.min(kind), func.sum(amount)).join(line)
    return statement.where(condition).group_by(document.performer_id)
