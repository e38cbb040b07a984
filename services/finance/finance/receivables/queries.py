"""The read side of receivables: lists by any filter, what is due, one with all that changed it."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from chassis.operations import Context, operation
from finance.open_items.queries import due_items, filtered_items, movements_of, name_owners, page_of_items
from finance.receivables import schemas
from finance.receivables.model import Receivable, SalesCreditNote
from finance.receivables.side import CUSTOMERS

FILTERS = ("party_id", "owner_id", "q", "open", "overdue", "due_from", "due_to", "number")


@operation(
    "GET",
    "/receivables",
    title=("应收款列表", "Receivables"),
    scope="finance.receivable.read",
    query=schemas.ReceivableQuery,
    response=schemas.ReceivablePage,
)
def list_receivables(ctx: Context, **query: Any) -> dict[str, Any]:
    """Receivables of the customers within reach, by customer, due days, open or settled, overdue (F51, F59)."""
    filters = {name: query.pop(name) for name in FILTERS}
    return page_of_items(ctx, Receivable, filtered_items(Receivable, ctx.today(), **filters), query)


@operation(
    "GET",
    "/receivables/due",
    title=("到期应收款", "Receivables due"),
    scope="finance.receivable.read",
    query=schemas.DueReceivablesQuery,
    response=schemas.ReceivablePage,
)
def list_due_receivables(ctx: Context, period: str, **query: Any) -> dict[str, Any]:
    """Due today, tomorrow, this week, or overdue, with totals (F50, F51, F59)."""
    return page_of_items(ctx, Receivable, due_items(Receivable, period, ctx.today()), query)


@operation(
    "GET",
    "/receivables/{receivable_id}",
    title=("应收款", "Receivable"),
    scope="finance.receivable.read",
    response=schemas.ReceivableView,
)
def get_receivable(ctx: Context, receivable_id: UUID) -> Receivable:
    """One receivable with the receipts and credit notes that changed what is open of it."""
    receivable = ctx.get(Receivable, receivable_id)
    receivable.movements = movements_of(ctx, CUSTOMERS, receivable_id)  # type: ignore[attr-defined]
    name_owners(ctx, [receivable])
    return receivable


@operation(
    "GET",
    "/credit-notes",
    title=("销售退货冲减单", "Credit notes"),
    scope="finance.receivable.read",
    query=schemas.CreditNoteQuery,
    response=schemas.CreditNotePage,
)
def list_credit_notes(ctx: Context, customer_id: UUID | None, **query: Any) -> dict[str, Any]:
    """What customers no longer owe because goods came back (F35)."""
    statement = select(SalesCreditNote)
    if customer_id:
        statement = statement.where(SalesCreditNote.party_id == customer_id)
    return ctx.page(statement, {"credited_on": SalesCreditNote.credited_on}, "-credited_on", query)
