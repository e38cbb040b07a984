"""Writing down what changes no record: sign-ins, refusals, exports, prints, views-as (X9)."""

from typing import TYPE_CHECKING, Any

from chassis.access import NOTHING, Principal
from chassis.audit.capture import as_text

if TYPE_CHECKING:
    from chassis.operations.context import Context
    from chassis.service import Host

LONGEST_ACTION = 20


def note(ctx: "Context", action: str, entity: str, record_id: object, **details: Any) -> None:
    """Add an entry to the audit trail, written with this unit of work or not at all.

    `action` is one word of at most 20 letters, `entity` the kind of record it concerns (`User`, `Export`), `record_id`
    which one. Each detail is kept as a new value; none may be a secret. Raises ValueError for a longer action.
    """
    if len(action) > LONGEST_ACTION:
        raise ValueError(f"an action has at most {LONGEST_ACTION} letters, not '{action}'")
    changes = {name: [None, as_text(value)] for name, value in details.items() if value is not None}
    identity = {"entity": entity, "record_id": str(record_id)}
    ctx.changes.append({**ctx.who(), **identity, "action": action, "changes": changes})


def noted(
    host: "Host", principal: Principal, operation: str, action: str, entity: str, record_id: object, **details: Any
) -> None:
    """The same in a unit of work of its own: for what was refused or only read, so that nothing else commits."""
    from chassis.operations.context import unit_of_work

    with unit_of_work(host, principal, NOTHING, operation) as context:
        note(context, action, entity, record_id, **details)
