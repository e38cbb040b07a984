"""Announcements, in and out."""

from chassis.operations import ListQuery, Schema, fields, page_of


class PublishAnnouncement(Schema):
    id = fields.Id()
    title = fields.Text(required=True)
    content = fields.Text(20_000, required=True)
    org_path = fields.Text(load_default="/")


class AnnouncementView(Schema):
    id = fields.Id()
    title = fields.Text()
    content = fields.Text(20_000)
    org_path = fields.Text()
    author_id = fields.Id()
    author_name = fields.Text()
    published_at = fields.Instant()
    version = fields.WholeNumber()


class ReceiptRow(Schema):
    reader_id = fields.Id()
    reader_name = fields.Text()
    read_at = fields.Instant()


class Receipts(Schema):
    items = fields.List(fields.Nested(ReceiptRow))


class AnnouncementQuery(ListQuery):
    unread = fields.Boolean(load_default=False)


AnnouncementPage = page_of(AnnouncementView)
