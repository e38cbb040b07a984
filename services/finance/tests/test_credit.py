"""Credit: what a customer owes and may owe, told whenever it changes and once per unit of work (X5)."""

from .builders import a_customer, a_delivery, a_receipt, day, the_receivable


def told(finance):
    return [
        (each.data["credit_limit"], each.data["open_receivables"], each.data["overdue_since"])
        for each in finance.told("finance.credit_changed.v1")
    ]


def test_credit_is_told_at_each_change_and_only_then(finance, zhou):
    customer = a_customer(finance, limit="500.00")
    a_customer(finance, limit="500.00", event="changed")
    first = the_receivable(zhou, a_delivery(finance, "100.00", due=5))
    second = the_receivable(zhou, a_delivery(finance, "50.00", due=9))
    a_receipt(zhou, customer, "120.00", {first["id"]: "100.00", second["id"]: "20.00"})
    a_receipt(zhou, customer, "5.00")
    a_customer(finance, limit=None, event="changed")
    assert told(finance) == [
        ("500.00", "0.00", None),
        ("500.00", "100.00", str(day(5))),
        ("500.00", "150.00", str(day(5))),
        ("500.00", "30.00", str(day(9))),
        (None, "30.00", str(day(9))),
    ]


def test_customers_over_their_limit_or_overdue_are_listed(finance, zhou):
    a_customer(finance, "C1", limit="50.00")
    a_customer(finance, "C2", limit=None)
    a_delivery(finance, "100.00", "C1", shipped=-9, due=-1)
    a_delivery(finance, "900.00", "C2")
    assert [row["code"] for row in zhou.get("/credit", over_limit="true")["items"]] == ["C1"]
    assert [row["code"] for row in zhou.get("/credit", overdue="true")["items"]] == ["C1"]
    assert [row["code"] for row in zhou.get("/credit")["items"]] == ["C2", "C1"]
