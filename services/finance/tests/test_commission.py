"""Commission: earned by the performer at allocation, at the rate of that day (F60, F61)."""

from chassis.testing import ServiceUnderTest, person_id
from finance.service import service

from .builders import a_customer, a_delivery, a_receipt, the_receivable


def test_money_on_a_receivable_earns_its_performer_two_percent(finance, zhou, ming):
    customer = a_customer(finance)
    receivable = the_receivable(zhou, a_delivery(finance, "100.00"))
    a_receipt(zhou, customer, "150.00", {receivable["id"]: "50.25"})
    [line] = ming.get("/commissions")["items"]
    assert (line["base"], line["rate"], line["amount"]) == ("50.25", "0.02", "1.01")
    assert line["performer_name"] == "明"
    [told] = finance.told("finance.commission_earned.v1")
    assert (told.data["performer_id"], told.data["amount"]) == (str(person_id("ming")), "1.01")
    assert zhou.get("/commissions/summary")["rows"] == [
        {
            "performer_id": str(person_id("ming")),
            "performer_name": "明",
            "month": "2026-11",
            "base": "50.25",
            "amount": "1.01",
        }
    ]


def test_an_advance_earns_nothing_until_it_is_allocated(finance, zhou):
    customer = a_customer(finance)
    a_receipt(zhou, customer, "150.00")
    assert zhou.get("/commissions")["items"] == []


def test_money_taken_back_costs_what_it_earned_whatever_the_rate_is_now(finance, zhou):
    customer = a_customer(finance)
    receivable = the_receivable(zhou, a_delivery(finance, "100.00"))
    receipt = a_receipt(zhou, customer, "100.00", {receivable["id"]: "100.00"})
    finance.host.settings["finance.commission_rate"] = "0.05"
    zhou.post(f"/receipts/{receipt['id']}/void", {"reason": "x"})
    a_receipt(zhou, customer, "100.00", {receivable["id"]: "100.00"})
    amounts = sorted(line["amount"] for line in zhou.get("/commissions")["items"])
    assert amounts == ["-2.00", "2.00", "5.00"]


def test_a_manager_without_the_right_to_commissions_may_void_all_the_same(finance, zhou):
    """What was earned does not depend on what the accountant may see of it."""
    customer = a_customer(finance)
    receivable = the_receivable(zhou, a_delivery(finance, "100.00", performer="hua"))
    receipt = a_receipt(zhou, customer, "100.00", {receivable["id"]: "100.00"})
    fang = finance.person(
        "fang", {"finance.receipt.void": "team", "finance.receipt.read": "team"}, teams=("/hq/east/",)
    )
    fang.post(f"/receipts/{receipt['id']}/void", {"reason": "x"})
    assert zhou.get("/commissions/summary")["total"] == {"base": "0.00", "amount": "0.00"}


def test_the_chart_is_seeded_once(tmp_path):
    running = ServiceUnderTest(service, tmp_path)
    running.host.start()
    zhou = running.person("zhou", {"finance.*": "all"})
    codes = [row["code"] for row in zhou.get("/accounts")["rows"]]
    assert len(codes) == len(set(codes)) == 24
    running.close()
