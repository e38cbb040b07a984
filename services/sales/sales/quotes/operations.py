"""Use cases of quotes: enter, edit, issue, cancel, turn into an order."""

from typing import Any
from uuid import UUID

from chassis.operations import Context, operation
from sales import events
from sales.documents.entering import customer_to_serve, parties_of, priced_lines
from sales.documents.permission import need
from sales.documents.rules import ForeignLine, LinesMissing
from sales.orders.model import OrderLine, SalesOrder
from sales.orders.schemas import OrderView
from sales.products.queries import chosen_warehouse
from sales.quotes import schemas
from sales.quotes.model import Quote, QuoteLine
from sales.quotes.queries import locked_quote

COPIED = (
    "product_id",
    "product_code",
    "product_name",
    "unit",
    "quantity",
    "unit_price",
    "discount",
    "amount",
    "note",
)


@operation(
    "POST",
    "/quotes",
    title=("录入报价单", "Enter a quote"),
    scope="sales.quote.enter",
    request=schemas.EnterQuote,
    response=schemas.QuoteView,
    status=201,
)
def enter_quote(ctx: Context, issue: bool, **content: Any) -> Quote:
    customer = customer_to_serve(ctx, content["customer_id"])
    own_id = {"id": content["id"]} if "id" in content else {}
    parties = parties_of(ctx, customer, content["performer_id"])
    lines = priced_lines(ctx, QuoteLine, customer, content["lines"])
    quote = ctx.add(Quote(**own_id, **parties, **_columns(ctx, content), state="draft", lines=lines))
    quote.count(lines)
    if issue:
        need(ctx, "sales.quote.issue", quote)
        _issue(ctx, quote)
    return quote


@operation(
    "PUT",
    "/quotes/{quote_id}",
    title=("修改报价单草稿", "Edit a draft quote"),
    scope="sales.quote.enter",
    request=schemas.EditQuote,
    response=schemas.QuoteView,
)
def edit_quote(ctx: Context, quote_id: UUID, expected_version: int | None, **content: Any) -> Quote:
    quote = locked_quote(ctx, quote_id, expected_version)
    quote.move("edit")
    customer = customer_to_serve(ctx, content["customer_id"])
    parties = parties_of(ctx, customer, content["performer_id"]) | {"created_at": quote.created_at}
    lines = priced_lines(ctx, QuoteLine, customer, content["lines"])
    for name, value in (parties | _columns(ctx, content) | {"lines": lines}).items():
        setattr(quote, name, value)
    quote.count(lines)
    return quote


@operation(
    "POST",
    "/quotes/{quote_id}/issue",
    title=("发出报价单", "Issue a quote"),
    scope="sales.quote.issue",
    request=schemas.MoveQuote,
    response=schemas.QuoteView,
)
def issue_quote(ctx: Context, quote_id: UUID, expected_version: int | None) -> Quote:
    """The quote gets its number and is no longer changed (X10)."""
    quote = locked_quote(ctx, quote_id, expected_version)
    _issue(ctx, quote)
    return quote


@operation(
    "POST",
    "/quotes/{quote_id}/cancel",
    title=("作废报价单", "Cancel a quote"),
    scope="sales.quote.enter",
    request=schemas.MoveQuote,
    response=schemas.QuoteView,
)
def cancel_quote(ctx: Context, quote_id: UUID, expected_version: int | None) -> Quote:
    quote = locked_quote(ctx, quote_id, expected_version)
    quote.move("cancel")
    return quote


@operation(
    "POST",
    "/quotes/{quote_id}/order",
    title=("报价转订单", "Turn a quote into an order"),
    scope="sales.order.enter",
    request=schemas.OrderQuote,
    response=OrderView,
    status=201,
)
def order_quote(
    ctx: Context, quote_id: UUID, expected_version: int | None, line_ids: list[UUID] | None, **values: Any
) -> SalesOrder:
    """A draft order of the chosen lines, or of all that are not ordered yet; linked both ways (F25)."""
    quote = locked_quote(ctx, quote_id, expected_version)
    customer = customer_to_serve(ctx, quote.customer_id)
    if values["warehouse_id"] is not None:
        chosen_warehouse(ctx.session, values["warehouse_id"])
    chosen = _chosen(quote, line_ids)
    parties = parties_of(ctx, customer, None) | {
        name: getattr(quote, name) for name in ("performer_id", "performer_name", "performer_org_path")
    }
    order = SalesOrder(**parties, **values, state="draft", quote_id=quote.id, ordered_on=ctx.today(), note=quote.note)
    quote.order(chosen, order.id)
    order.lines = [_order_line(place, line) for place, line in enumerate(chosen, 1)]
    order.count(order.lines)
    return ctx.add(order)


def _issue(ctx: Context, quote: Quote) -> None:
    quote.move("issue")
    quote.number = ctx.next_number("QU")
    ctx.record(
        events.QuoteIssued,
        quote.id,
        quote_id=quote.id,
        number=quote.number,
        issued_on=quote.quoted_on,
        valid_until=quote.valid_until,
        total=quote.total,
        **quote.parties,
    )


def _columns(ctx: Context, content: dict[str, Any]) -> dict[str, Any]:
    return {
        "quoted_on": content["quoted_on"] or ctx.today(),
        **{name: content[name] for name in ("contact", "valid_until", "note")},
    }


def _chosen(quote: Quote, line_ids: list[UUID] | None) -> list[QuoteLine]:
    if line_ids is None:
        open_lines = [line for line in quote.lines if line.order_id is None]
        return open_lines or list(quote.lines)
    by_id = {line.id: line for line in quote.lines}
    if not line_ids:
        raise LinesMissing(field="line_ids")
    if any(line_id not in by_id for line_id in line_ids):
        raise ForeignLine(field="line_ids")
    return [by_id[line_id] for line_id in dict.fromkeys(line_ids)]


def _order_line(position: int, line: QuoteLine) -> OrderLine:
    copied = {name: getattr(line, name) for name in COPIED}
    return OrderLine(position=position, quote_line_id=line.id, **copied)
