"""docs/events.md: every event, who publishes it, and who acts on it."""

from collections.abc import Iterable

from .declared import ROOT, Published, consumed, published

PATH = ROOT / "docs/events.md"
PLANNED = {
    "gateway": "user_changed user_deactivated org_unit_changed",
    "crm": "customer_registered customer_changed customer_transferred contact_recorded followup_planned "
    "winback_opened winback_recovered ticket_opened ticket_closed",
    "sales": "quote_issued order_confirmed order_amended order_cancelled delivery_requested delivery_shipped "
    "goods_returned",
    "purchasing": "product_changed supplier_changed stock_reserved stock_short stock_issued stock_level_changed "
    "purchase_order_confirmed goods_received goods_sent_back",
    "finance": "receivable_opened receivable_settled receipt_posted payable_opened payment_posted expense_posted "
    "credit_changed commission_earned",
    "office": "approval_decided task_assigned announcement_published",
    "notification": "reminder_raised reminder_cleared",
    "backup": "backup_verified backup_failed system_restored",
}
"""The events of the architecture, by the service that owns the word."""
NOT_YET = {
    "crm.winback_opened.v1": "comes with win-back; `lost_on` of `crm.rhythm_changed.v1` tells the day already",
    "crm.winback_recovered.v1": "comes with win-back",
    "crm.ticket_opened.v1": "comes with after-sales tickets",
    "crm.ticket_closed.v1": "comes with after-sales tickets",
    "office.approval_decided.v1": "comes with approvals",
    "backup.system_restored.v1": "comes with the restore drill",
}
ADDED = {
    "crm.record_commented.v1": "whoever was in touch is reminded of what a superior said (F12)",
    "crm.comment_acknowledged.v1": "the reminder of a comment is cleared",
    "crm.rhythm_changed.v1": "reminders of expected orders need the customer's own interval (N1)",
    "crm.rhythm_ended.v1": "an interval without orders is no interval: what was expected is taken back",
    "sales.past_order_imported.v1": "feeds the rhythm but neither stock nor money: no `order_confirmed`",
    "purchasing.warehouse_changed.v1": "sales lets people choose a warehouse",
    "purchasing.stock_issue_refused.v1": "a refused delivery is a state too: the other answer beside `stock_issued`",
    "purchasing.stock_taken_back.v1": "finance books the cost of goods that came back",
    "purchasing.stock_adjusted.v1": "opening stock, and what is found or lost, change the inventory account too",
    "finance.receivable_changed.v1": "partly paid or handed over: between `opened` and `settled`",
    "finance.payable_changed.v1": "partly paid: between `opened` and `settled`",
    "finance.payable_settled.v1": "the counterpart of `receivable_settled`: its reminder is cleared",
    "office.task_closed.v1": "the reminder of a task is cleared",
}
HEAD = """# Events

`make contracts` writes this page from the code; a test holds it against the code. Schema and example of each event are
in `contracts/events/<service>/<event>.v1.{schema,example}.json`. An event may grow; a change that breaks a reader is a
`.v2` published beside the `.v1`.
"""


def planned() -> set[str]:
    """The types of the architecture's events."""
    return {f"{service}.{name}.v1" for service, names in PLANNED.items() for name in names.split()}


def page() -> str:
    """The page as the code has it."""
    types = {each.type for each in published()}
    return "\n".join(
        [
            HEAD,
            *_table(("event", "what happened", "consumers"), map(_row, published())),
            "\n## Planned in the architecture, not published yet\n",
            *_table(("event", "why not yet"), ((f"`{name}`", NOT_YET[name]) for name in sorted(NOT_YET))),
            "\n## More than the architecture planned\n",
            "No planned event was renamed; the flow through the services needed some more.\n",
            *_table(("event", "why"), ((f"`{name}`", ADDED[name]) for name in sorted(types - planned()))),
            "",
        ]
    )


def _row(each: Published) -> tuple[str, str, str]:
    listening = sorted({found.service.name for found in consumed() if found.reaction.event == each.type})
    return f"`{each.type}`", _first_sentence(each.description), ", ".join(listening) or "–"


def _first_sentence(text: str) -> str:
    return " ".join(text.split("\n\n")[0].split()).replace("|", "\\|")


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> list[str]:
    lines = [heads, tuple("---" for _ in heads), *rows]
    return ["| " + " | ".join(line) + " |" for line in lines]
