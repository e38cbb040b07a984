"""Prints of documents, in and out."""

from chassis.operations import Schema, fields

PAPERS = ("a4", "slip")
"""A4, or continuous paper of 241 × 140 mm for several copies (F31)."""


class NotePrint(Schema):
    paper = fields.Choice(*PAPERS, required=True)


class Printed(Schema):
    """Who printed the document when: it stands at the foot of the paper."""

    printed_at = fields.Instant()
    printed_by = fields.Text()
