"""Figures for checks that concern several services (I2); amounts as strings."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis.model import ZERO
from finance.ledger.chart import INVENTORY
from finance.ledger.queries import balances
from finance.open_items.queries import total
from finance.open_items.side import Side
from finance.payables.model import DebitNote, Payable
from finance.payables.side import SUPPLIERS
from finance.receivables.model import Receivable, SalesCreditNote
from finance.receivables.side import CUSTOMERS

SIDES: dict[str, Side] = {"receivables": CUSTOMERS, "payables": SUPPLIERS}


def receivables(session: Session) -> dict[str, Any]:
    """{delivery id: amount at opening}; opening balances have no delivery."""
    return _by_source(session, Receivable, Receivable.kind == "delivery")


def credit_notes(session: Session) -> dict[str, Any]:
    """{sales return id: amount}."""
    return _by_source(session, SalesCreditNote)


def payables(session: Session) -> dict[str, Any]:
    """{goods receipt id: amount at opening}."""
    return _by_source(session, Payable, Payable.kind == "goods_receipt")


def send_backs(session: Session) -> dict[str, Any]:
    """{purchase return id: amount}."""
    return _by_source(session, DebitNote)


def openings(session: Session) -> dict[str, Any]:
    """What was open before the start, per side (X7)."""
    return {
        name: str(session.scalar(select(total(side.item.amount)).where(side.item.kind == "opening")))
        for name, side in SIDES.items()
    }


def allocations(session: Session) -> dict[str, Any]:
    """Money on items, less what was taken back: amounts − credit notes − allocations = open, per side (I3)."""
    return {name: str(session.scalar(select(total(side.allocation.amount)))) for name, side in SIDES.items()}


def open_amounts(session: Session) -> dict[str, Any]:
    """What is open, per side."""
    return {name: str(session.scalar(select(total(side.item.open_amount)))) for name, side in SIDES.items()}


def inventory(session: Session) -> dict[str, Any]:
    """The balance of the inventory account; purchasing's `stock_value` is the same."""
    return {"balance": str(balances(session).get(INVENTORY, ZERO))}


def _by_source(session: Session, record: Any, *conditions: Any) -> dict[str, Any]:
    found = session.execute(select(record.source_id, record.amount).where(*conditions))
    return {str(source): str(amount) for source, amount in found}


FACTS = {
    "receivables": receivables,
    "credit_notes": credit_notes,
    "payables": payables,
    "send_backs": send_backs,
    "openings": openings,
    "allocations": allocations,
    "open": open_amounts,
    "inventory": inventory,
}
