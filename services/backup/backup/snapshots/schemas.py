"""Backups, out."""

from chassis.operations import Schema, fields, page_of


class BackupStarted(Schema):
    id = fields.Id(metadata={"description": "The job: GET /system/jobs/{id}"})
    state = fields.Text()


class BackupView(Schema):
    id = fields.Id()
    taken_at = fields.Instant()
    file = fields.Text()
    bytes = fields.WholeNumber(0, 10**15)
    held_ms = fields.Raw()
    state = fields.Text()
    verified_at = fields.Instant(allow_none=True)
    heads = fields.Dict(keys=fields.Text(), values=fields.WholeNumber())
    error = fields.Text(5000)


BackupPage = page_of(BackupView)
