"""The imported company goes on living: thirty of its orders are sold again, delivered, bought for, billed and paid.

One story in order; every test is a step of it, and after each one everything is consumed and no invariant is broken.
"""

from collections import defaultdict
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal

import pytest

from tests.journeys.orders_again import CENT, no_longer_sold, opening_stock
from tests.journeys.story import BUCHANANS_TEAM, LI, ZHOU, Story, money, today
from tests.northwind import BUCHANAN, FULLER, PEACOCK, pages

WHOLE = ("11042", "11043", "11044", "11050")
IN_PARTS = ("11054", "11057", "11063", "11065")
SHORT = ("11040", "11041", "11045", "11046", "11048", "11049", "11052", "11053", "11056", "11058", "11060", "11061")
NOT_YET = ("11067", "11069", "11070", "11071", "11072", "11074", "11075", "11076", "11077")
CANCELLED = "11066"
CREDIT_DAYS = (0, 15, 30, 60)
COMMISSION_RATE = Decimal("0.02")
BUCKETS = (("not_due", 0), ("d1_30", 30), ("d31_60", 60), ("d61_90", 90), ("d91_180", 180), ("d181_more", 99_999))
SALES_LISTS = ("/sales/orders", "/sales/deliveries", "/sales/returns", "/sales/customers", "/crm/customers")
SALES_FIGURES = ("/sales/performance?by=year", "/finance/receivables", "/finance/ageing", "/finance/receipts")
PURCHASING_LISTS = ("/purchasing/stock", "/purchasing/purchase-orders", "/purchasing/goods-receipts")
PURCHASING_FIGURES = ("/purchasing/suppliers", "/finance/payables", "/notification/purchasing-reminders")


@pytest.fixture(scope="module")
def story(northwind):
    return Story(northwind)


@pytest.fixture(autouse=True)
def everything_holds(northwind):
    """After each step: all events are consumed, and I1 to I10 hold."""
    yield
    assert northwind.violations() == []


# People and terms


def test_li_buys_and_zhou_keeps_the_books_from_today_on(story):
    story.hire(LI, "李", "purchaser")
    story.hire(ZHOU, "周", "finance_manager")
    story.company.admit(*story.usernames.values())
    assert {row["username"] for row in story.rows(ZHOU, "/gateway/users")} >= {LI, ZHOU, PEACOCK}


def test_customers_get_their_days_to_pay(story):
    buying = sorted({sale.customer for sale in story.sales.values()})
    for place, code in enumerate(buying):
        days = CREDIT_DAYS[place % len(CREDIT_DAYS)]
        path = f"/crm/customers/{story.customers[code]['id']}"
        story.customers[code] = story.put(story.usernames[story.owner(code)], path, {"credit_days": days})
        assert story.customers[code]["credit_days"] == days


# Selling


def test_what_is_no_longer_sold_cannot_be_ordered(story):
    for code in sorted(no_longer_sold()):
        line = {"product_id": story.products[code]["id"], "quantity": "1"}
        body = {"customer_id": story.customers["ERNSH"]["id"], "lines": [line], "confirm": True}
        assert story.refused(PEACOCK, "/sales/orders", body)["code"] == "sales.inactive_product"
    assert story.rows(PEACOCK, "/sales/orders", state="confirmed") == []


def test_peacock_and_her_colleagues_sell_again_what_they_sold(story):
    for sale in story.sales.values():
        lines = [
            {
                "product_id": story.products[line.product]["id"],
                "quantity": str(line.quantity),
                "unit_price": str(line.unit_price),
                "discount": str(line.discount),
            }
            for line in sale.lines
        ]
        body = {
            "customer_id": story.customers[sale.customer]["id"],
            "performer_id": story.ids[sale.employee],
            "deliver_on": str(today() + timedelta(days=sale.days)),
            "lines": lines,
            "confirm": True,
        }
        order = story.post(story.seller(sale), "/sales/orders", body)
        story.orders[sale.number] = order["id"]
        assert (Decimal(order["total"]), order["performer_id"]) == (sale.total, story.ids[sale.employee])


def test_stock_is_kept_for_whoever_came_first(story):
    free = opening_stock()
    states = {}
    for sale in story.sales.values():
        order = story.order(sale.number)
        for line in order["lines"]:
            kept = min(Decimal(line["quantity"]), free[line["product_code"]])
            free[line["product_code"]] -= kept
            assert Decimal(line["reserved"]) == kept
        states[sale.number] = order["stock_state"]
    assert {number for number, state in states.items() if state == "reserved"} == {*WHOLE, *IN_PARTS, *NOT_YET[:2]}
    assert {number for number, state in states.items() if state == "short"} == {*SHORT, *NOT_YET[2:], CANCELLED}


def test_a_customer_changes_his_mind_and_the_next_one_gets_his_goods(story):
    waiting = {line["product_code"]: line for line in story.order("11076")["lines"]}
    assert waiting["19"]["reserved"] == "0"
    story.post(story.seller(story.sales[CANCELLED]), f"/sales/orders/{story.orders[CANCELLED]}/cancel", {})
    story.company.settle()
    assert story.order(CANCELLED)["state"] == "cancelled"
    assert {line["product_code"]: line for line in story.order("11076")["lines"]}["19"]["reserved"] == "10"


# Delivering


def test_whole_orders_leave(story):
    for number in WHOLE:
        story.deliver(number)
    story.company.settle()
    for number in WHOLE:
        assert story.order(number)["delivery_state"] == "full"
        assert Decimal(story.delivery(number)["total"]) == story.sales[number].total


def test_orders_leave_in_parts(story):
    for number in IN_PARTS:
        halves = [
            {"order_line_id": line["id"], "quantity": str(Decimal(line["quantity"]) // 2)}
            for line in story.order(number)["lines"]
            if Decimal(line["quantity"]) > 1
        ]
        story.deliver(number, halves)
    story.company.settle()
    for number in IN_PARTS:
        assert story.order(number)["delivery_state"] == "partial"
        assert story.delivery(number)["state"] == "shipped"


def test_more_than_is_left_of_an_order_is_not_delivered(story):
    line = story.order("11057")["lines"][0]
    body = {"order_ids": [story.orders["11057"]], "request": True}
    too_many = {"order_line_id": line["id"], "quantity": line["quantity"]}
    problem = story.refused(story.seller(story.sales["11057"]), "/sales/deliveries", {**body, "lines": [too_many]})
    assert problem["code"] == "sales.exceeds_remaining"


def test_short_orders_are_refused_and_take_nothing(story):
    before = stock(story)
    for number in SHORT:
        story.deliver(number)
    story.company.settle()
    assert stock(story) == before
    for number in SHORT:
        delivery, order = story.delivery(number), story.order(number)
        short = {line["product_code"] for line in order["lines"] if missing(line)}
        assert (delivery["state"], order["delivery_state"]) == ("refused", "none")
        assert {line["product_code"] for line in delivery["refusal"]} == short


# Buying


def test_li_buys_what_is_missing(story):
    wanted: dict[str, Decimal] = defaultdict(Decimal)
    for number in (*SHORT, *NOT_YET):
        for line in story.order(number)["lines"]:
            wanted[line["product_code"]] += missing(line)
    by_supplier: dict[str, list[dict]] = defaultdict(list)
    for code, quantity in wanted.items():
        product = story.products[code]
        price = (Decimal(product["list_price"]) * 6 / 10).quantize(Decimal("0.0001"))
        line = {"product_id": product["id"], "quantity": str(quantity), "unit_price": str(price)}
        by_supplier[product["supplier_id"]] += [line] if quantity else []
    for supplier_id, lines in by_supplier.items():
        if lines:
            order = story.post(LI, "/purchasing/purchase-orders", {"supplier_id": supplier_id, "lines": lines})
            story.post(LI, f"/purchasing/purchase-orders/{order['id']}/confirm", {"expected_version": order["version"]})


def test_the_first_supplier_brings_the_goods_in_two_parts(story):
    bought = story.rows(LI, "/purchasing/purchase-orders", state="confirmed")
    first = story.company.person(LI).get(f"/purchasing/purchase-orders/{bought[0]['id']}")
    some = [{"purchase_order_line_id": line["id"], "quantity": "1"} for line in first["lines"]]
    story.post(LI, "/purchasing/goods-receipts", {"purchase_order_id": first["id"], "lines": some, "confirm": True})
    for order in bought:
        story.post(LI, "/purchasing/goods-receipts", {"purchase_order_id": order["id"], "confirm": True})
    story.company.settle()
    assert {row["received"] for row in story.rows(LI, "/purchasing/purchase-orders")} == {"full"}
    assert money(story.rows(LI, "/finance/payables"), "amount") == money(bought, "total")
    for number in (*SHORT, *NOT_YET):
        assert story.order(number)["stock_state"] == "reserved"


def test_what_was_refused_leaves_now(story):
    for number in SHORT:
        path = f"/sales/deliveries/{story.deliveries[number][0]}/request"
        story.post(story.seller(story.sales[number]), path, {})
    story.company.settle()
    for number in SHORT:
        assert (story.delivery(number)["state"], story.order(number)["delivery_state"]) == ("shipped", "full")


# Money


def test_each_delivery_is_billed_with_the_customers_days_to_pay(story):
    owed = {row["source_id"]: row for row in story.rows(ZHOU, "/finance/receivables")}
    shipped = story.shipped()
    assert set(owed) == {each["id"] for each in shipped}
    days = {row["id"]: row["credit_days"] for row in story.customers.values()}
    for delivery in shipped:
        due_on = today() + timedelta(days=days[delivery["customer_id"]])
        receivable = owed[delivery["id"]]
        assert (receivable["amount"], receivable["open_amount"]) == (delivery["total"], delivery["total"])
        assert (receivable["due_on"], delivery["due_on"]) == (str(due_on), str(due_on))


def test_a_customer_pays_for_what_came_and_for_what_is_to_come(story):
    first, sale = story.receivable("11057"), story.sales["11057"]
    receipt = story.pay("11057", sale.total, {first["id"]: Decimal(first["amount"])})
    assert Decimal(receipt["unallocated"]) == sale.total - Decimal(first["amount"])
    assert story.receivable("11057")["open_amount"] == "0.00"


def test_the_rest_of_the_parts_leaves(story):
    for number in IN_PARTS:
        story.deliver(number)
    story.company.settle()
    for number in IN_PARTS:
        parts = story.delivery(number), story.delivery(number, 1)
        assert story.order(number)["delivery_state"] == "full"
        assert money(list(parts), "total") == story.sales[number].total


def test_the_advance_settles_what_came_later(story):
    [advance] = story.rows(ZHOU, "/finance/receipts", with_advance="true")
    rest = story.receivable("11057", 1)
    body = {"allocations": [{"receivable_id": rest["id"], "amount": rest["open_amount"]}]}
    receipt = story.post(ZHOU, f"/finance/receipts/{advance['id']}/allocate", body)
    assert (receipt["unallocated"], story.receivable("11057", 1)["open_amount"]) == ("0.00", "0.00")


def test_one_payment_settles_several_deliveries(story):
    first, rest = story.receivable("11063"), story.receivable("11063", 1)
    half = (Decimal(rest["open_amount"]) / 2).quantize(CENT)
    settles = {first["id"]: Decimal(first["open_amount"]), rest["id"]: half}
    story.pay("11063", sum(settles.values()), settles)
    assert story.receivable("11063")["open_amount"] == "0.00"
    assert Decimal(story.receivable("11063", 1)["open_amount"]) == Decimal(rest["open_amount"]) - half


def test_other_customers_pay_a_third_of_their_oldest_debts(story):
    for number in ("11043", "11044", "11040", "11041", "11056", "11065"):
        third = (story.sales[number].total / 3).quantize(CENT)
        receipt = story.pay(number, third, allocate="oldest")
        assert (receipt["allocated"], receipt["unallocated"]) == (str(third), "0.00")


def test_more_than_is_open_is_not_settled_and_nobody_elses_debt_either(story):
    own, foreign = story.receivable("11042"), story.receivable("11050")
    before = trial_balance(story)
    for receivable, code in ((own, "finance.over_allocated"), (foreign, "finance.other_party")):
        wanted = {"receivable_id": receivable["id"], "amount": str(Decimal(receivable["open_amount"]) + CENT)}
        body = {"customer_id": story.customer_id("11042"), "amount": "999999", "method": "bank"}
        assert story.refused(ZHOU, "/finance/receipts", {**body, "allocations": [wanted]})["code"] == code
    assert (story.receivable("11042"), trial_balance(story)) == (own, before)


def test_goods_come_back_for_credit_and_into_stock(story):
    """From COMMI who has paid nothing, and from HUNGO who had paid: that money is an advance again."""
    before = stock(story)
    for number in ("11042", "11063"):
        owed = Decimal(story.receivable(number)["open_amount"])
        delivery = story.delivery(number)
        line = delivery["lines"][0]
        back = {"delivery_line_id": line["id"], "quantity": str(Decimal(line["quantity"]) // 3)}
        body = {"delivery_id": delivery["id"], "lines": [back], "confirm": True}
        returned = story.post(story.seller(story.sales[number]), "/sales/returns", body)
        before[line["product_code"]] += Decimal(back["quantity"])
        story.company.settle()
        assert Decimal(story.receivable(number)["credited"]) == Decimal(returned["total"])
        assert Decimal(story.receivable(number)["open_amount"]) == max(owed - Decimal(returned["total"]), Decimal(0))
    assert stock(story) == before
    [freed] = story.rows(ZHOU, "/finance/receipts", with_advance="true")
    assert (freed["customer_id"], freed["unallocated"]) == (story.customer_id("11063"), returned["total"])


def test_zhou_pays_half_of_what_the_first_supplier_gets(story):
    payable = story.rows(LI, "/finance/payables")[0]
    half = (Decimal(payable["amount"]) / 2).quantize(CENT)
    allocation = {"payable_id": payable["id"], "amount": str(half)}
    body = {"supplier_id": payable["supplier_id"], "amount": str(half), "method": "bank", "allocations": [allocation]}
    story.post(ZHOU, "/finance/payments", body)
    left = story.company.person(LI).get(f"/finance/payables/{payable['id']}")["open_amount"]
    assert Decimal(left) == Decimal(payable["amount"]) - half
    assert story.refused(ZHOU, "/finance/payments", {**body, "amount": "1.00"})["code"] == "finance.over_allocated"


# Figures


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
    balance = trial_balance(story)
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
    on_hand = stock(story)
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


def stock(story):
    """What is on hand, by product code."""
    return {row["product_code"]: Decimal(row["on_hand"]) for row in story.rows(LI, "/purchasing/stock")}


def missing(line):
    """What an order line wants and is not kept for it."""
    return Decimal(line["quantity"]) - Decimal(line["shipped"]) - Decimal(line["reserved"])


def trial_balance(story):
    rows = story.company.person(ZHOU).get("/finance/trial-balance")["rows"]
    return {row["account"]: Decimal(row["balance"]) for row in rows}


def aged(owed, as_of):
    """Open amounts by bucket, worked out from the due days."""
    sums = {name: Decimal(0) for name, _ in BUCKETS}
    for row in owed:
        late = (as_of - today().fromisoformat(row["due_on"])).days
        sums[next(name for name, most in BUCKETS if late <= most)] += Decimal(row["open_amount"])
    return sums


def amounts(row):
    return {name: Decimal(row[name]) for name, _ in BUCKETS}


def reminded(rows):
    return {row["source_id"]: (row["due_on"], Decimal(row["amount"])) for row in rows}
