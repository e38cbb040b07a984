"""Use cases of payments: post with allocations, allocate an advance later, void (F48, X1, X16)."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from chassis.operations import Context, operation
from finance import events
from finance.ledger.operations import money_account
from finance.open_items.operations import allocate as settle
from finance.open_items.operations import allocate_advance, take_in_money, void_money, wanted_allocations
from finance.open_items.schemas import chosen
from finance.payables.side import SUPPLIERS
from finance.payments import schemas
from finance.payments.model import Payment
from finance.suppliers.operations import lock_supplier


@operation(
    "POST",
    "/payments",
    title=("登记付款", "Post a payment"),
    scope="finance.payment.post",
    request=schemas.PostPayment,
    response=schemas.PaymentRow,
    status=201,
)
def post_payment(
    ctx: Context,
    supplier_id: UUID,
    amount: Decimal,
    method: str,
    account: str | None,
    paid_on: date | None,
    allocations: list[dict[str, Any]],
    allocate: str | None,
    **values: Any,
) -> Payment:
    """Money to a supplier settles the payables named, or the oldest; the rest is an advance."""
    owner = ctx.require_person()
    supplier = lock_supplier(ctx, supplier_id)
    payment = Payment(
        **values,
        number=ctx.next_number("PM"),
        party_id=supplier.id,
        party_name=supplier.name,
        owner_id=owner.id,
        org_path=owner.org_path,
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
    take_in_money(ctx, SUPPLIERS, payment)
    wanted = wanted_allocations(ctx, SUPPLIERS, payment, chosen(allocations), allocate)
    settle(ctx, SUPPLIERS, payment, wanted, payment.paid_on)
    _tell_posted(ctx, payment)
    return payment


@operation(
    "POST",
    "/payments/{payment_id}/allocate",
    title=("核销预付款", "Allocate an advance"),
    scope="finance.payment.post",
    request=schemas.AllocatePayment,
    response=schemas.PaymentRow,
)
def allocate_payment(
    ctx: Context,
    payment_id: UUID,
    expected_version: int | None,
    allocations: list[dict[str, Any]],
    allocate: str | None,
) -> Payment:
    """Use what is left of a payment for payables opened meanwhile (X16)."""
    payment = _locked(ctx, payment_id, expected_version)
    wanted = wanted_allocations(ctx, SUPPLIERS, payment, chosen(allocations), allocate)
    allocate_advance(ctx, SUPPLIERS, payment, wanted)
    return payment


@operation(
    "POST",
    "/payments/{payment_id}/void",
    title=("作废付款单", "Void a payment"),
    scope="finance.payment.void",
    request=schemas.VoidPayment,
    response=schemas.PaymentRow,
)
def void_payment(ctx: Context, payment_id: UUID, expected_version: int | None, reason: str) -> Payment:
    """Reverse a payment: its payables are open again (X1)."""
    payment = _locked(ctx, payment_id, expected_version)
    void_money(ctx, SUPPLIERS, payment, reason)
    return payment


def _locked(ctx: Context, payment_id: UUID, version: int | None) -> Payment:
    """The payment as it is once its supplier is locked."""
    payment = ctx.get(Payment, payment_id)
    lock_supplier(ctx, payment.party_id)
    ctx.session.refresh(payment, with_for_update=True)
    return ctx.get(Payment, payment_id, version=version)


def _tell_posted(ctx: Context, payment: Payment) -> None:
    ctx.record(
        events.PaymentPosted,
        payment.id,
        payment_id=payment.id,
        number=payment.number,
        supplier_id=payment.party_id,
        paid_on=payment.paid_on,
        amount=payment.amount,
        allocated=payment.allocated,
        method=payment.method,
    )
