"""What orders keep: as much as there is, the oldest first, and never more than is on hand (F41, I4, I5)."""

from .builders import a_product, a_warehouse, an_order, confirmed, delivered, facts, found, level, stocked


def reservations_told(purchasing, order):
    """(event, [(wanted, reserved)]) of the last thing told about an order."""
    told = [each for each in purchasing.told() if each.subject == order["order_id"] and "order_id" in each.data]
    lines = [(line["wanted"], line["reserved"]) for line in told[-1].data["lines"]]
    return told[-1].type.split(".")[1], lines


def test_an_order_keeps_what_it_needs(purchasing, li):
    cap, shoe = stocked(li, 10), stocked(li, 5)
    order = confirmed(purchasing, (cap, 4), (shoe, 5))
    assert (level(purchasing, cap), level(purchasing, shoe)) == (("10", "4"), ("5", "5"))
    assert reservations_told(purchasing, order) == ("stock_reserved", [("4", "4"), ("5", "5")])


def test_what_can_be_kept_is_kept_line_by_line(purchasing, li):
    cap, shoe = stocked(li, 3), a_product(li)
    order = confirmed(purchasing, (cap, 4), (shoe, 1))
    assert reservations_told(purchasing, order) == ("stock_short", [("4", "3"), ("1", "0")])
    assert list(facts(purchasing, "reservations").values()) == ["3"]


def test_two_lines_of_one_product_share_what_there_is(purchasing, li):
    cap = stocked(li, 5)
    order = confirmed(purchasing, (cap, 4), (cap, 4))
    assert reservations_told(purchasing, order) == ("stock_short", [("4", "4"), ("4", "1")])


def test_all_levels_of_one_document_are_told_in_one_event(purchasing, li):
    cap, shoe = stocked(li, 10), stocked(li, 5)
    order = confirmed(purchasing, (cap, 4), (shoe, 5))
    [told] = [
        each for each in purchasing.told("purchasing.stock_level_changed.v1") if each.subject == order["order_id"]
    ]
    states = {each["product_id"]: (each["on_hand"], each["reserved"], each["version"]) for each in told.data["levels"]}
    assert states == {cap["id"]: ("10", "4", 2), shoe["id"]: ("5", "5", 2)}


def test_who_waited_longest_gets_what_comes_in(purchasing, li):
    cap = a_product(li)
    first, second = confirmed(purchasing, (cap, 4)), confirmed(purchasing, (cap, 4))
    found(li, cap, 6)
    assert reservations_told(purchasing, first) == ("stock_reserved", [("4", "4")])
    assert reservations_told(purchasing, second) == ("stock_short", [("4", "2")])


def test_a_cancelled_order_leaves_its_goods_to_those_who_wait(purchasing, li):
    cap = stocked(li, 4)
    first, second = confirmed(purchasing, (cap, 4)), confirmed(purchasing, (cap, 3))
    purchasing.hear("sales.order_cancelled.v1", first["order_id"], order_id=first["order_id"], number="SO")
    assert reservations_told(purchasing, second) == ("stock_reserved", [("3", "3")])
    assert level(purchasing, cap) == ("4", "3")


def test_an_amended_order_keeps_what_it_needs_now(purchasing, li):
    cap, shoe = stocked(li, 10), stocked(li, 10)
    order = confirmed(purchasing, (cap, 8), (shoe, 2))
    waiting = confirmed(purchasing, (cap, 6))
    cap_line, _removed = order["lines"]
    lines = [cap_line | {"quantity": "5"}, *an_order((shoe, 3))["lines"]]
    purchasing.hear("sales.order_amended.v1", order["order_id"], **(order | {"lines": lines}))
    assert reservations_told(purchasing, order) == ("stock_reserved", [("5", "5"), ("3", "3")])
    assert reservations_told(purchasing, waiting) == ("stock_short", [("6", "5")])
    assert level(purchasing, shoe) == ("10", "3")


def test_an_amendment_after_a_part_has_left_wants_the_rest_only(purchasing, li):
    cap = stocked(li, 10)
    order = confirmed(purchasing, (cap, 6))
    delivered(purchasing, order, 4)
    line = order["lines"][0] | {"quantity": "7"}
    purchasing.hear("sales.order_amended.v1", order["order_id"], **(order | {"lines": [line]}))
    assert reservations_told(purchasing, order) == ("stock_reserved", [("3", "3")])


def test_an_order_that_moves_to_another_warehouse_takes_its_reservation_along(purchasing, li):
    west = a_warehouse(li)
    cap = stocked(li, 5)
    found(li, cap, 2, warehouse=west["id"])
    order = confirmed(purchasing, (cap, 4))
    purchasing.hear("sales.order_amended.v1", order["order_id"], **(order | {"warehouse_id": west["id"]}))
    assert (level(purchasing, cap), level(purchasing, cap, west["id"])) == (("5", "0"), ("2", "2"))


def test_an_order_for_an_unknown_product_is_short_and_blocks_nobody(purchasing, li):
    ghost = {"id": "0190b6e0-0000-7000-8000-000000000000", "code": "GHOST"}
    order = confirmed(purchasing, (ghost, 1))
    assert reservations_told(purchasing, order) == ("stock_short", [("1", "0")])


def test_what_is_lost_is_taken_from_the_newest_order(purchasing, li):
    cap = stocked(li, 6)
    older, newer = confirmed(purchasing, (cap, 3)), confirmed(purchasing, (cap, 3))
    found(li, cap, -2)
    assert reservations_told(purchasing, older) == ("stock_reserved", [("3", "3")])
    assert reservations_told(purchasing, newer) == ("stock_short", [("3", "1")])


def test_an_order_cancelled_after_a_part_has_left_hears_nothing_more(purchasing, li):
    cap = stocked(li, 5)
    order = confirmed(purchasing, (cap, 4))
    delivered(purchasing, order, 1)
    before = len(purchasing.told("purchasing.stock_reserved.v1"))
    purchasing.hear("sales.order_cancelled.v1", order["order_id"], order_id=order["order_id"], number="SO")
    found(li, cap, 3)
    assert level(purchasing, cap) == ("7", "0")
    assert len(purchasing.told("purchasing.stock_reserved.v1")) == before
