"""The read side of the ledger: accounts, trial balance, journal."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from chassis.model import ZERO
from chassis.operations import Context, operation
from finance.ledger import schemas
from finance.ledger.model import Account, JournalEntry, JournalLine

SORTS = {"posted_on": JournalEntry.posted_on, "recorded_at": JournalEntry.recorded_at}


@operation(
    "GET",
    "/accounts",
    title=("会计科目", "Chart of accounts"),
    scope="finance.account.read",
    response=schemas.Accounts,
)
def list_accounts(ctx: Context) -> dict[str, Any]:
    return {"rows": ctx.session.scalars(select(Account).order_by(Account.code)).all()}


@operation(
    "GET",
    "/trial-balance",
    title=("试算平衡表", "Trial balance"),
    scope="finance.ledger.read",
    query=schemas.TrialBalanceQuery,
    response=schemas.TrialBalance,
)
def trial_balance(ctx: Context, as_of: date | None) -> dict[str, Any]:
    """Debits and credits per account up to and including a day; both totals are equal (I1)."""
    day = as_of or ctx.today()
    rows = account_sums(ctx.session, day)
    total = {side: sum((row[side] for row in rows), ZERO) for side in ("debit", "credit")}
    return {"as_of": day, "rows": rows, "total": total}


@operation(
    "GET",
    "/journal",
    title=("凭证", "Journal"),
    scope="finance.ledger.read",
    query=schemas.JournalQuery,
    response=schemas.JournalPage,
)
def list_journal(
    ctx: Context, account: str | None, since: date | None, until: date | None, source_id: UUID | None, **query: Any
) -> dict[str, Any]:
    """Entries with all their lines; on request only those that touch an account, a period or a document."""
    statement = select(JournalEntry).options(selectinload(JournalEntry.lines))
    if account:
        statement = statement.where(JournalEntry.lines.any(JournalLine.account == account))
    if since:
        statement = statement.where(JournalEntry.posted_on >= since)
    if until:
        statement = statement.where(JournalEntry.posted_on <= until)
    if source_id:
        statement = statement.where(JournalEntry.source_id == source_id)
    return ctx.page(statement, SORTS, "-posted_on", query)


def account_sums(session: Session, as_of: date | None = None) -> list[dict[str, Any]]:
    """Debit, credit and balance (debit − credit) of each account that was ever posted to."""
    sums = (
        select(Account, func.sum(JournalLine.debit), func.sum(JournalLine.credit))
        .join(JournalLine, JournalLine.account == Account.code)
        .group_by(Account.code)
        .order_by(Account.code)
    )
    if as_of:
        sums = sums.join(JournalEntry, JournalEntry.id == JournalLine.entry_id).where(JournalEntry.posted_on <= as_of)
    return [
        {
            "account": account.code,
            "name_zh": account.name_zh,
            "name_en": account.name_en,
            "kind": account.kind,
            "debit": debit,
            "credit": credit,
            "balance": debit - credit,
        }
        for account, debit, credit in session.execute(sums)
    ]


def balances(session: Session, as_of: date | None = None) -> dict[str, Decimal]:
    """{account: debit − credit} of all accounts posted to, up to and including a day."""
    return {row["account"]: row["balance"] for row in account_sums(session, as_of)}
