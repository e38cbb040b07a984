"""Many want the same goods at the same moment: nothing is sold twice, nothing is lost, nobody waits in a circle."""

import random
from concurrent.futures import ThreadPoolExecutor

from chassis.eventlog import Envelope
from chassis.model import uuid7
from chassis.observe.trace import new_trace

from .builders import a_delivery, a_product, an_order, facts, found, level, stocked


def tell_all(purchasing, told):
    """Sales publishes many events; they reach us shuffled, doubled and from eight threads at once."""
    log = purchasing.logs.setdefault("sales", [])
    envelopes = [
        Envelope(
            id=uuid7(),
            source="sales",
            type=type_,
            subject=subject,
            time=purchasing.clock.now(),
            sequence=len(log) + offset,
            data=data,
            actor={"id": str(uuid7()), "name": "明"},
            traceparent=new_trace(),
        )
        for offset, (type_, subject, data) in enumerate(told, start=1)
    ]
    log.extend(envelopes)
    shuffled = random.Random(50).sample([*envelopes, *envelopes[::5]], len(envelopes) + len(envelopes[::5]))
    batches = [shuffled[start : start + 3] for start in range(0, len(shuffled), 3)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda batch: purchasing.host.inbox.receive("sales", batch), batches))


def confirmations(*orders):
    return [("sales.order_confirmed.v1", order["order_id"], order) for order in orders]


def test_fifty_buyers_for_ten_pieces(purchasing, li):
    cap = stocked(li, 10)
    tell_all(purchasing, confirmations(*(an_order((cap, 1)) for _ in range(50))))
    assert level(purchasing, cap) == ("10", "10")
    assert list(facts(purchasing, "reservations").values()) == ["1"] * 10
    assert len(purchasing.told("purchasing.stock_reserved.v1")) == 10
    assert len(purchasing.told("purchasing.stock_short.v1")) == 40


def test_fifty_deliveries_of_ten_pieces(purchasing, li):
    cap = stocked(li, 10)
    orders = [an_order((cap, 1)) for _ in range(50)]
    deliveries = [a_delivery(order) for order in orders]
    asked = [("sales.delivery_requested.v1", each["delivery_id"], each) for each in deliveries]
    tell_all(purchasing, confirmations(*orders) + asked)
    assert level(purchasing, cap) == ("0", "0")
    assert len(facts(purchasing, "issued_lines")) == 10
    assert len(purchasing.told("purchasing.stock_issue_refused.v1")) == 40


def test_hands_and_orders_on_the_same_goods_in_any_order(purchasing, li):
    """Orders name the products in one order, people adjust them in the other."""
    goods = [stocked(li, 20, unit_cost="2") for _ in range(4)]
    orders = [an_order(*((product, 1) for product in random.Random(n).sample(goods, 4))) for n in range(40)]

    def adjust(n):
        lines = [{"product_id": product["id"], "quantity": "1"} for product in random.Random(100 + n).sample(goods, 4)]
        return li.call("POST", "/stock/adjustments", {"reason": "盘点", "lines": lines}).status

    with ThreadPoolExecutor(5) as pool:
        adjusted = pool.map(adjust, range(20))
        pool.submit(tell_all, purchasing, confirmations(*orders)).result()
        assert list(adjusted) == [201] * 20
    assert [level(purchasing, product) for product in goods] == [("40", "40")] * 4
    assert len(facts(purchasing, "reservations")) == 160


def test_two_people_take_the_last_pieces(purchasing, li):
    cap = stocked(li, 5)

    def take(_n):
        lines = [{"product_id": cap["id"], "quantity": "-2"}]
        return li.call("POST", "/stock/adjustments", {"reason": "盘点", "lines": lines}).status

    with ThreadPoolExecutor(6) as pool:
        assert sorted(pool.map(take, range(6))) == [201, 201, 409, 409, 409, 409]
    assert level(purchasing, cap) == ("1", "0")


def test_the_first_goods_of_a_product_entered_by_many_at_once(purchasing, li):
    cap = a_product(li)
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda _: found(li, cap, 1, unit_cost="2"), range(12)))
    assert level(purchasing, cap) == ("12", "0")
    assert facts(purchasing, "stock_value") == {"total": "24.00"}
