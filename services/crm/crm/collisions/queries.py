"""Is this customer already somebody's (F9), and which ones the company has twice."""

from itertools import groupby
from typing import Any

from sqlalchemy import func, select

from chassis.operations import Context, operation
from crm.collisions import schemas
from crm.collisions.probing import count_probe
from crm.collisions.showing import SHOWN, hits_for, shown
from crm.customers.model import Customer

MOST_DUPLICATES = 1000


@operation(
    "GET",
    "/collisions",
    title=("客户查重", "Collision check"),
    scope="crm.collision.read",
    query=schemas.CollisionQuery,
    response=schemas.CollisionHits,
)
def check_collisions(ctx: Context, q: str) -> dict[str, Any]:
    """By part of a name, its pinyin or initials, or by the last 7 digits of a number; foreign customers are masked."""
    count_probe(ctx)
    hits = hits_for(ctx, q)
    return {"items": shown(ctx, hits[:SHOWN]), "more": len(hits) > SHOWN}


@operation(
    "GET",
    "/collisions/duplicates",
    title=("重复客户", "Customers the company has twice"),
    scope="crm.customer.collide",
    response=schemas.Duplicates,
)
def list_duplicates(ctx: Context) -> dict[str, Any]:
    """Within one's reach, 1000 customers at most: to be looked at after an import, which refuses no namesakes."""
    twice = select(Customer.core).group_by(Customer.core).having(func.count() > 1)
    statement = select(Customer).where(Customer.core.in_(twice)).order_by(Customer.core, Customer.code)
    found = ctx.session.scalars(statement.limit(MOST_DUPLICATES))
    return {"groups": [list(group) for _, group in groupby(found, key=lambda customer: customer.core)]}
