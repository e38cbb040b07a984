"""What finance publishes: what is owed, what was paid, what was earned."""

from chassis.eventlog import Event
from chassis.operations import fields


class OpenItemState(Event):
    """A receivable or payable with what is still open of it. `open_amount` 0.00: settled."""

    type = ""

    number = fields.Text(required=True)
    source_id = fields.Id(required=True, metadata={"description": "The delivery, return or goods receipt behind it"})
    owner_id = fields.Id(required=True)
    org_path = fields.Text(required=True)
    due_on = fields.LocalDate(required=True)
    amount = fields.Money(required=True)
    open_amount = fields.Money(required=True)


class ReceivableState(OpenItemState):
    type = ""

    receivable_id = fields.Id(required=True)
    customer_id = fields.Id(required=True)
    customer_name = fields.Text(required=True)
    performer_id = fields.Id(required=True)


class ReceivableOpened(ReceivableState):
    """A customer owes: goods have left, or an opening balance was entered."""

    type = "finance.receivable_opened.v1"


class ReceivableChanged(ReceivableState):
    """Its open amount or its owner changed, but something is still open."""

    type = "finance.receivable_changed.v1"


class ReceivableSettled(ReceivableState):
    """Nothing is open any more."""

    type = "finance.receivable_settled.v1"


class PayableState(OpenItemState):
    type = ""

    payable_id = fields.Id(required=True)
    supplier_id = fields.Id(required=True)
    supplier_name = fields.Text(required=True)


class PayableOpened(PayableState):
    """We owe a supplier: bought goods came in, or an opening balance was entered."""

    type = "finance.payable_opened.v1"


class PayableChanged(PayableState):
    """Its open amount changed, but something is still open."""

    type = "finance.payable_changed.v1"


class PayableSettled(PayableState):
    """Nothing is open any more."""

    type = "finance.payable_settled.v1"


class ReceiptPosted(Event):
    """Money came in."""

    type = "finance.receipt_posted.v1"

    receipt_id = fields.Id(required=True)
    number = fields.Text(required=True)
    customer_id = fields.Id(required=True)
    received_on = fields.LocalDate(required=True)
    amount = fields.Money(required=True)
    allocated = fields.Money(required=True)
    method = fields.Text(required=True)


class PaymentPosted(Event):
    """Money went out to a supplier."""

    type = "finance.payment_posted.v1"

    payment_id = fields.Id(required=True)
    number = fields.Text(required=True)
    supplier_id = fields.Id(required=True)
    paid_on = fields.LocalDate(required=True)
    amount = fields.Money(required=True)
    allocated = fields.Money(required=True)
    method = fields.Text(required=True)


class ExpensePosted(Event):
    """Somebody spent money for the company."""

    type = "finance.expense_posted.v1"

    expense_id = fields.Id(required=True)
    number = fields.Text(required=True)
    category = fields.Text(required=True)
    item = fields.Text(required=True)
    person_id = fields.Id(required=True)
    spent_on = fields.LocalDate(required=True)
    amount = fields.Money(required=True)


class CreditChanged(Event):
    """How much a customer owes and may owe. Sales checks it when an order is confirmed (X5)."""

    type = "finance.credit_changed.v1"

    customer_id = fields.Id(required=True)
    credit_limit = fields.Money(required=True, allow_none=True)
    open_receivables = fields.Money(required=True)
    overdue_since = fields.LocalDate(
        required=True, allow_none=True, metadata={"description": "Due date of the oldest open receivable"}
    )


class CommissionEarned(Event):
    """An allocation earned a commission for the performer; a refund earns a negative one."""

    type = "finance.commission_earned.v1"

    commission_id = fields.Id(required=True)
    performer_id = fields.Id(required=True)
    receivable_id = fields.Id(required=True)
    base = fields.Money(required=True)
    rate = fields.Rate(required=True)
    amount = fields.Money(required=True)
    earned_on = fields.LocalDate(required=True)
