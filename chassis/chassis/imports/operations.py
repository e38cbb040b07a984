"""One upload operation per kind of import: the file is looked at at once, and applied by a job."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import orjson
from marshmallow import ValidationError

from chassis.imports.kind import ImportKind
from chassis.jobs import Job
from chassis.jobs.starting import start_job
from chassis.operations import Context, Operation, Schema, fields
from chassis.spreadsheets import map_headers, read_table

if TYPE_CHECKING:
    from chassis.service import Host


class Words(fields.Text):
    """A JSON object of texts, as a text: {"owner": "E002"}."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        try:
            words = orjson.loads(super()._deserialize(value, attr, data, **kwargs))
        except orjson.JSONDecodeError:
            words = None
        if not isinstance(words, dict) or not all(isinstance(word, str) for word in words.values()):
            raise ValidationError("Not a valid mapping type.")
        return words


class ImportQuery(Schema):
    """`constants` fill columns that the file lacks, `mapping` says which header means which column."""

    filename = fields.Text(200, required=True)
    dry_run = fields.Boolean(load_default=False)
    constants = Words(5000, load_default=dict)
    mapping = Words(5000, load_default=dict)


class JobStarted(Schema):
    id = fields.Id()
    kind = fields.Text()
    state = fields.Text()


def import_operations(kinds: Iterable[ImportKind]) -> tuple[Operation, ...]:
    """POST /imports/<kind> for each kind: the raw file as body, a job as answer."""
    return tuple(_upload_operation(kind) for kind in kinds)


def _upload_operation(kind: ImportKind) -> Operation:
    def look_at(host: "Host", content: bytes, filename: str, constants: Any, mapping: Any, **_: Any) -> None:
        table = read_table(content, filename)
        map_headers(table.headers, kind.columns, mapping, constants)

    def start_import(ctx: Context, content: bytes, **arguments: Any) -> Job:
        """Look at the file, refuse what cannot be read or mapped, and import the rest as a job."""
        digest = ctx.host.files.put(content)
        return start_job(ctx, "import", {"kind": kind.name, "file": digest, **arguments}, kind.scope)

    start_import.__name__ = f"import_{kind.name}"
    return Operation(
        "POST",
        f"/imports/{kind.name}",
        start_import,
        (f"导入{kind.title[0]}", f"Import {kind.title[1].lower()}"),
        kind.scope,
        query=ImportQuery,
        response=JobStarted,
        status=202,
        upload=True,
        before=look_at,
        deadline=120.0,
    )
