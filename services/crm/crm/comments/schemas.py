"""Comments, in and out."""

from chassis.operations import Schema, fields


class WriteComment(Schema):
    id = fields.Id()
    text = fields.Text(2000, required=True)


class CommentView(Schema):
    id = fields.Id()
    author_id = fields.Id()
    author_name = fields.Text()
    text = fields.Text(2000)
    written_at = fields.Instant()
    acknowledged_at = fields.Instant(allow_none=True)
