"""The read side of quotes, and the history of quoted prices."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import lazyload

from chassis.model import ZERO, NotFound, StaleVersion
from chassis.operations import Context, operation
from sales.quotes import schemas
from sales.quotes.model import QUOTED, Quote, QuoteLine

SORTS = {"quoted_on": Quote.quoted_on, "created_at": Quote.created_at, "total": Quote.total}
PRICE_COLUMNS = (
    Quote.id.label("quote_id"),
    Quote.number,
    Quote.quoted_on,
    Quote.customer_id,
    Quote.customer_name,
    Quote.performer_name,
    QuoteLine.product_id,
    QuoteLine.product_code,
    QuoteLine.product_name,
    QuoteLine.quantity,
    QuoteLine.unit_price,
    QuoteLine.discount,
    QuoteLine.order_id,
)


@operation(
    "GET",
    "/quotes",
    title=("报价单列表", "Quotes"),
    scope="sales.quote.read",
    query=schemas.QuoteQuery,
    response=schemas.QuotePage,
)
def list_quotes(
    ctx: Context,
    state: str | None,
    customer_id: UUID | None,
    number: str | None,
    since: date | None,
    until: date | None,
    **query: Any,
) -> dict[str, Any]:
    statement = _between(select(Quote).options(lazyload(Quote.lines)), since, until)
    if state:
        statement = statement.where(Quote.state == state)
    if customer_id:
        statement = statement.where(Quote.customer_id == customer_id)
    if number:
        statement = statement.where(Quote.number.istartswith(number, autoescape=True))
    return ctx.page(statement, SORTS, "-quoted_on", query, total=func.coalesce(func.sum(Quote.total), ZERO))


@operation(
    "GET",
    "/quotes/{quote_id}",
    title=("报价单", "Quote"),
    scope="sales.quote.read",
    response=schemas.QuoteView,
)
def get_quote(ctx: Context, quote_id: UUID) -> Quote:
    return ctx.get(Quote, quote_id)


@operation(
    "GET",
    "/quoted-prices",
    title=("历史报价", "Prices quoted before"),
    scope="sales.quote.read",
    query=schemas.QuotedPriceQuery,
    response=schemas.QuotedPrices,
)
def list_quoted_prices(
    ctx: Context,
    product_id: UUID | None,
    customer_id: UUID | None,
    since: date | None,
    until: date | None,
    limit: int,
) -> dict[str, Any]:
    """The newest first; to one customer, or to all within reach (F24)."""
    statement = select(QuoteLine).join(Quote, Quote.id == QuoteLine.quote_id).where(Quote.state.in_(QUOTED))
    statement = _between(statement, since, until)
    if product_id:
        statement = statement.where(QuoteLine.product_id == product_id)
    if customer_id:
        statement = statement.where(Quote.customer_id == customer_id)
    newest_first = (Quote.quoted_on.desc(), Quote.number.desc(), QuoteLine.position)
    shown = statement.with_only_columns(*PRICE_COLUMNS).order_by(*newest_first).limit(limit)
    return {"rows": ctx.session.execute(shown).all()}


def locked_quote(ctx: Context, quote_id: UUID, version: int | None) -> Quote:
    """A quote that nobody else changes until the end of this unit of work; raises NotFound, StaleVersion."""
    quote = ctx.session.scalars(select(Quote).where(Quote.id == quote_id).with_for_update()).first()
    if quote is None:
        raise NotFound
    if version is not None and quote.version != version:
        raise StaleVersion
    return quote


def _between(statement: Select[Any], since: date | None, until: date | None) -> Select[Any]:
    if since:
        statement = statement.where(Quote.quoted_on >= since)
    return statement.where(Quote.quoted_on <= until) if until else statement
