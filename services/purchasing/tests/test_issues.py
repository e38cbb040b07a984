"""Goods leave for deliveries, all lines or none, and come back (F29, F35, F41)."""

from .builders import a_warehouse, confirmed, delivered, facts, found, level, returned, stocked


def told_of(purchasing, delivery):
    """(event, lines) of the answer to a delivery."""
    [told] = [
        each for each in purchasing.told() if each.subject == delivery["delivery_id"] and "levels" not in each.data
    ]
    return told.type.split(".")[1], told.data["lines"]


def test_a_delivery_takes_what_was_kept_for_its_order(purchasing, li):
    cap = stocked(li, 10, unit_cost="8")
    order = confirmed(purchasing, (cap, 6))
    delivery = delivered(purchasing, order, 4)
    event, [line] = told_of(purchasing, delivery)
    assert (event, line["quantity"], line["cost"]) == ("stock_issued", "4", "32.00")
    assert level(purchasing, cap) == ("6", "2")
    assert facts(purchasing, "issued_lines") == {delivery["lines"][0]["line_id"]: "4"}


def test_what_others_keep_is_not_given_away(purchasing, li):
    cap, shoe = stocked(li, 5), stocked(li, 5)
    confirmed(purchasing, (cap, 5))
    late = confirmed(purchasing, (cap, 1), (shoe, 2))
    event, lines = told_of(purchasing, delivered(purchasing, late))
    assert event == "stock_issue_refused"
    assert [(line["wanted"], line["on_hand"], line["available"]) for line in lines] == [("1", "5", "0")]
    assert level(purchasing, shoe) == ("5", "2")


def test_a_refused_delivery_goes_through_after_goods_came_in(purchasing, li):
    cap = stocked(li, 1)
    order = confirmed(purchasing, (cap, 3))
    assert told_of(purchasing, delivered(purchasing, order))[0] == "stock_issue_refused"
    found(li, cap, 2)
    assert told_of(purchasing, delivered(purchasing, order))[0] == "stock_issued"
    assert level(purchasing, cap) == ("0", "0")


def test_a_short_line_may_take_what_its_own_order_kept_for_another_line(purchasing, li):
    cap = stocked(li, 5)
    order = confirmed(purchasing, (cap, 5), (cap, 4))
    assert told_of(purchasing, delivered(purchasing, order, 0, 4))[0] == "stock_issued"
    assert level(purchasing, cap) == ("1", "1")


def test_a_delivery_from_another_warehouse_frees_what_was_kept_in_the_first(purchasing, li):
    west = a_warehouse(li)
    cap = stocked(li, 5)
    found(li, cap, 5, warehouse=west["id"])
    order, waiting = confirmed(purchasing, (cap, 5)), confirmed(purchasing, (cap, 3))
    delivered(purchasing, order, 4, warehouse=west["id"])
    assert (level(purchasing, cap), level(purchasing, cap, west["id"])) == (("5", "4"), ("1", "0"))
    assert sorted(facts(purchasing, "reservations").values()) == ["1", "3"]
    assert waiting["lines"][0]["line_id"] in facts(purchasing, "reservations")


def test_goods_that_left_before_the_order_was_heard_of_are_not_kept_again(purchasing, li):
    cap = stocked(li, 5)
    order = {"order_id": "0190b6e0-0000-7000-8000-000000000001", "lines": confirmed(purchasing, (cap, 0))["lines"]}
    order["lines"][0]["line_id"] = "0190b6e0-0000-7000-8000-000000000002"
    delivered(purchasing, order, 2)
    seen = order | {"lines": [order["lines"][0] | {"quantity": "3"}], "warehouse_id": None}
    purchasing.hear("sales.order_confirmed.v1", order["order_id"], **seen)
    assert level(purchasing, cap) == ("3", "1")


def test_returned_goods_come_back_at_the_average_cost(purchasing, li, qian):
    cap = stocked(li, 3, unit_cost="10")
    found(li, cap, 1, unit_cost="20")
    order = confirmed(purchasing, (cap, 4))
    delivered(purchasing, order)
    identity = returned(purchasing, (cap, 2))
    [told] = purchasing.told("purchasing.stock_taken_back.v1")
    assert [(line["quantity"], line["cost"]) for line in told.data["lines"]] == [("2", "25.00")]
    assert facts(purchasing, "taken_back") == {identity: "2"}
    assert facts(purchasing, "stock_value") == {"total": "25.00"}


def test_the_last_piece_takes_the_last_cent(purchasing, li):
    cap = stocked(li, 3, unit_cost="3.3334")  # 10.00 for three
    order = confirmed(purchasing, (cap, 3))
    for _ in range(3):
        delivered(purchasing, order, 1)
    costs = [each.data["lines"][0]["cost"] for each in purchasing.told("purchasing.stock_issued.v1")]
    assert costs == ["3.33", "3.34", "3.33"]
    assert facts(purchasing, "stock_value") == {"total": "0.00"}
