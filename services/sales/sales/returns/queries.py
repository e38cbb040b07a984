"""The read side of returns."""

from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import lazyload

from chassis.model import ZERO
from chassis.operations import Context, operation
from sales.returns import schemas
from sales.returns.model import SalesReturn

SORTS = {"created_at": SalesReturn.created_at, "total": SalesReturn.total}


@operation(
    "GET",
    "/returns",
    title=("销售退货列表", "Sales returns"),
    scope="sales.return.read",
    query=schemas.ReturnQuery,
    response=schemas.ReturnPage,
)
def list_returns(ctx: Context, **query: Any) -> dict[str, Any]:
    statement = select(SalesReturn).options(lazyload(SalesReturn.lines))
    for name in ("state", "customer_id", "delivery_id"):
        if query[name] is not None:
            statement = statement.where(getattr(SalesReturn, name) == query[name])
    return ctx.page(statement, SORTS, "-created_at", query, total=func.coalesce(func.sum(SalesReturn.total), ZERO))


@operation(
    "GET",
    "/returns/{return_id}",
    title=("销售退货单", "Sales return"),
    scope="sales.return.read",
    response=schemas.ReturnView,
)
def get_return(ctx: Context, return_id: UUID) -> SalesReturn:
    return ctx.get(SalesReturn, return_id)
