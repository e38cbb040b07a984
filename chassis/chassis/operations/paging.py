"""Lists: keyset pages, sorting by an allow-list, totals on request."""

import base64
import binascii
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import orjson
from marshmallow import Schema as MarshmallowSchema
from sqlalchemy import Boolean, ColumnElement, Date, Select, Uuid, func, literal, or_, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session

from chassis.model.columns import Scaled, UtcDateTime
from chassis.model.errors import Invalid
from chassis.operations import fields
from chassis.operations.declaration import Schema
from chassis.operations.hiding import refuse_hidden_column

LARGEST_PAGE = 200
LONGEST_CURSOR = 2000
"""Room for a sort value of 200 characters, in Base64."""
Sorts = Mapping[str, InstrumentedAttribute[Any]]


class BadCursor(Invalid):
    code = "bad_cursor"
    zh = "分页位置无效，请从第一页开始"
    en = "The page position is not valid; start from the first page"


class BadSort(Invalid):
    code = "bad_sort"
    zh = "不能按“{sort}”排序；可用：{allowed}"
    en = "Cannot sort by '{sort}'; possible: {allowed}"


class ListQuery(Schema):
    """What every list understands.

    `limit` is 1-200, `after` a cursor taken from `next`, `sort` a name (with - in front: falling),
    `total` asks for totals.
    """

    limit = fields.WholeNumber(1, LARGEST_PAGE, load_default=50)
    after = fields.Text(LONGEST_CURSOR, load_default=None)
    sort = fields.Text(60, load_default=None)
    total = fields.Boolean(load_default=False)


def page_of(row: type[MarshmallowSchema], totals: type[MarshmallowSchema] | None = None) -> type[MarshmallowSchema]:
    """The schema of a page of rows: `items`, `next` (null on the last page), `total` with `count` when asked for."""
    total_fields: dict[str, Any] = {"count": fields.WholeNumber()}
    if totals:
        total_fields |= totals._declared_fields
    total_schema = Schema.from_dict(total_fields, name=f"{row.__name__}Total")
    return Schema.from_dict(
        {
            "items": fields.List(fields.Nested(row)),
            "next": fields.Text(LONGEST_CURSOR, allow_none=True),
            "total": fields.Nested(total_schema, allow_none=True),
        },
        name=f"{row.__name__}Page",
    )


def page(
    session: Session,
    statement: Select[Any],
    *,
    sorts: Sorts,
    default: str,
    limit: int,
    after: str | None,
    sort: str | None,
    total: bool,
    totals: Mapping[str, Any] | None = None,
    hidden: Collection[str] = (),
) -> dict[str, Any]:
    """One page of a select of one entity. `sorts` are the columns allowed; ties are broken by id.

    An empty value counts as the largest, in both databases.
    """
    column, falling = _sort_column(sorts, sort or default)
    refuse_hidden_column(column, (sort or default).removeprefix("-"), hidden)
    entity = statement.column_descriptions[0]["entity"]
    key = (column, entity.id)
    order = (column.is_(None), *key) if column.expression.nullable else key
    ordered = statement.order_by(*[part.desc() if falling else part.asc() for part in order])
    if after:
        ordered = ordered.where(_beyond(key, _decode(after, key), falling))
    found = list(session.scalars(ordered.limit(limit + 1)).unique())
    shown = found[:limit]
    more = len(found) > limit
    return {
        "items": shown,
        "next": _encode([getattr(shown[-1], part.key) for part in key]) if more else None,
        "total": _totals(session, statement, totals or {}) if total else None,
    }


def _beyond(key: Sequence[InstrumentedAttribute[Any]], position: Sequence[Any], falling: bool) -> ColumnElement[bool]:
    """What comes after a position: (value of the sort column, id)."""
    column, identity = key
    value, last = position
    if value is None:
        tied = column.is_(None) & (identity < last if falling else identity > last)
        return or_(tied, column.is_not(None)) if falling else tied
    pair = tuple_(literal(value, column.type), literal(last, identity.type))
    if falling:
        return tuple_(*key) < pair
    return or_(tuple_(*key) > pair, column.is_(None)) if column.expression.nullable else tuple_(*key) > pair


def _sort_column(sorts: Sorts, sort: str) -> tuple[InstrumentedAttribute[Any], bool]:
    name = sort.removeprefix("-")
    if name not in sorts:
        raise BadSort(field="sort", sort=name, allowed=", ".join(sorts))
    return sorts[name], sort.startswith("-")


def _totals(session: Session, statement: Select[Any], totals: Mapping[str, Any]) -> dict[str, Any]:
    columns = [func.count().label("count"), *[value.label(name) for name, value in totals.items()]]
    row = session.execute(statement.with_only_columns(*columns, maintain_column_froms=True).order_by(None)).one()
    return dict(row._mapping)


def _encode(values: Sequence[Any]) -> str:
    return base64.urlsafe_b64encode(orjson.dumps([None if value is None else str(value) for value in values])).decode()


def _decode(cursor: str, key: Sequence[InstrumentedAttribute[Any]]) -> list[Any]:
    try:
        texts = orjson.loads(base64.urlsafe_b64decode(cursor))
        return [_value(text, column) for text, column in zip(texts, key, strict=True)]
    except (ValueError, TypeError, ArithmeticError, AttributeError, binascii.Error):
        raise BadCursor(field="after") from None


def _value(text: str | None, column: InstrumentedAttribute[Any]) -> Any:
    if text is None and column.expression.nullable:
        return None
    if not isinstance(text, str) or "\0" in text:
        raise ValueError("not a value of a cursor")
    match column.type:
        case Scaled():
            return Decimal(text)
        case UtcDateTime():
            return datetime.fromisoformat(text)
        case Date():
            return date.fromisoformat(text)
        case Uuid():
            return UUID(text)
        case Boolean():
            return text == "True"
        case _:
            return column.type.python_type(text)


def count(session: Session, statement: Select[Any]) -> int:
    """How many rows a select finds."""
    return session.scalar(select(func.count()).select_from(statement.order_by(None).subquery())) or 0
