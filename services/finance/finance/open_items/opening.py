"""Opening balances per document, so that ageing is right on day one (X7). Importing one again changes nothing twice."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from chassis.imports import Column
from chassis.model import derived_id
from chassis.operations import Context, Schema, fields
from finance.ledger import chart
from finance.ledger.operations import post
from finance.open_items.model import FutureDate, OpeningInUse, OpenItem
from finance.open_items.side import Side

OPENING = "opening"
DOCUMENT_COLUMNS = (
    Column("number", ("单号", "单据号", "单据编号", "发票号", "Number", "Document number", "Invoice"), required=True),
    Column("opened_on", ("单据日期", "日期", "发生日期", "Date", "Document date"), required=True),
    Column("due_on", ("到期日", "到期日期", "Due date", "Due")),
    Column("amount", ("未结金额", "余额", "金额", "Open amount", "Amount"), required=True),
)


class OpeningRow(Schema):
    """What is still open of one document of the time before the start."""

    number = fields.Text(60, required=True)
    opened_on = fields.LocalDate(required=True)
    due_on = fields.LocalDate(load_default=None, allow_none=True)
    amount = fields.Money(required=True, positive=True)


def find_opening(ctx: Context, side: Side, party_id: UUID, number: str) -> OpenItem | None:
    """The opening item that an earlier import made of the same document."""
    source_id = opening_id(side, party_id, number)
    return ctx.session.scalar(select(side.item).where(side.item.source_id == source_id))


def opening_id(side: Side, party_id: UUID, number: str) -> UUID:
    """The same for the same document of the same party, always."""
    return derived_id(OPENING, side.item.__name__, party_id, number)


def require_past(ctx: Context, day: date) -> None:
    """What was open before the start began before today; raises FutureDate."""
    if day > ctx.today():
        raise FutureDate(field="opened_on")


def correct_opening(ctx: Context, side: Side, item: OpenItem, values: dict[str, Any], tell: Callable[..., None]) -> str:
    """Take over corrected values. The amount and its day stay once something was settled; raises OpeningInUse."""
    changed = {name for name, value in values.items() if getattr(item, name) != value}
    if not changed:
        return "unchanged"
    if changed - {"due_on"}:
        if item.allocated or item.credited:
            raise OpeningInUse(field="amount", number=item.number)
        _book(ctx, side, item, -1)
    for name in changed:
        setattr(item, name, values[name])
    if changed - {"due_on"}:
        item.open_amount = item.amount
        _book(ctx, side, item, 1)
    tell(ctx, item)
    side.party_changed(ctx, item.party_id)
    return "updated"


def _book(ctx: Context, side: Side, item: OpenItem, sign: int) -> None:
    amount = sign * item.amount
    lines = (side.owed(amount), side.against(chart.OPENING_BALANCES, amount))
    post(ctx, "opening_corrected", item.id, item.number, item.opened_on, *lines)
