"""The read side of purchase returns."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from chassis.operations import Context, operation
from purchasing.purchase_returns import schemas
from purchasing.purchase_returns.model import PurchaseReturn


@operation(
    "GET",
    "/purchase-returns",
    title=("采购退货单列表", "Purchase returns"),
    scope="purchasing.return.read",
    query=schemas.PurchaseReturnQuery,
    response=schemas.PurchaseReturnPage,
)
def list_purchase_returns(ctx: Context, goods_receipt_id: UUID | None, **query: Any) -> dict[str, Any]:
    """Within the reader's data scope, of one receipt when asked."""
    statement = select(PurchaseReturn)
    if goods_receipt_id:
        statement = statement.where(PurchaseReturn.goods_receipt_id == goods_receipt_id)
    sorts = {"created_at": PurchaseReturn.created_at, "number": PurchaseReturn.number}
    return ctx.page(statement, sorts, "-created_at", query)


@operation(
    "GET",
    "/purchase-returns/{purchase_return_id}",
    title=("采购退货单", "Purchase return"),
    scope="purchasing.return.read",
    response=schemas.PurchaseReturnView,
)
def get_purchase_return(ctx: Context, purchase_return_id: UUID) -> PurchaseReturn:
    return ctx.get(PurchaseReturn, purchase_return_id)
