"""RabbitMQ stopped, killed and wiped while people enter orders: nobody notices, nothing is lost, nothing is doubled."""

import time

import pytest

from tests.faults.company import until

pytestmark = pytest.mark.distributed

NOTICEABLE = 2.0
OUTAGE = 10.0
"""Seconds: longer than the first and people notice; a killed service is back within the second."""


def sold_by(sellers):
    sold = [each for seller in sellers for each in seller.sold]
    assert sold
    return sold


def unnoticed(sellers):
    """What was sold, all of it at the first try and at once."""
    assert [refusal for seller in sellers for refusal in seller.refusals] == []
    assert max(seller.longest for seller in sellers) < NOTICEABLE
    return sold_by(sellers)


def relayed(company):
    return all(company.relayed(service) for service in ("sales", "purchasing", "crm"))


def test_selling_goes_on_while_the_broker_is_stopped(company, shop):
    company.rabbitmq.stop()
    try:
        with shop.selling() as sellers:
            time.sleep(10)
            company.kill("purchasing")
            time.sleep(10)
        sold = unnoticed(sellers)
        # Without a broker the consumers read the logs themselves: nobody waits for its return.
        company.settle(10)
        shop.assert_each_once(sold)
    finally:
        company.rabbitmq.start()
    until(lambda: relayed(company), 60)
    with shop.selling() as sellers:
        time.sleep(1)
    company.settle(60)
    shop.assert_each_once(sold + unnoticed(sellers))
    shop.deliver(sold[1:3])


def test_a_broker_that_lost_everything_loses_nobody_anything(company, shop):
    with shop.selling() as before:
        time.sleep(1)
        company.rabbitmq.kill()
        company.rabbitmq.wipe()
        time.sleep(2)
    sold = unnoticed(before)
    with shop.selling() as sellers:
        time.sleep(0.5)
        company.kill("sales")
        time.sleep(3)
    assert any(seller.refusals for seller in sellers), "without sales nobody sells"
    assert max(seller.longest for seller in sellers) < OUTAGE
    sold += sold_by(sellers)
    company.rabbitmq.start()
    until(lambda: relayed(company), 60)
    with shop.selling() as sellers:
        time.sleep(1)
    sold += unnoticed(sellers)
    company.settle(60)
    shop.assert_each_once(sold)
    shop.deliver(sold[1:3])


@pytest.mark.slow
def test_a_blocked_broker_holds_nobody_up(company, shop):
    company.rabbitmq.block()
    try:
        with shop.selling() as sellers:
            time.sleep(8)
        company.settle(30)
        shop.assert_each_once(unnoticed(sellers))
    finally:
        company.rabbitmq.unblock()
    until(lambda: relayed(company), 60)
