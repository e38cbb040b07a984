"""The finance service: what it can do, at a glance."""

from pathlib import Path

from chassis.inbox import reactions_in
from chassis.operations import operations_in
from chassis.service import Service
from finance import events, reactions
from finance.ageing import queries as ageing_queries
from finance.base import Base
from finance.cash import queries as cash_queries
from finance.commission import queries as commission_queries
from finance.credit import queries as credit_queries
from finance.expenses import operations as expense_operations
from finance.expenses import queries as expense_queries
from finance.facts import FACTS
from finance.functions import FUNCTIONS
from finance.invariants import INVARIANTS
from finance.ledger import queries as ledger_queries
from finance.ledger.operations import seed_chart
from finance.open_items.model import OverAllocatedMeanwhile
from finance.payables import queries as payable_queries
from finance.payables.importing import OPENING_PAYABLES
from finance.payments import operations as payment_operations
from finance.payments import queries as payment_queries
from finance.receipts import operations as receipt_operations
from finance.receipts import queries as receipt_queries
from finance.receivables import queries as receivable_queries
from finance.receivables.importing import OPENING_RECEIVABLES
from finance.suppliers import queries as supplier_queries
from finance.words import WORDS

service = Service(
    name="finance",
    title=("财务", "Finance"),
    base=Base,
    migrations=Path(__file__).parent / "migrations",
    words=WORDS,
    operations=operations_in(
        ageing_queries,
        receivable_queries,
        payable_queries,
        receipt_operations,
        receipt_queries,
        payment_operations,
        payment_queries,
        supplier_queries,
        expense_operations,
        expense_queries,
        credit_queries,
        commission_queries,
        cash_queries,
        ledger_queries,
    ),
    functions=FUNCTIONS,
    publishes=(
        events.ReceivableOpened,
        events.ReceivableChanged,
        events.ReceivableSettled,
        events.PayableOpened,
        events.PayableChanged,
        events.PayableSettled,
        events.ReceiptPosted,
        events.PaymentPosted,
        events.ExpensePosted,
        events.CreditChanged,
        events.CommissionEarned,
    ),
    reactions=reactions_in(reactions),
    constraints={
        "ck_receivable_open_not_negative": OverAllocatedMeanwhile,
        "ck_payable_open_not_negative": OverAllocatedMeanwhile,
        "ck_receipt_unallocated_within": OverAllocatedMeanwhile,
        "ck_payment_unallocated_within": OverAllocatedMeanwhile,
    },
    imports=(OPENING_RECEIVABLES, OPENING_PAYABLES),
    invariants=INVARIANTS,
    facts=FACTS,
    prepare=seed_chart,
)
