"""What the company is made of in these tests, told as its siblings tell it."""

from decimal import Decimal

from chassis.model import derived_id
from chassis.testing import person_id

PLACES = {"ming": "/hq/east/", "hua": "/hq/west/", "fang": "/hq/east/"}
SHOP = str(derived_id("customer", "SHOP"))
CAP = str(derived_id("product", "CAP"))
SHOE = str(derived_id("product", "SHOE"))
MAIN = str(derived_id("warehouse", "MAIN"))


def a_customer(sales, code="SHOP", owner="ming", event="registered", **more):
    """Let crm tell of a customer; answers the id."""
    identity = str(derived_id("customer", code))
    told = {
        "customer_id": identity,
        "code": code,
        "name": f"{code} 商贸",
        "owner_id": person_id(owner),
        "org_path": PLACES[owner],
        "type": None,
        "grade": None,
        "area": "华东",
        "credit_limit": None,
        "credit_days": 30,
        "active": True,
    }
    sales.hear(f"crm.customer_{event}.v1", identity, **told | more)
    return identity


def a_product(sales, code="CAP", **more):
    """Let purchasing tell of a product; answers the id."""
    identity = str(derived_id("product", code))
    told = {
        "product_id": identity,
        "code": code,
        "name": f"{code} 帽子",
        "model": "M1",
        "spec": "",
        "unit": "件",
        "category_code": "HATS",
        "category_name": "帽类",
        "list_price": "10.00",
        "floor_price": "8.00",
        "active": True,
    }
    sales.hear("purchasing.product_changed.v1", identity, **told | more)
    return identity


def a_warehouse(sales, code="MAIN", **more):
    identity = str(derived_id("warehouse", code))
    told = {"warehouse_id": identity, "code": code, "name": "主仓", "active": True, "is_default": True}
    sales.hear("purchasing.warehouse_changed.v1", identity, **told | more)
    return identity


def a_company(sales):
    """A shop of Ming's, caps and shoes, one warehouse."""
    a_customer(sales)
    a_product(sales)
    a_product(sales, "SHOE", category_code="SHOES", category_name="鞋类", list_price="99.90", floor_price=None)
    a_warehouse(sales)


def a_line(product=CAP, quantity="10", **more):
    return {"product_id": product, "quantity": quantity, **more}


def an_order(lines=None, customer=SHOP, **more):
    return {"customer_id": customer, "lines": lines or [a_line(unit_price="10")], **more}


def confirmed(seller, *lines, **more):
    return seller.post("/orders", an_order(list(lines) or None, confirm=True, **more))


def reserved(sales, order, *, short=0):
    """Let purchasing reserve an order's stock, all of it or some pieces less per line."""
    lines = [
        {
            "order_line_id": line["id"],
            "product_id": line["product_id"],
            "product_code": line["product_code"],
            "wanted": line["quantity"],
            "reserved": str(Decimal(line["quantity"]) - short),
        }
        for line in order["lines"]
    ]
    word = "short" if short else "reserved"
    sales.hear(f"purchasing.stock_{word}.v1", order["id"], order_id=order["id"], warehouse_id=MAIN, lines=lines)


def requested(seller, *orders, **more):
    return seller.post("/deliveries", {"order_ids": [order["id"] for order in orders], "request": True, **more})


def issued(sales, delivery, on="2026-11-23"):
    """Let purchasing issue the goods of a delivery."""
    lines = [
        {"line_id": each["id"], "product_id": each["product_id"], "quantity": each["quantity"], "cost": "1.00"}
        for each in delivery["lines"]
    ]
    told = {"delivery_id": delivery["id"], "warehouse_id": MAIN, "issued_on": on, "lines": lines}
    sales.hear("purchasing.stock_issued.v1", delivery["id"], **told)


def refused_issue(sales, delivery, on_hand="1"):
    """Let purchasing refuse a delivery: the warehouse is short."""
    lines = [
        {
            "line_id": each["id"],
            "product_id": each["product_id"],
            "product_code": each["product_code"],
            "wanted": each["quantity"],
            "on_hand": on_hand,
        }
        for each in delivery["lines"]
    ]
    told = {"delivery_id": delivery["id"], "warehouse_id": MAIN, "lines": lines}
    sales.hear("purchasing.stock_issue_refused.v1", delivery["id"], **told)


def shipped(sales, seller, *orders, on="2026-11-23", **more):
    delivery = requested(seller, *orders, **more)
    issued(sales, delivery, on)
    return seller.get(f"/deliveries/{delivery['id']}")


def owing(sales, amount, limit=None, since=None, customer=SHOP):
    """Let finance tell what a customer owes."""
    told = {"customer_id": customer, "credit_limit": limit, "open_receivables": amount, "overdue_since": since}
    sales.hear("finance.credit_changed.v1", customer, **told)
