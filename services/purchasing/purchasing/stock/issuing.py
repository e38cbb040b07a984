"""Goods leave for deliveries, all lines or none, and come back from customers (F29, F35, F41)."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from chassis.operations import Context
from purchasing import events
from purchasing.stock.book import Source, StockBook
from purchasing.stock.model import NOTHING, Reservation
from purchasing.stock.reserving import OrderedLine, new_reservation


@dataclass(frozen=True)
class DeliveredLine:
    line_id: UUID
    order_id: UUID
    order_line_id: UUID
    product_id: UUID
    product_code: str
    quantity: Decimal


@dataclass(frozen=True)
class ReturnedLine:
    line_id: UUID
    product_id: UUID
    quantity: Decimal


class Issue:
    """One delivery at one warehouse, with the reservations of the orders that it delivers."""

    def __init__(self, ctx: Context, source: Source, warehouse_id: UUID, lines: list[DeliveredLine]):
        self.warehouse_id, self.lines = warehouse_id, lines
        self.book = StockBook(ctx, source)
        self.own = self.book.load_orders(line.order_id for line in lines)
        self.by_line = {each.order_line_id: each for each in self.own}
        reserved = {self.by_line[line.order_line_id].place for line in lines if line.order_line_id in self.by_line}
        self.book.load(reserved | {self._place(line) for line in lines})

    def short_lines(self) -> Iterator[dict[str, Any]]:
        """The lines that what is on hand less others' reservations does not cover, taken in their order."""
        left = {place: self._free_for_us(place) for place in {self._place(line) for line in self.lines}}
        for line in self.lines:
            place = self._place(line)
            if line.quantity <= left[place]:
                left[place] -= line.quantity
                continue
            level = self.book.levels.get(place)
            yield {
                "line_id": line.line_id,
                "product_id": line.product_id,
                "product_code": line.product_code,
                "wanted": line.quantity,
                "on_hand": level.on_hand if level else NOTHING,
                "available": left[place],
            }

    def carry_out(self) -> list[dict[str, Any]]:
        """Take every line out of stock, its own reservation first; answers the lines with their cost."""
        issued = [self._issue(line) for line in self.lines]
        for place in {self._place(line) for line in self.lines}:
            # A line may have taken what a sibling line of the same orders kept, never what others keep.
            self.book.squeeze(place, self.own)
        return issued

    def _issue(self, line: DeliveredLine) -> dict[str, Any]:
        place = self._place(line)
        cost = self.book.give_out("issue", place, line.quantity, line.line_id)
        reservation = self.by_line.get(line.order_line_id) or self._unreserved(line)
        reservation.issued += line.quantity
        wanted = max(reservation.wanted - line.quantity, NOTHING)
        if reservation.place == place:
            self.book.release(reservation, min(reservation.reserved, line.quantity), free=False)
        else:
            self.book.release(reservation, reservation.reserved - wanted)
        reservation.wanted = wanted
        self.book.concerns(reservation.order_id)
        return {"line_id": line.line_id, "product_id": line.product_id, "quantity": line.quantity, "cost": cost}

    def _unreserved(self, line: DeliveredLine) -> Reservation:
        """Goods left for an order line before we heard of the order: remember it, so that it is not reserved again."""
        ordered = OrderedLine(line.order_line_id, line.product_id, line.product_code, NOTHING)
        reservation = new_reservation(self.book, line.order_id, ordered, self.warehouse_id)
        self.by_line[line.order_line_id] = reservation
        return reservation

    def _free_for_us(self, place: tuple[UUID, UUID]) -> Decimal:
        own = sum((each.reserved for each in self.own if each.place == place), NOTHING)
        return self.book.available(place) + own

    def _place(self, line: DeliveredLine) -> tuple[UUID, UUID]:
        return line.product_id, self.warehouse_id


def issue_delivery(
    ctx: Context, delivery_id: UUID, number: str, warehouse_id: UUID, lines: list[DeliveredLine]
) -> None:
    """Issue all lines, or refuse by an event that names those that are short; a refusal changes no stock."""
    issue = Issue(ctx, Source("delivery", delivery_id, number), warehouse_id, lines)
    about = {"delivery_id": delivery_id, "warehouse_id": warehouse_id}
    if short := list(issue.short_lines()):
        ctx.record(events.StockIssueRefused, delivery_id, **about, lines=short)
        return
    issued = issue.carry_out()
    ctx.record(events.StockIssued, delivery_id, **about, issued_on=ctx.today(), lines=issued)
    issue.book.close()


def take_back(ctx: Context, return_id: UUID, number: str, warehouse_id: UUID, lines: list[ReturnedLine]) -> None:
    """Put returned goods back at the average cost of the moment; who waits for them gets them."""
    book = StockBook(ctx, Source("sales_return", return_id, number))
    book.load((line.product_id, warehouse_id) for line in lines)
    taken = [
        {
            "line_id": line.line_id,
            "product_id": line.product_id,
            "quantity": line.quantity,
            "cost": book.take_in("return", (line.product_id, warehouse_id), line.quantity, line_id=line.line_id),
        }
        for line in lines
    ]
    about = {"return_id": return_id, "warehouse_id": warehouse_id, "taken_back_on": ctx.today()}
    ctx.record(events.StockTakenBack, return_id, **about, lines=taken)
    book.close()
