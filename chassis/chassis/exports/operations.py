"""Asking for an export."""

from chassis.exports.lists import Query, Reader, find_listing
from chassis.exports.running import EXPORT
from chassis.jobs import Job
from chassis.operations import Context, Schema, fields, operation
from chassis.system.schemas import JobRow

LONGEST_FILTER = 2000


class AskForExport(Schema):
    """`operation` is the list's name (its operationId), `query` what would stand in its query string.

    Where a page begins and how long it is means nothing here: all rows are written, 100,000 at most.
    """

    operation = fields.Text(80, required=True)
    query = fields.Dict(keys=fields.Text(60), values=fields.Text(LONGEST_FILTER), load_default=dict)
    language = fields.Choice("zh", "en", load_default="zh")


@operation(
    "POST",
    "/system/exports",
    title=("导出 Excel", "Export to Excel"),
    scope="system.export",
    request=AskForExport,
    response=JobRow,
    status=202,
    while_viewing=True,
)
def export_list(ctx: Context, operation: str, query: Query, language: str) -> Job:
    """A job that writes the whole list as a workbook: the same filter, order, reach and hidden fields (F84, X22).

    Needs the list's own function, too. The file is for who asked, at `/system/jobs/{job_id}/file`.
    """
    Reader(ctx.host, ctx.principal, find_listing(ctx.host, operation), query).count()
    return ctx.start_job(EXPORT, operation=operation, query=dict(query), language=language)
