"""Customers and what happens with them, in few words."""

from typing import Any
from uuid import UUID

from chassis.model import derived_id
from chassis.testing import person_id


def a_customer(by, name="上海晨曦贸易有限公司", **more) -> dict[str, Any]:
    """A customer entered by somebody, who owns it unless the words say otherwise."""
    return by.post("/customers", {"name": name, "source": "card", **more})


def a_record(by, customer, channel="phone", **more) -> dict[str, Any]:
    """A contact recorded by somebody."""
    body = {"customer_id": customer["id"], "channel": channel, "content": "谈了价格", **more}
    return by.post("/contact-records", body)


def order_id(number) -> UUID:
    return derived_id("order", number)


def an_order(customer, number, ordered_on, total="100.00") -> dict[str, Any]:
    """What sales tells of an order of the customer."""
    return {
        "order_id": order_id(number),
        "number": number,
        "customer_id": customer["id"],
        "customer_name": customer["name"],
        "owner_id": customer["owner_id"],
        "org_path": customer["org_path"],
        "performer_id": person_id("ming"),
        "performer_org_path": "/hq/east/",
        "ordered_on": ordered_on,
        "total": total,
    }
