import time
from collections.abc import Callable

import kombu
import psutil
import pytest

from zhanggui.instances import RabbitMQ
from zhanggui.instances.processes import marked, wait_for

pytestmark = [pytest.mark.distributed, pytest.mark.slow]
Make = Callable[[str], RabbitMQ]
ORDERS = kombu.Queue("orders", durable=True, queue_arguments={"x-queue-type": "quorum"})


def publish(rabbitmq: RabbitMQ, text: str) -> None:
    """Returns when the broker has confirmed it."""
    connection = kombu.Connection(rabbitmq.url, transport_options={"confirm_publish": True})
    try:
        connection.Producer().publish(
            text, routing_key="orders", declare=[ORDERS], delivery_mode=2, mandatory=True, confirm_timeout=2
        )
    finally:
        connection.collect()  # not close(), which waits for ever for the answer of a blocked broker


def read(rabbitmq: RabbitMQ) -> str | None:
    """The next message, or None after 5 s. A quorum queue that is electing its leader counts nothing, and a get
    sent to it then is never answered: so count first."""
    with kombu.Connection(rabbitmq.url) as connection:
        queue = ORDERS(connection.default_channel)
        if not wait_for(lambda: queue.queue_declare().message_count > 0, 5):
            return None
        return str(queue.get(no_ack=True).payload)


def test_a_confirmed_message_survives_kill_9_but_not_a_wipe(a_rabbitmq: Make) -> None:
    rabbitmq = a_rabbitmq("one")
    rabbitmq.start()
    publish(rabbitmq, "SO20261123-0001")

    time.sleep(2)  # RabbitMQ writes a new quorum queue's registration late; killed at once, the queue stays leaderless
    rabbitmq.kill()
    assert not rabbitmq.running
    rabbitmq.start()
    assert read(rabbitmq) == "SO20261123-0001"

    publish(rabbitmq, "SO20261123-0002")
    rabbitmq.wipe()
    assert not rabbitmq.running
    rabbitmq.start()
    assert read(rabbitmq) is None
    publish(rabbitmq, "SO20261123-0003")


def test_a_blocked_broker_confirms_nothing_until_it_is_unblocked(a_rabbitmq: Make) -> None:
    rabbitmq = a_rabbitmq("one")
    rabbitmq.start()
    rabbitmq.block()
    with pytest.raises(TimeoutError):
        publish(rabbitmq, "SO20261123-0001")
    rabbitmq.unblock()
    publish(rabbitmq, "SO20261123-0002")


def test_two_side_by_side_do_not_know_each_other(a_rabbitmq: Make) -> None:
    one, two = a_rabbitmq("one"), a_rabbitmq("two")
    one.start()
    two.start()
    publish(one, "SO20261123-0001")
    assert read(two) is None
    one.kill()
    assert two.running
    publish(two, "SO20261123-0002")


def test_it_listens_on_this_machine_only_and_leaves_no_process(a_rabbitmq: Make) -> None:
    rabbitmq = a_rabbitmq("one")
    rabbitmq.start()
    processes = marked("RABBITMQ_MNESIA_BASE", str(rabbitmq.folder / "mnesia"))
    names = {process.name() for process in processes}
    assert {"beam.smp", "epmd"} <= names
    listening = [c.laddr.ip for p in processes for c in p.net_connections("tcp") if c.status == psutil.CONN_LISTEN]
    assert set(listening) <= {"127.0.0.1", "::1"}  # epmd always takes both loopback addresses

    rabbitmq.stop()
    assert not [process for process in processes if process.is_running() and process.status() != "zombie"]
