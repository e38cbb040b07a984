"""Receipts: money settles receivables, the rest is an advance, nothing is ever settled twice (F47, X1, X16)."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from chassis.model import uuid7

from .builders import a_customer, a_delivery, a_receipt, a_return, day, the_receivable


@pytest.fixture
def customer(finance):
    return a_customer(finance)


def open_of(zhou, receivable):
    return zhou.get(f"/receivables/{receivable['id']}")["open_amount"]


def test_a_delivery_is_paid_and_settled(finance, zhou, customer):
    receivable = the_receivable(zhou, a_delivery(finance, "100.00"))
    receipt = a_receipt(zhou, customer, "100.00", {receivable["id"]: "100.00"})
    assert (receipt["number"], receipt["unallocated"]) == ("RC20261123-0001", "0.00")
    assert open_of(zhou, receivable) == "0.00"
    [settled] = finance.told("finance.receivable_settled.v1")
    assert settled.subject == receivable["id"]
    [posted] = finance.told("finance.receipt_posted.v1")
    assert posted.data == {
        "receipt_id": receipt["id"],
        "number": receipt["number"],
        "customer_id": customer,
        "received_on": "2026-11-23",
        "amount": "100.00",
        "allocated": "100.00",
        "method": "bank",
    }


def test_one_receipt_settles_several_in_part_and_the_rest_is_an_advance(finance, zhou, customer):
    first, second = (the_receivable(zhou, a_delivery(finance, total)) for total in ("100.00", "50.00"))
    receipt = a_receipt(zhou, customer, "90.00", {first["id"]: "60.00", second["id"]: "20.00"})
    assert (open_of(zhou, first), open_of(zhou, second), receipt["unallocated"]) == ("40.00", "30.00", "10.00")
    assert zhou.get("/receipts", with_advance="true", total="true")["total"]["unallocated"] == "10.00"
    rows = zhou.get(f"/receipts/{receipt['id']}")["allocations"]
    assert {row["receivable_id"]: row["amount"] for row in rows} == {first["id"]: "60.00", second["id"]: "20.00"}


def test_the_oldest_due_is_settled_first(finance, zhou, customer):
    late = the_receivable(zhou, a_delivery(finance, "100.00", due=30))
    early = the_receivable(zhou, a_delivery(finance, "100.00", due=10))
    a_receipt(zhou, customer, "150.00", allocate="oldest")
    assert (open_of(zhou, early), open_of(zhou, late)) == ("0.00", "50.00")


def test_an_advance_is_allocated_when_goods_ship_later(finance, zhou, customer):
    receipt = a_receipt(zhou, customer, "80.00")
    receivable = the_receivable(zhou, a_delivery(finance, "100.00"))
    body = {"allocations": [{"receivable_id": receivable["id"], "amount": "80.00"}]}
    assert zhou.post(f"/receipts/{receipt['id']}/allocate", body)["unallocated"] == "0.00"
    assert open_of(zhou, receivable) == "20.00"
    again = zhou.refused("POST", f"/receipts/{receipt['id']}/allocate", body)
    assert again["code"] == "finance.over_allocated"


@pytest.mark.parametrize(("amount", "part"), [("200.00", "100.01"), ("50.00", "60.00")])
def test_more_than_is_open_or_more_than_came_in_is_refused_and_changes_nothing(finance, zhou, customer, amount, part):
    receivable = the_receivable(zhou, a_delivery(finance, "100.00"))
    before = len(finance.told())
    body = {"customer_id": customer, "amount": amount, "method": "cash"}
    problem = zhou.refused("POST", "/receipts", {**body, "allocations": allocated(receivable, part)})
    assert (problem["code"], problem["status"]) == ("finance.over_allocated", 409)
    assert problem["errors"][0]["field"] == "allocations"
    assert (len(finance.told()), zhou.get("/receipts")["items"]) == (before, [])
    assert a_receipt(zhou, customer, "1.00")["number"].endswith("-0001")


def test_money_of_one_customer_does_not_settle_anothers_receivable(finance, zhou, customer):
    a_customer(finance, "C2", owner="hua")
    foreign = the_receivable(zhou, a_delivery(finance, customer="C2", owner="hua"))
    body = {"customer_id": customer, "amount": "10.00", "method": "cash", "allocations": allocated(foreign, "10.00")}
    assert zhou.refused("POST", "/receipts", body)["code"] == "finance.other_party"


def test_a_void_receipt_opens_its_receivables_again_and_takes_the_commission_back(finance, zhou, customer):
    receivable = the_receivable(zhou, a_delivery(finance, "100.25"))
    receipt = a_receipt(zhou, customer, "100.25", {receivable["id"]: "50.12"})
    zhou.post(f"/receipts/{receipt['id']}/allocate", {"allocations": allocated(receivable, "50.13")})
    void = zhou.post(f"/receipts/{receipt['id']}/void", {"reason": "汇款被退回"})
    assert (void["state"], void["voided_on"], void["unallocated"]) == ("void", "2026-11-23", "100.25")
    assert open_of(zhou, receivable) == "100.25"
    assert zhou.get("/commissions", total="true")["total"]["amount"] == "0.00"
    again = zhou.refused("POST", f"/receipts/{receipt['id']}/void", {"reason": "x"})
    assert again["code"] == "illegal_transition"
    body = {"allocations": allocated(receivable, "1.00")}
    assert zhou.refused("POST", f"/receipts/{receipt['id']}/allocate", body)["code"] == "illegal_transition"
    assert finance.told("finance.receivable_changed.v1")[-1].data["open_amount"] == "100.25"


def test_goods_returned_after_payment_become_an_advance(finance, zhou, customer):
    delivery = a_delivery(finance, "100.00")
    receivable = the_receivable(zhou, delivery)
    receipt = a_receipt(zhou, customer, "80.00", {receivable["id"]: "80.00"})
    a_return(finance, delivery, "50.00")
    seen = zhou.get(f"/receivables/{receivable['id']}")
    assert (seen["open_amount"], seen["credited"], seen["allocated"]) == ("0.00", "50.00", "50.00")
    assert zhou.get(f"/receipts/{receipt['id']}")["unallocated"] == "30.00"
    assert [each["amount"] for each in zhou.get("/commissions", sort="earned_on")["items"]] == ["1.60", "-0.60"]
    other = the_receivable(zhou, a_delivery(finance, "30.00"))
    zhou.post(f"/receipts/{receipt['id']}/allocate", {"allocate": "oldest"})
    assert open_of(zhou, other) == "0.00"


def test_a_cent_too_much_of_rounded_returns_is_kept_as_a_credit(finance, zhou, customer):
    delivery = a_delivery(finance, "10.01")
    receivable = the_receivable(zhou, delivery)
    for _ in range(3):
        a_return(finance, delivery, "3.34")
    assert open_of(zhou, receivable) == "0.00"
    [credit] = zhou.get("/receipts", state="credit")["items"]
    assert credit["unallocated"] == "0.01"
    other = the_receivable(zhou, a_delivery(finance, "5.00"))
    zhou.post(f"/receipts/{credit['id']}/allocate", {"allocations": allocated(other, "0.01")})
    assert open_of(zhou, other) == "4.99"
    problem = zhou.refused("POST", f"/receipts/{credit['id']}/void", {"reason": "x"})
    assert problem["code"] == "illegal_transition"
    assert zhou.get("/cash-flow")["rows"] == []


def test_twenty_people_paying_one_receivable_never_pay_it_twice(finance, zhou, customer):
    receivable = the_receivable(zhou, a_delivery(finance, "100.00"))
    body = {"customer_id": customer, "amount": "10.00", "method": "cash", "allocations": allocated(receivable, "10.00")}
    with ThreadPoolExecutor(20) as people:
        answers = list(people.map(lambda _: zhou.call("POST", "/receipts", body), range(20)))
    assert sorted(answer.status for answer in answers) == [201] * 10 + [409] * 10
    assert {answer.json()["code"] for answer in answers if answer.status == 409} == {"finance.over_allocated"}
    assert open_of(zhou, receivable) == "0.00"


def test_twenty_people_spending_one_advance_never_spend_it_twice(finance, zhou, customer):
    receipt = a_receipt(zhou, customer, "50.00")
    receivable = the_receivable(zhou, a_delivery(finance, "1000.00"))
    path, body = f"/receipts/{receipt['id']}/allocate", {"allocations": allocated(receivable, "10.00")}
    with ThreadPoolExecutor(20) as people:
        answers = list(people.map(lambda _: zhou.call("POST", path, body), range(20)))
    assert sorted(answer.status for answer in answers) == [200] * 5 + [409] * 15
    assert open_of(zhou, receivable) == "950.00"


def test_the_same_key_takes_the_money_in_once(finance, zhou, customer):
    body = {"customer_id": customer, "amount": "10.00", "method": "cash"}
    first, again = (zhou.call("POST", "/receipts", body, key="k1") for _ in range(2))
    assert first.json() == again.json()
    assert zhou.get("/receipts", total="true")["total"]["count"] == 1


def test_the_same_identity_is_entered_once(finance, zhou, customer):
    body = {"id": str(uuid7()), "customer_id": customer, "amount": "10.00", "method": "cash"}
    zhou.post("/receipts", body)
    assert zhou.refused("POST", "/receipts", body)["code"] == "already_exists"


def test_who_has_not_seen_the_newest_version_is_refused(finance, zhou, customer):
    receipt = a_receipt(zhou, customer, "50.00")
    the_receivable(zhou, a_delivery(finance, "20.00"))
    newer = zhou.post(f"/receipts/{receipt['id']}/allocate", {"allocate": "oldest"})
    assert newer["version"] == receipt["version"] + 1
    stale = {"reason": "x", "expected_version": receipt["version"]}
    assert zhou.refused("POST", f"/receipts/{receipt['id']}/void", stale)["code"] == "stale_version"


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"amount": "-1.00"}, "amount", None),
        ({"amount": "0"}, "amount", None),
        ({"amount": 1.5}, "amount", None),
        ({"amount": "1.001"}, "amount", None),
        ({"amount": "9" * 15}, "amount", None),
        ({"method": "gold"}, "method", None),
        ({"colour": "red"}, "colour", "unknown_field"),
        ({"note": "长" * 501}, "note", None),
        ({"account": "6001"}, "account", "finance.unknown_account"),
        ({"received_on": "2026-11-24"}, "received_on", "finance.future_date"),
        ({"received_on": "yesterday"}, "received_on", None),
        ({"customer_id": str(uuid7())}, "customer_id", "not_found"),
        ({"allocations": [{"receivable_id": str(uuid7()), "amount": "1.00"}]}, "allocations", "not_found"),
        ({"allocations": [{"receivable_id": str(uuid7()), "amount": "0.00"}]}, "allocations.0.amount", None),
        ({"allocations": [{"receivable_id": str(uuid7()), "amount": "1"}], "allocate": "oldest"}, "allocate", None),
    ],
)
def test_bad_input_is_named_and_changes_nothing(finance, zhou, customer, change, field, code):
    before = len(finance.told())
    body = {"customer_id": customer, "amount": "10.00", "method": "cash", **change}
    problem = zhou.refused("POST", "/receipts", body)
    [error] = problem["errors"]
    assert error["field"] == field
    assert code in (None, error["code"])
    assert len(finance.told()) == before


def test_allocating_nothing_is_refused(finance, zhou, customer):
    receipt = a_receipt(zhou, customer, "10.00")
    for body in ({}, {"allocate": "oldest"}):
        problem = zhou.refused("POST", f"/receipts/{receipt['id']}/allocate", body)
        assert problem["code"] == "finance.nothing_to_allocate"


def test_one_receivable_is_named_once(finance, zhou, customer):
    receivable = the_receivable(zhou, a_delivery(finance, "100.00"))
    rows = allocated(receivable, "10.00") * 2
    body = {"customer_id": customer, "amount": "20.00", "method": "cash", "allocations": rows}
    assert zhou.refused("POST", "/receipts", body)["errors"][0]["field"] == "allocations"


def test_money_received_before_the_goods_left_settles_from_the_day_they_left(finance, zhou, customer):
    receivable = the_receivable(zhou, a_delivery(finance, "100.00", shipped=-5))
    receipt = a_receipt(zhou, customer, "100.00", {receivable["id"]: "100.00"}, received_on=str(day(-9)))
    [row] = zhou.get(f"/receipts/{receipt['id']}")["allocations"]
    assert row["allocated_on"] == str(day(-5))


def allocated(receivable, amount):
    return [{"receivable_id": receivable["id"], "amount": amount}]
