"""The product index that browsers keep, so that a line is found while it is typed, even when the line is cut (F27)."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from chassis.operations import Context, operation
from sales.products import schemas
from sales.products.model import Product
from sales.products.spelling import spelling

SORTS = {"changed_at": Product.changed_at}
LONGEST_COMMIT = timedelta(minutes=1)
"""A product that was changed before a reader's mark may be committed after it, by no more than this."""


@operation(
    "GET",
    "/product-index",
    title=("产品索引", "Product index"),
    scope="sales.product.read",
    query=schemas.IndexQuery,
    response=schemas.IndexPage,
)
def read_product_index(ctx: Context, since: datetime | None, limit: int, after: str | None) -> dict[str, Any]:
    """Products changed since the `mark` of an earlier answer, all of them without one; some are told again."""
    statement = select(Product)
    if since is not None:
        statement = statement.where(Product.changed_at >= since)
    page = ctx.page(statement, SORTS, "changed_at", {"limit": limit, "after": after, "sort": None, "total": False})
    rows = [vars(each) | {"spelling": spelling(each.name)} for each in page["items"]]
    return {"items": rows, "next": page["next"], "mark": ctx.now() - LONGEST_COMMIT}
