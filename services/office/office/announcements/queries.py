"""The read side of announcements."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, exists, literal, or_, select

from chassis.access import Person
from chassis.model import Forbidden, NotFound
from chassis.operations import Context, operation
from office.announcements import schemas
from office.announcements.model import Announcement, ReadReceipt

SORTS = {"published_at": Announcement.published_at}


@operation(
    "GET",
    "/announcements",
    title=("公告列表", "Announcements"),
    scope="office.announcement.read",
    query=schemas.AnnouncementQuery,
    response=schemas.AnnouncementPage,
)
def list_announcements(ctx: Context, unread: bool, **query: Any) -> dict[str, Any]:
    """Those that concern the reader or were written by the reader; on request only the unread ones."""
    statement = _visible(ctx)
    if unread:
        statement = statement.where(Announcement.author_id != ctx.principal.whose, ~_receipt_of(ctx.principal.whose))
    page = ctx.page(statement, SORTS, "-published_at", query)
    return page | {"items": shown(ctx, page["items"])}


@operation(
    "GET",
    "/announcements/{announcement_id}",
    title=("公告", "Announcement"),
    scope="office.announcement.read",
    response=schemas.AnnouncementView,
)
def get_announcement(ctx: Context, announcement_id: UUID) -> dict[str, Any]:
    announcement = ctx.session.scalar(_visible(ctx).where(Announcement.id == announcement_id))
    if announcement is None:
        raise NotFound
    return shown(ctx, [announcement])[0]


@operation(
    "GET",
    "/announcements/{announcement_id}/receipts",
    title=("公告阅读情况", "Who has read an announcement"),
    scope="office.announcement.publish",
    response=schemas.Receipts,
)
def list_receipts(ctx: Context, announcement_id: UUID) -> dict[str, Any]:
    """For the author, and for whoever publishes for everybody."""
    announcement = ctx.get(Announcement, announcement_id)
    if announcement.author_id != ctx.principal.whose and not ctx.reach.everything:
        raise Forbidden
    statement = select(ReadReceipt).filter_by(announcement_id=announcement_id).order_by(ReadReceipt.read_at)
    receipts = ctx.session.scalars(statement).all()
    return {"items": receipts, "missing": _missing(ctx, announcement, {each.reader_id for each in receipts})}


def shown(ctx: Context, announcements: Sequence[Announcement]) -> list[dict[str, Any]]:
    """Announcements with whether the reader has read them."""
    ctx.session.flush()
    shown = [each.id for each in announcements]
    mine = select(ReadReceipt.announcement_id).where(
        ReadReceipt.reader_id == ctx.principal.whose, ReadReceipt.announcement_id.in_(shown)
    )
    read = set(ctx.session.scalars(mine))
    return [vars(each) | {"read": each.id in read or each.author_id == ctx.principal.whose} for each in announcements]


def _missing(ctx: Context, announcement: Announcement, readers: set[UUID]) -> list[Person]:
    below = Person.org_path.startswith(announcement.org_path, autoescape=True)
    concerned = ctx.session.scalars(select(Person).where(Person.active, below).order_by(Person.code))
    return [person for person in concerned if person.id not in readers | {announcement.author_id}]


def _visible(ctx: Context) -> Select[Any]:
    concerning = literal(ctx.principal.org_path).startswith(Announcement.org_path, autoescape=False)
    return select(Announcement).where(or_(concerning, Announcement.author_id == ctx.principal.whose))


def _receipt_of(reader_id: UUID) -> ColumnElement[bool]:
    return exists().where(ReadReceipt.announcement_id == Announcement.id, ReadReceipt.reader_id == reader_id)
