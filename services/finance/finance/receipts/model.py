"""Receipts: money from customers, and the receivables it settles (F47)."""

from finance.base import Base
from finance.open_items.model import Allocation, MoneyDocument


class Receipt(MoneyDocument, Base):
    """Money that came in; owned like the customer."""

    __tablename__ = "receipt"
    __shown_by__ = "finance.receipt.read"


class ReceiptAllocation(Allocation, Base):
    """Which receipt settled which receivable, by how much, from which day on."""

    __tablename__ = "receipt_allocation"
