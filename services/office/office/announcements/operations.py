"""Use cases of announcements: publish, confirm having read."""

from typing import Any
from uuid import UUID

from chassis.model import NotFound
from chassis.operations import Context, operation
from office import events
from office.announcements import schemas
from office.announcements.model import Announcement, ReadReceipt


@operation(
    "POST",
    "/announcements",
    title=("发布公告", "Publish an announcement"),
    scope="office.announcement.publish",
    request=schemas.PublishAnnouncement,
    response=schemas.AnnouncementView,
    status=201,
)
def publish_announcement(ctx: Context, **values: Any) -> Announcement:
    """Everybody at or below the org path is to read it."""
    author = ctx.principal
    announcement = ctx.add(Announcement(**values, author_id=author.id, author_name=author.name, published_at=ctx.now()))
    ctx.record(
        events.AnnouncementPublished,
        announcement.id,
        announcement_id=announcement.id,
        title=announcement.title,
        org_path=announcement.org_path,
        published_at=announcement.published_at,
    )
    return announcement


@operation(
    "POST",
    "/announcements/{announcement_id}/read",
    title=("确认已读公告", "Confirm having read"),
    scope="office.announcement.read",
)
def read_announcement(ctx: Context, announcement_id: UUID) -> None:
    """Leave a read receipt; a second time changes nothing."""
    announcement = ctx.get(Announcement, announcement_id)
    if not announcement.concerns(ctx.principal.org_path):
        raise NotFound
    if ctx.session.get(ReadReceipt, (announcement_id, ctx.principal.id)) is None:
        ctx.add(
            ReadReceipt(
                announcement_id=announcement_id,
                reader_id=ctx.principal.id,
                reader_name=ctx.principal.name,
                read_at=ctx.now(),
            )
        )
