"""Use cases of announcements: publish, confirm having read."""

from typing import Any
from uuid import UUID

from chassis.model import Forbidden, NotFound
from chassis.operations import Context, operation
from office import events
from office.announcements import schemas
from office.announcements.model import Announcement, ReadReceipt
from office.announcements.queries import shown


@operation(
    "POST",
    "/announcements",
    title=("发布公告", "Publish an announcement"),
    scope="office.announcement.publish",
    request=schemas.PublishAnnouncement,
    response=schemas.AnnouncementView,
    status=201,
)
def publish_announcement(ctx: Context, org_path: str | None, **values: Any) -> dict[str, Any]:
    """Everybody at or below the org path is to read it: by default all whom the author may speak to."""
    author = ctx.principal
    made = {"author_id": author.id, "author_name": author.name, "published_at": ctx.now()}
    announcement = ctx.add(Announcement(**values, **made, org_path=_audience(ctx, org_path)))
    ctx.record(
        events.AnnouncementPublished,
        announcement.id,
        announcement_id=announcement.id,
        title=announcement.title,
        org_path=announcement.org_path,
        published_at=announcement.published_at,
    )
    return shown(ctx, [announcement])[0]


@operation(
    "POST",
    "/announcements/{announcement_id}/read",
    title=("确认已读公告", "Confirm having read"),
    scope="office.announcement.read",
)
def read_announcement(ctx: Context, announcement_id: UUID) -> None:
    """Leave a read receipt; a second time changes nothing."""
    reader = ctx.require_person()
    announcement = ctx.get(Announcement, announcement_id)
    if not announcement.concerns(reader.org_path):
        raise NotFound
    if ctx.session.get(ReadReceipt, (announcement_id, reader.id)) is None:
        ctx.add(
            ReadReceipt(
                announcement_id=announcement_id,
                reader_id=reader.id,
                reader_name=reader.name,
                read_at=ctx.now(),
            )
        )


def _audience(ctx: Context, org_path: str | None) -> str:
    """Raises Forbidden for an org path out of the author's reach."""
    paths = ("/",) if ctx.reach.everything else ctx.reach.paths
    wanted = org_path or next(iter(paths), "")
    if not any(wanted.startswith(path) for path in paths):
        raise Forbidden(field="org_path")
    return wanted
