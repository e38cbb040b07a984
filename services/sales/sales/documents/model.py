"""What quotes, orders, deliveries and returns have in common: a customer, an owner, a performer, priced lines."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import String, Uuid
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm.attributes import flag_modified

from chassis.model import ZERO, Audited, Identified, Money, Owned, Quantity, Rate, UnitPrice, UtcDateTime, Versioned


class SalesDocument(Identified, Owned, Versioned, Audited):
    """Seen by the customer's current owner; counted for the performer recorded at confirmation.

    `number` is empty until the document is confirmed (X10). `total` is the sum of its lines' amounts.
    """

    number: Mapped[str | None] = mapped_column(String(40), unique=True)
    customer_id: Mapped[UUID] = mapped_column(Uuid, index=True)
    customer_code: Mapped[str] = mapped_column(String(40))
    customer_name: Mapped[str] = mapped_column(String(200))
    performer_id: Mapped[UUID] = mapped_column(Uuid)
    performer_name: Mapped[str] = mapped_column(String(120))
    performer_org_path: Mapped[str] = mapped_column(String(200))
    total: Mapped[Decimal] = mapped_column(Money, default=ZERO)
    note: Mapped[str] = mapped_column(String(500), default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    def count(self, lines: Iterable[Any]) -> None:
        """Take the total from the lines, and the next version even when only a line has changed."""
        self.total = sum((line.amount for line in lines), ZERO)
        flag_modified(self, "total")

    @property
    def parties(self) -> dict[str, Any]:
        """The fields that every sales event carries."""
        return {
            "customer_id": self.customer_id,
            "customer_name": self.customer_name,
            "owner_id": self.owner_id,
            "org_path": self.org_path,
            "performer_id": self.performer_id,
            "performer_org_path": self.performer_org_path,
        }


class PricedLine(Identified, Audited):
    """A product at a price. `amount` = quantity × unit price × (1 − discount), rounded half-up to cents."""

    position: Mapped[int]
    product_id: Mapped[UUID] = mapped_column(Uuid, index=True)
    product_code: Mapped[str] = mapped_column(String(40))
    product_name: Mapped[str] = mapped_column(String(200))
    unit: Mapped[str] = mapped_column(String(200), default="")
    quantity: Mapped[Decimal] = mapped_column(Quantity)
    unit_price: Mapped[Decimal] = mapped_column(UnitPrice)
    discount: Mapped[Decimal] = mapped_column(Rate, default=ZERO)
    amount: Mapped[Decimal] = mapped_column(Money)
    note: Mapped[str] = mapped_column(String(500), default="")
