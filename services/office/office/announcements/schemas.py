"""Announcements, in and out."""

from chassis.operations import ListQuery, Schema, fields, page_of


class PublishAnnouncement(Schema):
    id = fields.Id()
    title = fields.Text(required=True)
    content = fields.Text(20_000, required=True)
    org_path = fields.Text(
        load_default=None, metadata={"description": "Everybody at or below it; by default all within reach"}
    )


class AnnouncementView(Schema):
    id = fields.Id()
    title = fields.Text()
    content = fields.Text(20_000)
    org_path = fields.Text()
    author_id = fields.Id()
    author_name = fields.Text()
    published_at = fields.Instant()
    read = fields.Boolean(metadata={"description": "By the reader; always by its author"})
    version = fields.WholeNumber()


class ReceiptRow(Schema):
    reader_id = fields.Id()
    reader_name = fields.Text()
    read_at = fields.Instant()


class Missing(Schema):
    reader_id = fields.Id(attribute="id")
    reader_name = fields.Text(attribute="name")


class Receipts(Schema):
    """Who has read it, the first one first, and who of those concerned has not yet."""

    items = fields.List(fields.Nested(ReceiptRow))
    missing = fields.List(fields.Nested(Missing))


class AnnouncementQuery(ListQuery):
    unread = fields.Boolean(load_default=False)


AnnouncementPage = page_of(AnnouncementView)
