"""Posting to the ledger: only by the capabilities, in the transaction of the document."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from chassis.operations import Context
from finance.ledger.chart import ACCOUNT_OF_METHOD, CHART
from finance.ledger.model import Account, JournalEntry, UnknownAccount, lines_of


def post(ctx: Context, kind: str, source_id: UUID, number: str, posted_on: date, *amounts: tuple[str, Decimal]) -> None:
    """Write a balanced entry; debits are positive, credits negative. Nothing is written when every amount is zero."""
    lines = lines_of(amounts)
    if lines:
        ctx.add(
            JournalEntry(
                kind=kind,
                source_id=source_id,
                number=number,
                posted_on=posted_on,
                recorded_at=ctx.now(),
                lines=lines,
            )
        )


def money_account(ctx: Context, method: str, account: str | None) -> str:
    """The cash or bank account that money of this method goes over; raises UnknownAccount."""
    code = account or ACCOUNT_OF_METHOD[method]
    found = ctx.session.get(Account, code)
    if found is None or not found.is_money:
        raise UnknownAccount(field="account", account=code)
    return code


def seed_chart(ctx: Context) -> None:
    """Create the accounts that are missing."""
    for code, name_zh, name_en, kind in CHART:
        if ctx.session.get(Account, code) is None:
            is_money = code in ACCOUNT_OF_METHOD.values()
            ctx.add(Account(code=code, name_zh=name_zh, name_en=name_en, kind=kind, is_money=is_money))
