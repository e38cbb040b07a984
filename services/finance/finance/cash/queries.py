"""Money in and out (F55, F56): receipts against payments and expenses, within the reader's reach."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from chassis.model import ZERO
from chassis.operations import Context, operation
from finance.cash import schemas
from finance.expenses.model import Expense
from finance.months import month_of, month_text
from finance.open_items.queries import total
from finance.payments.model import Payment
from finance.receipts.model import Receipt

FLOWS: tuple[tuple[Any, Any, str], ...] = (
    (Receipt, Receipt.paid_on, "money_in"),
    (Payment, Payment.paid_on, "money_out"),
    (Expense, Expense.spent_on, "money_out"),
)


@operation(
    "GET",
    "/cash-flow",
    title=("资金流入流出", "Cash flow"),
    scope="finance.cash.read",
    query=schemas.CashFlowQuery,
    response=schemas.CashFlow,
)
def cash_flow(ctx: Context, by: str, since: date | None, until: date | None) -> dict[str, Any]:
    """In, out and net by month or method. A voided document counts on its day, and less on the day of its voiding."""
    sums: dict[str, dict[str, Decimal]] = defaultdict(lambda: {"money_in": ZERO, "money_out": ZERO})
    for key, direction, amount in _movements(ctx, by, since, until):
        sums[key][direction] += amount
    rows = [{"key": key, **_with_net(sums[key])} for key in sorted(sums)]
    both = {name: sum((row[name] for row in sums.values()), ZERO) for name in ("money_in", "money_out")}
    return {"rows": rows, "total": _with_net(both)}


def _movements(ctx: Context, by: str, since: date | None, until: date | None) -> Iterator[tuple[str, str, Decimal]]:
    for document, day, direction in FLOWS:
        # A state `credit` is no money: goods came back.
        moved = document.state != "credit"
        for column, sign, condition in ((day, 1, moved), (document.voided_on, -1, document.state == "void")):
            key = month_of(column) if by == "month" else document.method
            statement = select(key, total(document.amount)).where(condition).group_by(key)
            if since:
                statement = statement.where(column >= since)
            if until:
                statement = statement.where(column <= until)
            for found, amount in ctx.session.execute(statement):
                yield (month_text(found) if by == "month" else found), direction, sign * amount


def _with_net(sums: dict[str, Decimal]) -> dict[str, Decimal]:
    return {**sums, "net": sums["money_in"] - sums["money_out"]}
