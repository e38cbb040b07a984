"""What orders keep: reserve when confirmed, adjust when amended, release when cancelled (F41, I5)."""

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from chassis.operations import Context
from purchasing.stock.book import Source, StockBook
from purchasing.stock.model import NOTHING, Reservation
from purchasing.warehouses.queries import default_warehouse


@dataclass(frozen=True)
class OrderedLine:
    """`quantity` is all that was ordered, whatever has left already."""

    line_id: UUID
    product_id: UUID
    product_code: str
    quantity: Decimal


def reserve_order(ctx: Context, order_id: UUID, warehouse_id: UUID | None, lines: list[OrderedLine]) -> None:
    """Bring the reservations of an order to its lines as they are now, line by line: what can be kept is kept."""
    warehouse_id = warehouse_id or default_warehouse(ctx.session).id
    book = StockBook(ctx, Source("order", order_id))
    known = {each.order_line_id: each for each in book.load_orders([order_id])}
    book.load({each.place for each in known.values()} | {(line.product_id, warehouse_id) for line in lines})
    _drop_removed(book, known, {line.line_id for line in lines})
    for line in lines:
        reservation = known.get(line.line_id) or new_reservation(book, order_id, line, warehouse_id)
        _want(book, reservation, line, warehouse_id)
    book.concerns(order_id)
    book.close()


def cancel_order(ctx: Context, order_id: UUID) -> None:
    """Keep nothing more for an order and tell it nothing; what becomes free goes to those who wait."""
    book = StockBook(ctx, Source("order", order_id))
    known = {each.order_line_id: each for each in book.load_orders([order_id])}
    book.load(each.place for each in known.values())
    _drop_removed(book, known, set())
    book.forget(order_id)
    book.close()


def new_reservation(book: StockBook, order_id: UUID, line: OrderedLine, warehouse_id: UUID) -> Reservation:
    """A reservation that keeps nothing yet, at the end of the queue."""
    reservation = Reservation(
        order_id=order_id,
        order_line_id=line.line_id,
        product_id=line.product_id,
        warehouse_id=warehouse_id,
        product_code=line.product_code,
        wanted=NOTHING,
        reserved=NOTHING,
        issued=NOTHING,
    )
    book.orders[order_id].append(reservation)
    return book.ctx.add(reservation)


def _want(book: StockBook, reservation: Reservation, line: OrderedLine, warehouse_id: UUID) -> None:
    if reservation.place != (line.product_id, warehouse_id):
        book.release(reservation, reservation.reserved)
        reservation.product_id, reservation.warehouse_id = line.product_id, warehouse_id
        reservation.product_code = line.product_code
    wanted = max(line.quantity - reservation.issued, NOTHING)
    book.release(reservation, reservation.reserved - wanted)
    reservation.wanted = wanted
    book.reserve(reservation)


def _drop_removed(book: StockBook, known: dict[UUID, Reservation], kept: set[UUID]) -> None:
    """Lines that are no more need nothing; of those that were partly issued the memory stays."""
    for line_id, reservation in known.items():
        if line_id in kept:
            continue
        book.release(reservation, reservation.reserved)
        reservation.wanted = NOTHING
        if not reservation.issued:
            book.orders[reservation.order_id].remove(reservation)
            book.ctx.session.delete(reservation)
