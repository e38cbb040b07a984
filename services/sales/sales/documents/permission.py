"""Rights beyond the one that an operation declares: for going further in one step, and for overriding a rule."""

from chassis.access import reach_of
from chassis.model import Forbidden
from chassis.operations import Context
from sales.documents.model import SalesDocument


def may(ctx: Context, function: str, document: SalesDocument) -> bool:
    """Whether the person was granted the function, with a data scope that reaches this document."""
    return reach_of(ctx.principal, function).includes(document.owner_id, document.org_path)


def need(ctx: Context, function: str, document: SalesDocument) -> None:
    """Raises Forbidden without the function: entering and confirming at once takes the rights of both."""
    if not may(ctx, function, document):
        raise Forbidden(function=function)
