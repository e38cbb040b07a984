"""Customers and what happens with them, in few words."""


def a_customer(by, name="上海晨曦贸易有限公司", **more):
    """A customer entered by somebody, who owns it unless the words say otherwise."""
    return by.post("/customers", {"name": name, "source": "card", **more})
