"""Use cases of receipts: post with allocations, allocate an advance later, void (F47, X1, X16)."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from chassis.operations import Context, operation
from finance import events
from finance.customers.operations import lock_customer
from finance.ledger.operations import money_account
from finance.open_items.operations import allocate as settle
from finance.open_items.operations import allocate_advance, take_in_money, void_money, wanted_allocations
from finance.open_items.schemas import chosen
from finance.receipts import schemas
from finance.receipts.model import Receipt
from finance.receivables.side import CUSTOMERS


@operation(
    "POST",
    "/receipts",
    title=("登记收款", "Post a receipt"),
    scope="finance.receipt.post",
    request=schemas.PostReceipt,
    response=schemas.ReceiptRow,
    status=201,
)
def post_receipt(
    ctx: Context,
    customer_id: UUID,
    amount: Decimal,
    method: str,
    account: str | None,
    paid_on: date | None,
    allocations: list[dict[str, Any]],
    allocate: str | None,
    **values: Any,
) -> Receipt:
    """Money from a customer settles the receivables named, or the oldest; the rest is an advance."""
    customer = lock_customer(ctx, customer_id)
    receipt = Receipt(
        **values,
        number=ctx.next_number("RC"),
        party_id=customer.id,
        party_name=customer.name,
        owner_id=customer.owner_id,
        org_path=customer.org_path,
        paid_on=paid_on or ctx.today(),
        amount=amount,
        unallocated=amount,
        method=method,
        account=money_account(ctx, method, account),
        state="posted",
        entered_by_id=ctx.principal.id,
        entered_by_name=ctx.principal.name,
        posted_at=ctx.now(),
    )
    take_in_money(ctx, CUSTOMERS, receipt)
    wanted = wanted_allocations(ctx, CUSTOMERS, receipt, chosen(allocations), allocate)
    settle(ctx, CUSTOMERS, receipt, wanted, receipt.paid_on)
    _tell_posted(ctx, receipt)
    return receipt


@operation(
    "POST",
    "/receipts/{receipt_id}/allocate",
    title=("核销预收款", "Allocate an advance"),
    scope="finance.receipt.post",
    request=schemas.AllocateReceipt,
    response=schemas.ReceiptRow,
)
def allocate_receipt(
    ctx: Context,
    receipt_id: UUID,
    expected_version: int | None,
    allocations: list[dict[str, Any]],
    allocate: str | None,
) -> Receipt:
    """Use what is left of a receipt for receivables opened meanwhile (X16)."""
    receipt = _locked(ctx, receipt_id, expected_version)
    wanted = wanted_allocations(ctx, CUSTOMERS, receipt, chosen(allocations), allocate)
    allocate_advance(ctx, CUSTOMERS, receipt, wanted)
    return receipt


@operation(
    "POST",
    "/receipts/{receipt_id}/void",
    title=("作废收款单", "Void a receipt"),
    scope="finance.receipt.void",
    request=schemas.VoidReceipt,
    response=schemas.ReceiptRow,
)
def void_receipt(ctx: Context, receipt_id: UUID, expected_version: int | None, reason: str) -> Receipt:
    """Reverse a receipt: its receivables are open again, its commission is taken back (X1)."""
    receipt = _locked(ctx, receipt_id, expected_version)
    void_money(ctx, CUSTOMERS, receipt, reason)
    return receipt


def _locked(ctx: Context, receipt_id: UUID, version: int | None) -> Receipt:
    """The receipt as it is once its customer is locked."""
    receipt = ctx.get(Receipt, receipt_id)
    lock_customer(ctx, receipt.party_id)
    ctx.session.refresh(receipt, with_for_update=True)
    return ctx.get(Receipt, receipt_id, version=version)


def _tell_posted(ctx: Context, receipt: Receipt) -> None:
    ctx.record(
        events.ReceiptPosted,
        receipt.id,
        receipt_id=receipt.id,
        number=receipt.number,
        customer_id=receipt.party_id,
        received_on=receipt.paid_on,
        amount=receipt.amount,
        allocated=receipt.allocated,
        method=receipt.method,
    )
