"""What people do to stock by hand: adjust it for a reason, transfer it (F41, F44)."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select

from chassis.model import line_amount, plain, uuid7
from chassis.operations import Context, operation
from purchasing.products.model import Product
from purchasing.products.queries import products_of
from purchasing.stock import schemas
from purchasing.stock.book import Place, Source, StockBook
from purchasing.stock.model import NotEnoughStock, Reservation, SameWarehouse, StockDocument
from purchasing.warehouses.queries import usable_warehouse


@operation(
    "POST",
    "/stock/adjustments",
    title=("库存调整", "Adjust stock"),
    scope="purchasing.stock.adjust",
    request=schemas.AdjustStock,
    response=schemas.StockDocumentView,
    status=201,
)
def adjust_stock(
    ctx: Context, warehouse_id: UUID | None, reason: str, lines: list[dict[str, Any]], id: UUID | None = None
) -> StockDocument:
    """Enter what was found or lost. Losing what was kept for orders takes it from the newest of them."""
    warehouse = usable_warehouse(ctx, warehouse_id)
    document, book = _opened(ctx, "adjustment", "SA", id, warehouse_id=warehouse.id, reason=reason)
    products = products_of(ctx, lines)
    book.load((line["product_id"], warehouse.id) for line in lines)
    for index, line in enumerate(lines):
        _adjust(book, (line["product_id"], warehouse.id), line, products, f"lines.{index}.quantity")
    _take_from_newest(book)
    book.tell_adjusted(warehouse.id)
    book.close()
    return document


@operation(
    "POST",
    "/stock/transfers",
    title=("库存调拨", "Transfer stock"),
    scope="purchasing.stock.transfer",
    request=schemas.TransferStock,
    response=schemas.StockDocumentView,
    status=201,
)
def transfer_stock(
    ctx: Context,
    warehouse_id: UUID,
    to_warehouse_id: UUID,
    reason: str,
    lines: list[dict[str, Any]],
    id: UUID | None = None,
) -> StockDocument:
    """Only what is not kept for orders may go; it keeps its average cost on the way."""
    if warehouse_id == to_warehouse_id:
        raise SameWarehouse(field="to_warehouse_id")
    for each in (warehouse_id, to_warehouse_id):
        usable_warehouse(ctx, each)
    where = {"warehouse_id": warehouse_id, "to_warehouse_id": to_warehouse_id}
    document, book = _opened(ctx, "transfer", "ST", id, reason=reason, **where)
    products = products_of(ctx, lines)
    book.load((line["product_id"], each) for line in lines for each in where.values())
    for index, line in enumerate(lines):
        product, quantity = line["product_id"], line["quantity"]
        book.require_available((product, warehouse_id), products[product].code, quantity, f"lines.{index}.quantity")
        value = book.give_out("transfer", (product, warehouse_id), quantity)
        book.take_in("transfer", (product, to_warehouse_id), quantity, value)
    book.close()
    return document


def _opened(
    ctx: Context, kind: str, series: str, identity: UUID | None, **values: Any
) -> tuple[StockDocument, StockBook]:
    document = StockDocument(
        id=identity or uuid7(),
        kind=kind,
        number=ctx.next_number(series),
        made_on=ctx.today(),
        made_at=ctx.now(),
        made_by=ctx.principal.id,
        **values,
    )
    ctx.add(document)
    return document, StockBook(ctx, Source(kind, document.id, document.number))


def _adjust(book: StockBook, place: Place, line: dict[str, Any], products: dict[UUID, Product], field: str) -> None:
    product, quantity = products[place[0]], line["quantity"]
    if quantity > 0:
        book.take_in("adjustment", place, quantity, _value_found(book, place, product, line))
        return
    on_hand = book.levels[place].on_hand if place in book.levels else Decimal(0)
    if -quantity > on_hand:
        raise NotEnoughStock(field=field, product=product.code, wanted=plain(-quantity), available=plain(on_hand))
    book.give_out("adjustment", place, -quantity)


def _value_found(book: StockBook, place: Place, product: Product, line: dict[str, Any]) -> Decimal | None:
    """The cost given, else the average cost there (None), else the product's cost."""
    if line["unit_cost"] is not None:
        return line_amount(line["quantity"], line["unit_cost"])
    level = book.levels.get(place)
    if level and (level.on_hand or level.unit_cost):
        return None
    return line_amount(line["quantity"], product.cost or Decimal(0))


def _take_from_newest(book: StockBook) -> None:
    for place, level in book.levels.items():
        if level.available < 0:
            with book.ctx.session.no_autoflush:  # until then the database would rightly refuse the level
                kept = book.ctx.session.scalars(
                    select(Reservation).where(
                        Reservation.product_id == place[0],
                        Reservation.warehouse_id == place[1],
                        Reservation.reserved > 0,
                    )
                ).all()
            book.squeeze(place, kept)
