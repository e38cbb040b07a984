"""The side on which customers owe us."""

from chassis.operations import Context
from finance import events
from finance.commission.operations import earn_commission
from finance.credit.operations import refresh_credit
from finance.ledger import chart
from finance.open_items.side import Side
from finance.receipts.model import Receipt, ReceiptAllocation
from finance.receivables.model import Receivable, SalesCreditNote


def tell_receivable(ctx: Context, receivable: Receivable, event: type[events.ReceivableState] | None = None) -> None:
    """Publish the receivable as it is: changed, or settled when nothing is open any more."""
    state = events.ReceivableChanged if receivable.open_amount else events.ReceivableSettled
    ctx.record(
        event or state,
        receivable.id,
        receivable_id=receivable.id,
        number=receivable.number,
        source_id=receivable.source_id,
        owner_id=receivable.owner_id,
        org_path=receivable.org_path,
        due_on=receivable.due_on,
        amount=receivable.amount,
        open_amount=receivable.open_amount,
        customer_id=receivable.party_id,
        customer_name=receivable.party_name,
        performer_id=receivable.performer_id,
    )


CUSTOMERS = Side(
    item=Receivable,
    credit_note=SalesCreditNote,
    document=Receipt,
    allocation=ReceiptAllocation,
    sign=1,
    control=chart.RECEIVABLES,
    advances=chart.ADVANCES_FROM_CUSTOMERS,
    item_changed=tell_receivable,
    allocated=earn_commission,
    party_changed=refresh_credit,
)
