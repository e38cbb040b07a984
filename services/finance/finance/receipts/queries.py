"""The read side of receipts."""

from typing import Any
from uuid import UUID

from chassis.operations import Context, operation
from finance.open_items.queries import allocations_of, money_documents, page_of_money
from finance.receipts import schemas
from finance.receipts.model import Receipt
from finance.receivables.side import CUSTOMERS

FILTERS = ("party_id", "q", "state", "method", "with_advance", "since", "until")


@operation(
    "GET",
    "/receipts",
    title=("收款单列表", "Receipts"),
    scope="finance.receipt.read",
    query=schemas.ReceiptQuery,
    response=schemas.ReceiptPage,
)
def list_receipts(ctx: Context, **query: Any) -> dict[str, Any]:
    """Receipts of the customers within reach; `with_advance`: those with something left to allocate (F55)."""
    filters = {name: query.pop(name) for name in FILTERS}
    return page_of_money(ctx, Receipt, money_documents(Receipt, **filters), query)


@operation(
    "GET",
    "/receipts/{receipt_id}",
    title=("收款单", "Receipt"),
    scope="finance.receipt.read",
    response=schemas.ReceiptView,
)
def get_receipt(ctx: Context, receipt_id: UUID) -> Receipt:
    receipt = ctx.get(Receipt, receipt_id)
    receipt.allocations = allocations_of(ctx, CUSTOMERS, receipt_id)  # type: ignore[attr-defined]
    return receipt
