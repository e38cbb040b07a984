"""A superior comments on a contact record, and its performer acknowledges (F12)."""

from typing import Any
from uuid import UUID

from chassis.operations import Context, operation
from crm import events
from crm.comments.model import Comment, NothingToAcknowledge, OwnRecord
from crm.comments.schemas import WriteComment
from crm.contact_records.model import ContactRecord
from crm.contact_records.schemas import ContactRecordView


@operation(
    "POST",
    "/contact-records/{contact_record_id}/comments",
    title=("批示联系记录", "Comment on a contact record"),
    scope="crm.comment.enter",
    request=WriteComment,
    response=ContactRecordView,
    status=201,
)
def comment_on_record(ctx: Context, contact_record_id: UUID, **values: Any) -> ContactRecord:
    """Raises OwnRecord: a comment comes from somebody else."""
    record = ctx.get(ContactRecord, contact_record_id)
    author = ctx.require_person()
    if author.id == record.performer_id:
        raise OwnRecord
    comment = Comment(**values, author_id=author.id, author_name=author.name, written_at=ctx.now())
    record.comments.append(comment)
    ctx.record(
        events.RecordCommented,
        record.customer_id,
        **_about(record, comment),
        customer_name=record.customer_name,
        performer_org_path=record.performer_org_path,
        author_name=comment.author_name,
        text=comment.text,
    )
    return record


@operation(
    "POST",
    "/contact-records/{contact_record_id}/acknowledge",
    title=("确认批示", "Acknowledge comments"),
    scope="crm.record.enter",
    response=ContactRecordView,
)
def acknowledge_comments(ctx: Context, contact_record_id: UUID) -> ContactRecord:
    """All comments on an own record; raises NothingToAcknowledge."""
    record = ctx.get(ContactRecord, contact_record_id)
    fresh = [comment for comment in record.comments if comment.acknowledged_at is None]
    if not fresh or record.performer_id != ctx.require_person().id:
        raise NothingToAcknowledge
    for comment in fresh:
        comment.acknowledged_at = ctx.now()
        ctx.record(events.CommentAcknowledged, record.customer_id, **_about(record, comment))
    return record


def _about(record: ContactRecord, comment: Comment) -> dict[str, Any]:
    return {
        "comment_id": comment.id,
        "record_id": record.id,
        "customer_id": record.customer_id,
        "performer_id": record.performer_id,
    }
