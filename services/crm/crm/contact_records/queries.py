"""The read side of contact records: lists, and what each person did (F11)."""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Select, func, select

from chassis.operations import Context, operation
from crm.contact_records import schemas
from crm.contact_records.model import ContactRecord

SORTS = {"contacted_at": ContactRecord.contacted_at, "recorded_at": ContactRecord.recorded_at}


@operation(
    "GET",
    "/contact-records",
    title=("联系记录", "Contact records"),
    scope="crm.record.read",
    query=schemas.ContactRecordQuery,
    response=schemas.ContactRecordPage,
)
def list_contact_records(
    ctx: Context, customer_id: UUID | None, performer_id: UUID | None, channel: str | None, day: date | None,
    first: date | None, last: date | None, **query: Any,
) -> dict[str, Any]:  # fmt: skip
    """The newest first; of a customer, a person, a day, a channel."""
    statement = _within(ctx, select(ContactRecord), day or first, day or last)
    for column, value in (
        (ContactRecord.customer_id, customer_id),
        (ContactRecord.performer_id, performer_id),
        (ContactRecord.channel, channel),
    ):
        if value is not None:
            statement = statement.where(column == value)
    return ctx.page(statement, SORTS, "-contacted_at", query)


@operation(
    "GET",
    "/contact-records/summary",
    title=("联系拜访统计", "Contacts per person"),
    scope="crm.record.read",
    query=schemas.Period,
    response=schemas.WorkSummary,
)
def summarise_contact_records(ctx: Context, first: date, last: date) -> dict[str, Any]:
    """Per performer: records, customers touched, by channel. A customer touched by two people counts once in total."""
    people = ctx.session.execute(_within(ctx, _per_person(), first, last)).all()
    channels = ctx.session.execute(_within(ctx, _per_channel(), first, last)).all()
    all_people = ctx.session.execute(_within(ctx, _counts(), first, last)).one()
    rows = [{**row._mapping, "channels": _channels(channels, row.performer_id)} for row in people]
    return {"rows": rows, "total": {**all_people._mapping, "channels": _channels(channels)}}


def _counts(*columns: Any) -> Select[Any]:
    records = func.count(ContactRecord.id).label("records")
    return select(*columns, records, func.count(ContactRecord.customer_id.distinct()).label("customers"))


def _per_person() -> Select[Any]:
    # Somebody who has changed the name is one person still.
    name = func.max(ContactRecord.performer_name).label("performer_name")
    per_person = _counts(ContactRecord.performer_id, name).group_by(ContactRecord.performer_id)
    return per_person.order_by(func.count(ContactRecord.id).desc(), ContactRecord.performer_id)


def _per_channel() -> Select[Any]:
    columns = (ContactRecord.performer_id, ContactRecord.channel)
    return _counts(*columns).group_by(*columns)


def _channels(found: Any, performer_id: UUID | None = None) -> dict[str, int]:
    """Records by channel, of one person or of all."""
    counts: dict[str, int] = {}
    for row in found:
        if performer_id in (None, row.performer_id):
            counts[row.channel] = counts.get(row.channel, 0) + row.records
    return counts


def _within(ctx: Context, statement: Select[Any], first: date | None, last: date | None) -> Select[Any]:
    """Only contacts that began on these days, both inclusive, in the company's time zone."""
    if first:
        statement = statement.where(ContactRecord.contacted_at >= _midnight(ctx, first))
    if last:
        statement = statement.where(ContactRecord.contacted_at < _midnight(ctx, last + timedelta(days=1)))
    return statement


def _midnight(ctx: Context, day: date) -> datetime:
    return datetime.combine(day, time.min, ZoneInfo(ctx.host.zone))
