from collections import Counter, defaultdict
from decimal import Decimal

from zhanggui.demo.rows import total

FIRST_DAY_OF_BUCKET = {"not due": None, "1-30": 1, "31-60": 31, "61-90": 61, "91-180": 91, "181+": 181}


def open_by_bucket(demo):
    """What is still owed today, by days past due (product.md's ageing)."""
    credit = {row["code"]: int(row["credit_days"]) for row in demo.customers}
    paid = Counter()
    for receipt in demo.receipts:
        paid[receipt["order"]] += Decimal(receipt["amount"])
    owed = Counter()
    for delivery in demo.deliveries:
        past_due = int(delivery["days_ago"]) - credit[delivery["customer"]]
        bucket = [name for name, first in FIRST_DAY_OF_BUCKET.items() if first is None or past_due >= first][-1]
        owed[bucket] += total(delivery["lines"]) - paid[delivery["order"]]
    return owed


def quantities(documents, by):
    """Sum of quantities by product and whatever else tells the shelves or orders apart."""
    sums = Counter()
    for document in documents:
        for line in document["lines"]:
            sums[(document[by], line["product"])] += int(line["quantity"])
    return sums


def test_about_forty_orders_are_alive_in_every_state(any_day):
    recent = [order for order in any_day.live_orders if int(order["days_ago"]) <= 45]
    assert 35 <= len(recent) <= 45
    states = Counter(order["state"] for order in any_day.live_orders)
    assert states.keys() == {"draft", "confirmed", "cancelled"} and states["confirmed"] > 30
    assert len({order["ref"] for order in any_day.live_orders}) == len(any_day.live_orders)


def test_the_plan_runs_from_the_oldest_order_to_the_last_workday(any_day):
    ages = [int(order["days_ago"]) for order in any_day.live_orders]
    assert ages == sorted(ages, reverse=True) and ages[-1] == (any_day.today.isoweekday() == 7)


def test_every_document_names_customers_people_goods_and_documents_that_exist(any_day):
    customers = {row["code"] for row in any_day.customers}
    people = {row["code"] for row in any_day.employees}
    goods = {row["code"] for row in any_day.products}
    for document in any_day.quotes + any_day.live_orders + any_day.deliveries:
        assert document["customer"] in customers and document["employee"] in people and document["lines"]
        assert {line["product"] for line in document["lines"]} <= goods
    quotes = {quote["ref"] for quote in any_day.quotes}
    assert {order["quote"] for order in any_day.live_orders} - {""} <= quotes


def test_no_order_exceeds_the_credit_of_its_customer(any_day):
    owed = defaultdict(Decimal)
    for order in any_day.live_orders:
        owed[order["customer"]] += total(order["lines"])
    limit = {row["code"]: Decimal(row["credit_limit"]) for row in any_day.customers}
    assert all(amount <= limit[customer] for customer, amount in owed.items())


def test_orders_fit_the_opening_stock_of_their_warehouse_except_the_one_that_is_meant_not_to(any_day):
    stock = {(row["warehouse"], row["code"]): int(row["opening_stock"]) for row in any_day.products}
    meant = [order for order in any_day.live_orders if order["expect"] == "short"]
    others = [order for order in any_day.live_orders if not order["expect"]]
    assert all(ordered <= stock[shelf] for shelf, ordered in quantities(others, "warehouse").items())
    assert len(meant) == 1
    assert all(ordered > stock[shelf] for shelf, ordered in quantities(meant, "warehouse").items())


def test_a_delivery_never_exceeds_its_confirmed_order_and_never_precedes_it(any_day):
    orders = {order["ref"]: order for order in any_day.live_orders if order["state"] == "confirmed"}
    ordered = quantities([order | {"order": ref} for ref, order in orders.items()], "order")
    assert all(shipped <= ordered[line] for line, shipped in quantities(any_day.deliveries, "order").items())
    for delivery in any_day.deliveries:
        order = orders[delivery["order"]]
        assert 0 <= int(delivery["days_ago"]) < int(order["days_ago"])
        assert (delivery["extent"] == "full") == (delivery["lines"] == order["lines"])


def test_deliveries_are_full_partial_and_missing_and_some_are_late(any_day):
    assert {delivery["extent"] for delivery in any_day.deliveries} == {"full", "partial"}
    started = {delivery["order"] for delivery in any_day.deliveries}
    waiting = [order for order in any_day.live_orders if order["state"] == "confirmed" and order["ref"] not in started]
    assert len(waiting) >= 3
    partly = {delivery["order"] for delivery in any_day.deliveries if delivery["extent"] == "partial"}
    undone = [order for order in any_day.live_orders if order in waiting or order["ref"] in partly]
    assert any(int(order["required_in_days"]) < 0 for order in undone)
    assert any(int(order["required_in_days"]) >= 0 for order in undone)


def test_a_receipt_never_exceeds_what_was_shipped_and_never_precedes_it(any_day):
    shipped = {delivery["order"]: delivery for delivery in any_day.deliveries}
    assert {receipt["extent"] for receipt in any_day.receipts} == {"full", "partial"}
    for receipt in any_day.receipts:
        delivery, amount = shipped[receipt["order"]], Decimal(receipt["amount"])
        assert 0 < amount <= total(delivery["lines"])
        assert (amount == total(delivery["lines"])) == (receipt["extent"] == "full")
        assert 0 <= int(receipt["days_ago"]) <= int(delivery["days_ago"])


def test_every_ageing_bucket_holds_money(any_day):
    owed = open_by_bucket(any_day)
    assert {bucket for bucket, amount in owed.items() if amount > 0} == set(FIRST_DAY_OF_BUCKET)


def test_quotes_became_orders_whole_or_in_chosen_lines_and_some_are_open_or_expired(any_day):
    quotes = {quote["ref"]: quote for quote in any_day.quotes}
    converted = [order for order in any_day.live_orders if order["quote"]]
    left_out = [len(quotes[order["quote"]]["lines"]) - len(order["lines"]) for order in converted]
    assert set(left_out) == {0, 1}
    assert all(int(quotes[order["quote"]]["days_ago"]) > int(order["days_ago"]) for order in converted)
    waiting = [quote for ref, quote in quotes.items() if ref not in {order["quote"] for order in converted}]
    assert {int(quote["days_ago"]) > int(quote["valid_days"]) for quote in waiting} == {True, False}


def test_half_of_the_purchase_order_has_come_in(any_day):
    (order,) = any_day.purchase_orders
    people = {row["code"]: row["username"] for row in any_day.employees}
    assert people[order["employee"]] == "li"
    goods = {row["code"]: row for row in any_day.products}
    assert {goods[line["product"]]["supplier"] for line in order["lines"]} == {order["supplier"]}
    ordered = quantities([order | {"order": order["ref"]}], "order")
    received = quantities(any_day.goods_receipts, "order")
    assert received and all(0 < received[line] <= ordered[line] for line in received)
    assert sum(received.values()) < sum(ordered.values())
