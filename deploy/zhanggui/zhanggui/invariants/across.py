"""What must hold between services (quality.md): goods, papers and money tell the same story."""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any, Protocol


class Told(Protocol):
    """Gives the facts of a service by their name."""

    def of(self, service: str, name: str) -> dict[str, Any]: ...


def each_delivery_has_its_receivable(facts: Told) -> Iterator[str]:
    """I2: each shipped delivery has exactly one receivable of its total, and none is without a source."""
    yield from _differences(
        "delivery", facts.of("sales", "shipped_deliveries"), "receivable", facts.of("finance", "receivables")
    )


def each_return_has_its_credit_note(facts: Told) -> Iterator[str]:
    """I2 for returns: each confirmed sales return has one credit note of its total."""
    yield from _differences(
        "return", facts.of("sales", "confirmed_returns"), "credit note", facts.of("finance", "credit_notes")
    )


def each_goods_receipt_has_its_payable(facts: Told) -> Iterator[str]:
    """I2 on the buying side."""
    yield from _differences(
        "goods receipt", facts.of("purchasing", "confirmed_receipts"), "payable", facts.of("finance", "payables")
    )
    yield from _differences(
        "goods sent back", facts.of("purchasing", "send_backs"), "debit note", facts.of("finance", "send_backs")
    )


def each_shipped_line_has_one_issue(facts: Told) -> Iterator[str]:
    """I5: what sales says was shipped has left the warehouse, and nothing else has."""
    yield from _differences(
        "shipped line", facts.of("sales", "shipped_lines"), "issue", facts.of("purchasing", "issued_lines")
    )


def no_reservation_without_an_open_line(facts: Told) -> Iterator[str]:
    """I5: nothing is reserved for order lines that want nothing any more, nor more than they want."""
    open_lines = facts.of("sales", "open_order_lines")
    for line, reserved in facts.of("purchasing", "reservations").items():
        wanted = Decimal(open_lines[line]["open"]) if line in open_lines else Decimal(0)
        if Decimal(reserved) > wanted:
            yield f"I5: {reserved} reserved for order line {line}, which still wants {wanted}"


def inventory_is_what_the_stock_is_worth(facts: Told) -> Iterator[str]:
    """The inventory account of the ledger is the value of all stock at its moving average cost, to the cent."""
    booked, stock = facts.of("finance", "inventory"), facts.of("purchasing", "stock_value")
    if booked and stock and Decimal(booked["balance"]) != Decimal(stock["total"]):
        yield f"inventory is booked at {booked['balance']}, the stock is worth {stock['total']}"


CHECKS: tuple[Callable[[Told], Iterator[str]], ...] = (
    each_delivery_has_its_receivable,
    each_return_has_its_credit_note,
    each_goods_receipt_has_its_payable,
    each_shipped_line_has_one_issue,
    no_reservation_without_an_open_line,
    inventory_is_what_the_stock_is_worth,
)


def _differences(left: str, ours: Mapping[str, str], right: str, theirs: Mapping[str, str]) -> Iterator[str]:
    for key in sorted(ours.keys() | theirs.keys()):
        if Decimal(ours.get(key, 0)) != Decimal(theirs.get(key, 0)) or (key in ours) != (key in theirs):
            yield f"{left} {key} of {ours.get(key, 'nothing')} has a {right} of {theirs.get(key, 'nothing')}"
