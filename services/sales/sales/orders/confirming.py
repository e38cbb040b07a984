"""What makes an order binding: credit, floor prices, a number, results, an event."""

from chassis.model import RuleError
from chassis.operations import Context
from sales import events
from sales.customers.model import Customer
from sales.documents.permission import may
from sales.orders.credit import check_credit
from sales.orders.model import DatedLongAgo, OrderLine, SalesOrder
from sales.performance.counting import count_order
from sales.prices.model import BelowFloor, BelowHiddenFloor, FreeOfCharge
from sales.products.model import Product
from sales.products.queries import products_by_id

BELOW_FLOOR = "sales.order.below_floor"
BACK_DATE = "sales.order.back_date"
BACK_DAYS = 62


def bind(ctx: Context, order: SalesOrder, customer: Customer, reason: str | None) -> None:
    """Confirm a draft: all checks first, then the number, the results and the event, in one unit of work."""
    order.move("confirm")
    # One insert or update for all of it: the checks do not read what is about to be written.
    with ctx.session.no_autoflush:
        check_date(ctx, order)
        check_floor(ctx, order)
        order.credit_reason = reason if check_credit(ctx, customer, order, reason) else None
        order.number = ctx.next_number("SO")
    ctx.session.flush()
    count_order(ctx.session, order)
    tell_state(ctx, events.OrderConfirmed, order)


def check_date(ctx: Context, order: SalesOrder) -> None:
    """Raises DatedLongAgo for an order of more than `order_back_days` ago, unless the person may enter such."""
    days = int(ctx.host.settings.get("order_back_days", BACK_DAYS))
    if (ctx.today() - order.ordered_on).days > days and not may(ctx, BACK_DATE, order):
        raise DatedLongAgo(field="ordered_on", days=days)


def check_floor(ctx: Context, order: SalesOrder) -> None:
    """Raises BelowFloor, FreeOfCharge for a price after discount, unless the person may sell below the floor (X8)."""
    if may(ctx, BELOW_FLOOR, order):
        return
    products = products_by_id(ctx.session, [line.product_id for line in order.lines])
    for place, line in enumerate(order.lines):
        product = products.get(line.product_id)
        if product and (refusal := _too_cheap(ctx, product, line, f"lines.{place}.unit_price")):
            raise refusal


def _too_cheap(ctx: Context, product: Product, line: OrderLine, field: str) -> RuleError | None:
    price = line.unit_price * (1 - line.discount)
    details = {"field": field, "product": product.name, "price": str(price.normalize())}
    if product.floor_price is None:
        return FreeOfCharge(**details) if price == 0 else None
    if price >= product.floor_price:
        return None
    if "floor_price" in ctx.principal.hidden:
        return BelowHiddenFloor(**details)
    return BelowFloor(**details, floor=str(product.floor_price))


def tell_state(ctx: Context, event: type[events.OrderState], order: SalesOrder) -> None:
    """Publish the order with all its lines as they are now."""
    ctx.record(
        event,
        order.id,
        order_id=order.id,
        number=order.number,
        ordered_on=order.ordered_on,
        deliver_on=order.deliver_on,
        warehouse_id=order.warehouse_id,
        total=order.total,
        lines=[{"line_id": line.id, **_told(line)} for line in order.lines],
        **order.parties,
    )


def _told(line: object) -> dict[str, object]:
    names = ("product_id", "product_code", "product_name", "quantity", "unit_price", "discount", "amount")
    return {name: getattr(line, name) for name in names}
