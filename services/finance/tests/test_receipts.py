"""Receipts: money settles receivables, the rest is an advance, nothing is ever settled twice (F47, X1, X16)."""

from .builders import a_customer, a_delivery, a_receipt, the_receivable


def test_a_delivery_is_paid_and_settled(finance, zhou):
    customer = a_customer(finance)
    receivable = the_receivable(zhou, a_delivery(finance, "100.00"))
    receipt = a_receipt(zhou, customer, "100.00", {receivable["id"]: "100.00"})
    assert (receipt["number"], receipt["unallocated"]) == ("RC20261123-0001", "0.00")
    assert zhou.get(f"/receivables/{receivable['id']}")["open_amount"] == "0.00"
    [settled] = finance.told("finance.receivable_settled.v1")
    assert settled.subject == receivable["id"]
