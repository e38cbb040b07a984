"""The read side of payables: lists by any filter, what is due, one with all that changed it."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from chassis.operations import Context, operation
from finance.open_items.queries import due_items, filtered_items, movements_of, name_owners, page_of_items
from finance.payables import schemas
from finance.payables.model import DebitNote, Payable
from finance.payables.side import SUPPLIERS

FILTERS = ("party_id", "owner_id", "q", "open", "overdue", "due_from", "due_to", "number")


@operation(
    "GET",
    "/payables",
    title=("应付款列表", "Payables"),
    scope="finance.payable.read",
    query=schemas.PayableQuery,
    response=schemas.PayablePage,
)
def list_payables(ctx: Context, **query: Any) -> dict[str, Any]:
    """Payables within reach, by supplier, due days, open or settled, overdue (F45, F76)."""
    filters = {name: query.pop(name) for name in FILTERS}
    return page_of_items(ctx, Payable, filtered_items(Payable, ctx.today(), **filters), query)


@operation(
    "GET",
    "/payables/due",
    title=("到期应付款", "Payables due"),
    scope="finance.payable.read",
    query=schemas.DuePayablesQuery,
    response=schemas.PayablePage,
)
def list_due_payables(ctx: Context, period: str, **query: Any) -> dict[str, Any]:
    """Due today, tomorrow, this week, or overdue, with totals (F76)."""
    return page_of_items(ctx, Payable, due_items(Payable, period, ctx.today()), query)


@operation(
    "GET",
    "/payables/{payable_id}",
    title=("应付款", "Payable"),
    scope="finance.payable.read",
    response=schemas.PayableView,
)
def get_payable(ctx: Context, payable_id: UUID) -> Payable:
    """One payable with the payments and debit notes that changed what is open of it."""
    payable = ctx.get(Payable, payable_id)
    payable.movements = movements_of(ctx, SUPPLIERS, payable_id)  # type: ignore[attr-defined]
    name_owners(ctx, [payable])
    return payable


@operation(
    "GET",
    "/debit-notes",
    title=("采购退货冲减单", "Debit notes"),
    scope="finance.payable.read",
    query=schemas.DebitNoteQuery,
    response=schemas.DebitNotePage,
)
def list_debit_notes(ctx: Context, supplier_id: UUID | None, **query: Any) -> dict[str, Any]:
    """What we no longer owe because goods went back."""
    statement = select(DebitNote)
    if supplier_id:
        statement = statement.where(DebitNote.party_id == supplier_id)
    return ctx.page(statement, {"credited_on": DebitNote.credited_on}, "-credited_on", query)
