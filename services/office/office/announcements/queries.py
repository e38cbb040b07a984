"""The read side of announcements."""

from typing import Any
from uuid import UUID

from sqlalchemy import Select, exists, literal, select

from chassis.model import Forbidden
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
    """Those that concern the reader; on request only the unread ones."""
    statement = _concerning(ctx.principal.org_path)
    if unread:
        receipt = exists().where(
            ReadReceipt.announcement_id == Announcement.id, ReadReceipt.reader_id == ctx.principal.id
        )
        statement = statement.where(~receipt)
    return ctx.page(statement, SORTS, "-published_at", query)


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
    if announcement.author_id != ctx.principal.id and not ctx.reach.everything:
        raise Forbidden
    statement = select(ReadReceipt).filter_by(announcement_id=announcement_id).order_by(ReadReceipt.read_at)
    return {"items": ctx.session.scalars(statement).all()}


def _concerning(org_path: str) -> Select[Any]:
    return select(Announcement).where(literal(org_path).startswith(Announcement.org_path, autoescape=False))
