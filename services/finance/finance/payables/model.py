"""Payables and the debit notes that make them smaller (F45)."""

from finance.base import Base
from finance.open_items.model import CreditNote, OpenItem


class Payable(OpenItem, Base):
    """What we owe a supplier for one goods receipt, or for one document from before the start (X7)."""

    __tablename__ = "payable"
    __shown_by__ = "finance.payable.read"


class DebitNote(CreditNote, Base):
    """What we no longer owe because goods went back. `source_id` is the purchase return."""

    __tablename__ = "debit_note"
