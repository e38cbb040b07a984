"""Receivables and the credit notes that make them smaller (F34, F35).

Scope follows the customer's owner of now (`owner_id`); statistics and commission follow the performer, for ever.
"""

from uuid import UUID

from sqlalchemy import String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from finance.base import Base
from finance.open_items.model import CreditNote, OpenItem


class Receivable(OpenItem, Base):
    """What a customer owes for one delivery, or for one document from before the start (X7)."""

    __tablename__ = "receivable"
    __shown_by__ = "finance.receivable.read"

    performer_id: Mapped[UUID] = mapped_column(Uuid, index=True)
    performer_org_path: Mapped[str] = mapped_column(String(200))


class SalesCreditNote(CreditNote, Base):
    """What a customer no longer owes because goods came back. `source_id` is the sales return."""

    __tablename__ = "sales_credit_note"
