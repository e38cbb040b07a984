"""Grades, out."""

from chassis.operations import Schema, fields


class GradeCounts(Schema):
    A = fields.WholeNumber(dump_default=0)
    B = fields.WholeNumber(dump_default=0)
    C = fields.WholeNumber(dump_default=0)
    none = fields.WholeNumber(dump_default=0)
    customers = fields.WholeNumber()


class OwnerGrades(GradeCounts):
    owner_id = fields.Id()
    owner_name = fields.Text()


class GradeSummary(Schema):
    rows = fields.List(fields.Nested(OwnerGrades))
    total = fields.Nested(GradeCounts)


class GradeChangeRow(Schema):
    previous = fields.Text(allow_none=True)
    grade = fields.Text(allow_none=True)
    changed_at = fields.Instant()
    changed_by = fields.Id()
    owner_id = fields.Id()


class GradeHistory(Schema):
    items = fields.List(fields.Nested(GradeChangeRow))
