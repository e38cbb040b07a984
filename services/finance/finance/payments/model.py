"""Payments: money to suppliers, and the payables it settles (F48)."""

from finance.base import Base
from finance.open_items.model import Allocation, MoneyDocument


class Payment(MoneyDocument, Base):
    """Money that went out; owned by who paid."""

    __tablename__ = "payment"
    __shown_by__ = "finance.payment.read"


class PaymentAllocation(Allocation, Base):
    """Which payment settled which payable, by how much, from which day on."""

    __tablename__ = "payment_allocation"
