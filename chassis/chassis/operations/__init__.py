"""Operations: declared once; authorisation, validation, idempotency, audit, metrics and OpenAPI follow."""

from chassis.operations.context import Context, reading, system_work, unit_of_work
from chassis.operations.declaration import Attachment, Expected, Operation, Schema, operation, operations_in
from chassis.operations.dispatcher import Dispatcher, Request, Response
from chassis.operations.paging import ListQuery, page_of

__all__ = [
    "Attachment",
    "Context",
    "Dispatcher",
    "Expected",
    "ListQuery",
    "Operation",
    "Request",
    "Response",
    "Schema",
    "operation",
    "operations_in",
    "page_of",
    "reading",
    "system_work",
    "unit_of_work",
]
