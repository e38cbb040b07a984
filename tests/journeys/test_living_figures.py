"""Every figure agrees with the documents, and everybody sees the own part of them (the story's end)."""

from collections import defaultdict
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

import pytest

from chassis.testing import today
from tests.journeys.orders_again import CENT, opening_stock
from tests.journeys.story import BUCHANANS_TEAM, CANCELLED, LI, NOT_YET, ZHOU, money
from tests.northwind import BUCHANAN, FULLER, PEACOCK, pages

COMMISSION_RATE = Decimal("0.02")
BUCKETS = (("not_due", 0), ("d1_30", 30), ("d31_60", 60), ("d61_90", 90), ("d91_180", 180), ("d181_more", 99_999))
SALES_LISTS = ("/sales/orders", "/sales/deliveries", "/sales/returns", "/sales/customers", "/crm/customers")
SALES_FIGURES = ("/sales/performance?by=year", "/finance/receivables", "/finance/ageing", "/finance/receipts")
PURCHASING_LISTS = ("/purchasing/stock", "/purchasing/purchase-orders", "/purchasing/goods-receipts")
PURCHASING_FIGURES = ("/purchasing/suppliers", "/finance/payables", "/notification/purchasing-reminders")

pytestmark = pytest.mark.usefixtures("everything_holds")


@pytest.mark.parametrize("days", [0, 1, 45, 200])
def test_ageing_adds_up_to_the_cent(story, days):
    as_of = today() + timedelta(days=days)
    owed = story.rows(ZHOU, "/finance/receivables", open="true")
    for by, key in (("customer", "customer_id"), ("salesperson", "owner_id"), ("document", "id")):
        answer = story.company.person(ZHOU).get("/finance/ageing", as_of=str(as_of), by=by)
        assert amounts(answer["total"]) == aged(owed, as_of)
        expected = {row[key]: aged([each for each in owed if each[key] == row[key]], as_of) for row in owed}
        assert {row["key"]: amounts(row) for row in answer["rows"]} == expected
    assert Decimal(answer["total"]["total"]) == money(owed, "open_amount")


def test_the_trial_balance_balances_and_agrees_with_the_documents(story):
    trial = story.company.person(ZHOU).get("/finance/trial-balance")
    assert trial["total"]["debit"] == trial["total"]["credit"]
    balance = story.trial_balance()
    advances = money(story.rows(ZHOU, "/finance/receipts", with_advance="true"), "unallocated")
    assert balance["1122"] == money(story.rows(ZHOU, "/finance/receivables"), "open_amount")
    assert balance["2202"] == -money(story.rows(ZHOU, "/finance/payables"), "open_amount")
    assert balance["2203"] == -advances
    assert balance["6001"] == -money(story.shipped(), "total")
    assert balance["6002"] == money(story.rows(FULLER, "/sales/returns"), "total")


def test_each_salesperson_sees_the_own_and_their_superiors_theirs(story):
    team = [number for number in BUCHANANS_TEAM if number in story.owners()]
    reach = {story.usernames[number]: [number] for number in story.owners() if number not in ("2", "5")}
    for username, numbers in (reach | {BUCHANAN: team, FULLER: list(story.owners())}).items():
        owners = {story.ids[number] for number in numbers}
        for path, query in (
            ("/finance/receivables", {}),
            ("/sales/orders", {"state": "confirmed"}),
            ("/sales/deliveries", {}),
            ("/notification/reminders", {"kind": "receivable_due"}),
            ("/notification/reminders", {"kind": "delivery_due"}),
        ):
            seen = {row["id"] for row in story.rows(username, path, **query)}
            assert seen == {row["id"] for row in pages(story.operator, path, **query) if row["owner_id"] in owners}
            assert seen or username not in (PEACOCK, BUCHANAN, FULLER)
    foreign = story.receivable("11043")  # Buchanan's own
    assert story.company.person(PEACOCK).send("GET", f"/finance/receivables/{foreign['id']}").status_code == 404


def test_buying_and_selling_know_nothing_of_each_other(story):
    story.may_not(LI, *SALES_LISTS, *SALES_FIGURES)
    assert story.rows(LI, "/notification/reminders") == []
    for username in (PEACOCK, BUCHANAN, FULLER):
        story.may_not(username, *PURCHASING_LISTS, *PURCHASING_FIGURES)


def test_commission_is_the_rate_of_what_was_collected(story):
    performers = {row["id"]: row["performer_id"] for row in story.rows(ZHOU, "/finance/receivables")}
    collected: dict[str, Decimal] = defaultdict(Decimal)
    earned: dict[str, Decimal] = defaultdict(Decimal)
    for receipt in story.rows(ZHOU, "/finance/receipts"):
        settled: dict[str, Decimal] = defaultdict(Decimal)
        for row in story.company.person(ZHOU).get(f"/finance/receipts/{receipt['id']}")["allocations"]:
            settled[row["receivable_id"]] += Decimal(row["amount"])
        for receivable_id, amount in settled.items():
            collected[performers[receivable_id]] += amount
            earned[performers[receivable_id]] += (amount * COMMISSION_RATE).quantize(CENT, ROUND_HALF_UP)
    summary = story.company.person(ZHOU).get("/finance/commissions/summary")["rows"]
    assert {row["performer_id"]: Decimal(row["base"]) for row in summary} == collected
    assert {row["performer_id"]: Decimal(row["amount"]) for row in summary} == earned
    own = story.company.person(PEACOCK).get("/finance/commissions/summary")["rows"]
    assert [row["performer_id"] for row in own] == [story.ids["4"]]


def test_stock_is_what_was_there_plus_what_came_less_what_left(story):
    expected = opening_stock()
    li = story.company.person(LI)
    for receipt in story.rows(LI, "/purchasing/goods-receipts", state="confirmed"):
        for line in li.get(f"/purchasing/goods-receipts/{receipt['id']}")["lines"]:
            expected[line["product_code"]] += Decimal(line["quantity"])
    for delivery in story.shipped():
        for line in delivery["lines"]:
            expected[line["product_code"]] -= Decimal(line["quantity"])
    for row in story.rows(FULLER, "/sales/returns", state="confirmed"):
        for line in story.operator.get(f"/sales/returns/{row['id']}")["lines"]:
            expected[line["product_code"]] += Decimal(line["quantity"])
    on_hand = story.stock()
    assert {code: on_hand.get(code, Decimal(0)) for code in expected} == expected


def test_this_years_results_are_the_sum_of_the_documents(story):
    orders = story.rows(FULLER, "/sales/orders", state="confirmed")
    figures = {
        "ordered": orders,
        "shipped": story.shipped(),
        "returned": story.rows(FULLER, "/sales/returns", state="confirmed"),
    }
    query = {"by": "performer", "from": f"{today().year}-01-01"}
    answer = story.company.person(FULLER).get("/sales/performance", **query)
    sold = sum((sale.total for sale in story.sales.values()), Decimal(0)) - story.sales[CANCELLED].total
    assert Decimal(answer["total"]["ordered"]) == sold
    assert answer["total"]["lines"] == sum(len(s.lines) for s in story.sales.values() if s.number != CANCELLED)
    for name, documents in figures.items():
        assert Decimal(answer["total"][name]) == money(documents, "total")
        for row in answer["rows"]:
            own = [each for each in documents if each["performer_id"] == row["key"]]
            assert Decimal(row[name]) == money(own, "total")


def test_everybody_is_reminded_of_what_is_owed_and_of_what_is_to_leave(story):
    owed = story.rows(ZHOU, "/finance/receivables", open="true")
    seen = story.rows(ZHOU, "/notification/reminders", kind="receivable_due")
    assert reminded(seen) == {row["id"]: (row["due_on"], Decimal(row["open_amount"])) for row in owed}
    promised = {}
    for order in (story.order(number) for number in NOT_YET):
        promised[order["id"]] = (order["deliver_on"], Decimal(order["total"]))
    assert reminded(story.rows(FULLER, "/notification/reminders", kind="delivery_due")) == promised
    payable = story.rows(LI, "/finance/payables", open="true")
    seen = story.rows(LI, "/notification/purchasing-reminders", kind="payable_due")
    assert reminded(seen) == {row["id"]: (row["due_on"], Decimal(row["open_amount"])) for row in payable}


def test_saying_everything_again_with_the_same_keys_changes_nothing(story):
    """I11: each request of this story is repeated; it gets its first answer, and no log grows by an event."""
    before = story.company.heads()
    for asked in story.asked:
        assert story.say_again(asked) == (asked.status, asked.answer), asked.path
    assert story.company.heads() == before


def aged(owed, as_of):
    """Open amounts by bucket, worked out from the due days."""
    sums = {name: Decimal(0) for name, _ in BUCKETS}
    for row in owed:
        late = (as_of - date.fromisoformat(row["due_on"])).days
        sums[next(name for name, most in BUCKETS if late <= most)] += Decimal(row["open_amount"])
    return sums


def amounts(row):
    return {name: Decimal(row[name]) for name, _ in BUCKETS}


def reminded(rows):
    return {row["source_id"]: (row["due_on"], Decimal(row["amount"])) for row in rows}
