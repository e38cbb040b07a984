"""The two halves of what is owed: customers owe us, we owe suppliers. They mirror each other in sign."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from chassis.operations import Context
from finance.open_items.model import Allocation, CreditNote, MoneyDocument, OpenItem


@dataclass(frozen=True)
class Side:
    """Which records, which accounts, and who else is to know of a change.

    `sign` is +1 where an open item is a debit (receivables) and −1 where it is a credit (payables).
    `item_changed` tells other services; `allocated` hears of each row of allocation (commission);
    `party_changed` is called at the end of each change of somebody's items (credit).
    """

    item: type[OpenItem]
    credit_note: type[CreditNote]
    document: type[MoneyDocument]
    allocation: type[Allocation]
    sign: int
    control: str
    advances: str
    item_changed: Callable[[Context, Any], None]
    allocated: Callable[[Context, Any, Any], None]
    party_changed: Callable[[Context, UUID], None]

    def owed(self, amount: Decimal) -> tuple[str, Decimal]:
        """The posting that makes open items grow by an amount."""
        return self.control, self.sign * amount

    def advanced(self, amount: Decimal) -> tuple[str, Decimal]:
        """The posting that makes advances grow by an amount."""
        return self.advances, -self.sign * amount

    def against(self, account: str, amount: Decimal) -> tuple[str, Decimal]:
        """The posting on a third account that stands against `owed(amount)`."""
        return account, -self.sign * amount
