"""The side on which we owe suppliers."""

from typing import Any
from uuid import UUID

from chassis.operations import Context
from finance import events
from finance.ledger import chart
from finance.open_items.side import Side
from finance.payables.model import DebitNote, Payable
from finance.payments.model import Payment, PaymentAllocation


def tell_payable(ctx: Context, payable: Payable, event: type[events.PayableState] | None = None) -> None:
    """Publish the payable as it is: changed, or settled when nothing is open any more."""
    state = events.PayableChanged if payable.open_amount else events.PayableSettled
    ctx.record(
        event or state,
        payable.id,
        payable_id=payable.id,
        number=payable.number,
        source_id=payable.source_id,
        owner_id=payable.owner_id,
        org_path=payable.org_path,
        due_on=payable.due_on,
        amount=payable.amount,
        open_amount=payable.open_amount,
        supplier_id=payable.party_id,
        supplier_name=payable.party_name,
    )


def _earns_nobody_anything(ctx: Context, allocation: Any, payable: Any) -> None:
    """Paying what we owe earns no commission."""


def _changes_no_credit(ctx: Context, supplier_id: UUID) -> None:
    """Nobody follows how much we owe one supplier."""


SUPPLIERS = Side(
    item=Payable,
    credit_note=DebitNote,
    document=Payment,
    allocation=PaymentAllocation,
    sign=-1,
    control=chart.PAYABLES,
    advances=chart.ADVANCES_TO_SUPPLIERS,
    item_changed=tell_payable,
    allocated=_earns_nobody_anything,
    party_changed=_changes_no_credit,
)
