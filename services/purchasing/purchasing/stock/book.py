"""One document's work on the stock: take the gate, load the levels of all lines in one statement, move, tell once.

Whoever changes stock takes the gate first: one row's lock, held to the commit. The inbox applies many orders in one
transaction, so its levels cannot be locked in one order; with the gate nobody ever waits in a circle.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager

from chassis.model import ZERO, plain
from chassis.operations import Context
from purchasing import events
from purchasing.products.model import Product
from purchasing.stock.model import NOTHING, NotEnoughStock, Reservation, StockLevel, StockMove
from purchasing.warehouses.model import MAIN_WAREHOUSE, Warehouse

Place = tuple[UUID, UUID]
"""(product, warehouse)"""


@dataclass(frozen=True)
class Source:
    """The document behind a change of stock."""

    kind: str
    id: UUID
    number: str = ""


class StockBook:
    """Open it, `load` what the document touches, move and reserve, and `close` it."""

    def __init__(self, ctx: Context, source: Source):
        self.ctx, self.source = ctx, source
        self.levels: dict[Place, StockLevel] = {}
        self.orders: dict[UUID, list[Reservation]] = {}
        self._moves: list[StockMove] = []
        self._touched: dict[Place, StockLevel] = {}
        self._freed: set[Place] = set()
        self._changed_orders: dict[UUID, None] = {}
        take_gate(ctx.session)

    def load(self, places: Iterable[Place]) -> None:
        """Read the levels of all places in one statement; behind the gate they stay as they are read."""
        wanted = set(places)
        if not wanted:
            return
        statement = (
            select(StockLevel)
            .join(StockLevel.product)
            .options(contains_eager(StockLevel.product).lazyload(Product.category))
            .where(
                StockLevel.product_id.in_({product for product, _ in wanted}),
                StockLevel.warehouse_id.in_({warehouse for _, warehouse in wanted}),
            )
            .execution_options(populate_existing=True)
        )
        self.levels |= {level.place: level for level in self.ctx.session.scalars(statement)}

    def load_orders(self, order_ids: Iterable[UUID]) -> list[Reservation]:
        """Read the reservations of those orders that were not read yet, oldest first."""
        missing = set(order_ids) - self.orders.keys()
        if not missing:
            return []
        self.orders |= {order_id: [] for order_id in missing}
        statement = (
            select(Reservation)
            .where(Reservation.order_id.in_(missing))
            .order_by(Reservation.id)
            .execution_options(populate_existing=True)
        )
        found = list(self.ctx.session.scalars(statement))
        for reservation in found:
            self.orders[reservation.order_id].append(reservation)
        return found

    def available(self, place: Place) -> Decimal:
        """On hand and not reserved, 0 for what never lay there."""
        return self.levels[place].available if place in self.levels else NOTHING

    def take_in(
        self, kind: str, place: Place, quantity: Decimal, value: Decimal | None = None, line_id: UUID | None = None
    ) -> Decimal:
        """Goods come in, worth `value` or else the average cost; answers the value."""
        level = self.levels.get(place) or self.open_level(place)
        value = level.worth(quantity) if value is None else value
        level.take_in(quantity, value)
        self._freed.add(place)
        self._enter(kind, level, quantity, value, line_id)
        return value

    def open_level(self, place: Place) -> StockLevel:
        """The level of what never lay there: nothing, worth nothing."""
        product = self.ctx.get(Product, place[0], field="product_id")
        level = StockLevel(product_id=product.id, warehouse_id=place[1], product_code=product.code, product=product)
        level.on_hand = level.reserved = level.value = level.unit_cost = NOTHING
        level.version = 0
        self.levels[place] = self.ctx.add(level)
        return level

    def give_out(self, kind: str, place: Place, quantity: Decimal, line_id: UUID | None = None) -> Decimal:
        """Goods go out at the moving average cost; answers their value. Reservations are the caller's concern."""
        level = self.levels[place]
        value = level.give_out(quantity)
        self._enter(kind, level, -quantity, -value, line_id)
        return value

    def require_available(self, place: Place, product: str, quantity: Decimal, field: str) -> None:
        """Raises NotEnoughStock naming the line when others' reservations or the shelf forbid it."""
        if quantity > self.available(place):
            available = plain(self.available(place))
            raise NotEnoughStock(field=field, product=product, wanted=plain(quantity), available=available)

    def reserve(self, reservation: Reservation) -> None:
        """Keep for an order line what it misses, or what there is of it."""
        got = min(reservation.missing, self.available(reservation.place))
        if got > 0:
            self._keep(reservation, got)

    def release(self, reservation: Reservation, quantity: Decimal, *, free: bool = True) -> None:
        """Keep less for an order line; what becomes free goes to those who wait."""
        if quantity > 0:
            self._keep(reservation, -quantity)
            if free:
                self._freed.add(reservation.place)

    def squeeze(self, place: Place, candidates: Iterable[Reservation]) -> None:
        """Take back from the newest of the candidates what is reserved beyond what is on hand."""
        for reservation in sorted(candidates, key=lambda each: each.id, reverse=True):
            beyond = -self.available(place)
            if beyond > 0 and reservation.place == place:
                self.release(reservation, min(beyond, reservation.reserved), free=False)

    def concerns(self, order_id: UUID) -> None:
        """The order is told of its reservations when the book is closed."""
        self._changed_orders[order_id] = None

    def forget(self, order_id: UUID) -> None:
        """The order is not told, for it is no more."""
        self._changed_orders.pop(order_id, None)

    def tell_again(self) -> None:
        """Tell all levels that were loaded, though nothing moved: what is told beside them has changed."""
        self._touched |= self.levels

    def tell_adjusted(self, warehouse_id: UUID) -> None:
        """Tell the books by how much the moves so far changed the value of stock; for what no other event tells."""
        self.ctx.record(
            events.StockAdjusted,
            self.source.id,
            document_id=self.source.id,
            kind=self.source.kind,
            number=self.source.number or None,
            adjusted_on=self.ctx.today(),
            warehouse_id=warehouse_id,
            value=sum((move.value for move in self._moves), ZERO),
            lines=self._moves,
        )

    def close(self) -> None:
        """Fill what waits for the goods that came in, and tell: the orders concerned, and all levels in one event."""
        if self._freed:
            self._fill_waiting()
        self._tell_orders()
        self._tell_levels()

    def _keep(self, reservation: Reservation, quantity: Decimal) -> None:
        level = self.levels[reservation.place]
        level.reserved += quantity
        reservation.reserved += quantity
        self._touched[level.place] = level
        self.concerns(reservation.order_id)

    def _enter(self, kind: str, level: StockLevel, quantity: Decimal, value: Decimal, line_id: UUID | None) -> None:
        self._touched[level.place] = level
        move = StockMove(
            product_id=level.product_id,
            warehouse_id=level.warehouse_id,
            product_code=level.product_code,
            kind=kind,
            quantity=quantity,
            value=value,
            balance=level.on_hand,
            source_kind=self.source.kind,
            source_id=self.source.id,
            source_line_id=line_id,
            source_number=self.source.number,
            moved_on=self.ctx.today(),
            moved_at=self.ctx.now(),
            actor_name=self.ctx.actor["name"],
        )
        self._moves.append(self.ctx.add(move))

    def _fill_waiting(self) -> None:
        """Oldest first, what is free of the products that came in (also for orders that this document concerns)."""
        for reservation in self._waiting():
            if reservation.place in self._freed:
                self.reserve(reservation)

    def _waiting(self) -> Iterator[Reservation]:
        free = [place for place in self._freed if self.available(place) > 0]
        if not free:
            return iter(())
        statement = (
            select(Reservation)
            .where(
                Reservation.product_id.in_({product for product, _ in free}),
                Reservation.warehouse_id.in_({warehouse for _, warehouse in free}),
                Reservation.reserved < Reservation.wanted,
            )
            .order_by(Reservation.id)
        )
        return iter(self.ctx.session.scalars(statement).all())

    def _tell_orders(self) -> None:
        self.load_orders(self._changed_orders.keys())
        for order_id in self._changed_orders:
            lines = self.orders[order_id]
            if not lines:
                continue
            event = events.StockShort if any(line.missing > 0 for line in lines) else events.StockReserved
            self.ctx.record(event, order_id, order_id=order_id, warehouse_id=lines[0].warehouse_id, lines=lines)

    def _tell_levels(self) -> None:
        if not self._touched:
            return
        levels = [self._touched[place] for place in sorted(self._touched)]
        for level in levels:
            level.version += 1
        self.ctx.record(events.StockLevelChanged, self.source.id, levels=[_state(level) for level in levels])


def take_gate(session: Session) -> None:
    """Wait until nobody else changes stock; the gate is ours until the transaction ends."""
    if session.info.get("stock_gate"):
        return
    # Within a savepoint the lock may be rolled back with it, so only a lock of the whole transaction is remembered.
    session.info["stock_gate"] = not session.in_nested_transaction()
    session.execute(select(Warehouse.id).where(Warehouse.id == MAIN_WAREHOUSE).with_for_update(key_share=True))


def _state(level: StockLevel) -> dict[str, object]:
    return {
        "product_id": level.product_id,
        "warehouse_id": level.warehouse_id,
        "on_hand": level.on_hand,
        "reserved": level.reserved,
        "version": level.version,
        # Nobody has to see to it that there is enough of what is no longer traded.
        "safety_stock": level.product.safety_stock if level.product.active else NOTHING,
        "product_code": level.product_code,
        "product_name": level.product.name,
    }
