"""Goods, suppliers and what sales tells, in few words."""

from decimal import Decimal
from itertools import count
from uuid import uuid4

from chassis.model import uuid7
from purchasing.warehouses.model import MAIN_WAREHOUSE

MAIN = str(MAIN_WAREHOUSE)
_numbers = count(1)


def a_category(by, code=None, name="鞋帽"):
    return by.post("/categories", {"code": code or f"C{next(_numbers)}", "name": name})


def a_product(by, code=None, category=None, **more):
    """A product of which nothing is in stock."""
    code = code or f"P{next(_numbers)}"
    body = {"code": code, "name": f"棉帽 {code}", "unit": "顶", "list_price": "20", **more}
    return by.post("/products", {"category_id": (category or a_category(by))["id"], **body})


def stocked(by, quantity, code=None, unit_cost="8", warehouse=MAIN, **more):
    """A product of which so much is on hand."""
    product = a_product(by, code, **more)
    found(by, product, quantity, unit_cost, warehouse)
    return product


def found(by, product, quantity, unit_cost=None, warehouse=MAIN):
    """So much more of a product turns up in a warehouse (negative: is lost)."""
    line = {"product_id": product["id"], "quantity": str(quantity), "unit_cost": unit_cost}
    return by.post("/stock/adjustments", {"warehouse_id": warehouse, "reason": "盘点", "lines": [line]})


def a_warehouse(by, code="WEST"):
    return by.post("/warehouses", {"code": code, "name": "西仓"})


def a_supplier(by, code=None, **more):
    code = code or f"S{next(_numbers)}"
    return by.post("/suppliers", {"code": code, "name": f"供应商 {code}", **more})


def an_order(*wants, warehouse=None, **more):
    """An order as sales tells it; `wants` are (product, quantity)."""
    lines = [a_line(product, quantity) for product, quantity in wants]
    return {"order_id": str(uuid7()), "warehouse_id": warehouse, "lines": lines, "number": "SO", **more}


def a_line(product, quantity, line_id=None):
    return {
        "line_id": line_id or str(uuid7()),
        "product_id": product["id"],
        "product_code": product["code"],
        "quantity": str(quantity),
        "unit_price": "20.00",
        "discount": "0",
    }


def confirmed(purchasing, *wants, **more):
    """Ming confirms an order; answers what sales told."""
    order = an_order(*wants, **more)
    purchasing.hear("sales.order_confirmed.v1", order["order_id"], **order)
    return order


def a_delivery(order, *quantities, warehouse=MAIN):
    """A delivery of an order's lines in their order, of all lines when no quantities are given; 0 leaves one out."""
    wanted = quantities or [line["quantity"] for line in order["lines"]]
    lines = [
        {
            "line_id": str(uuid7()),
            "order_id": order["order_id"],
            "order_line_id": line["line_id"],
            "product_id": line["product_id"],
            "product_code": line["product_code"],
            "quantity": str(quantity),
        }
        for line, quantity in zip(order["lines"], wanted, strict=False)
        if quantity
    ]
    return {"delivery_id": str(uuid7()), "number": "DN", "warehouse_id": warehouse, "lines": lines}


def delivered(purchasing, order, *quantities, **more):
    """Sales asks for a delivery; answers the delivery."""
    delivery = a_delivery(order, *quantities, **more)
    purchasing.hear("sales.delivery_requested.v1", delivery["delivery_id"], **delivery)
    return delivery


def returned(purchasing, *goods, warehouse=MAIN):
    """A customer sends goods back: (product, quantity)."""
    lines = [{"line_id": str(uuid4()), "product_id": p["id"], "quantity": str(q)} for p, q in goods]
    identity = str(uuid7())
    purchasing.hear(
        "sales.goods_returned.v1", identity, return_id=identity, number="SR", warehouse_id=warehouse, lines=lines
    )
    return identity


def level(purchasing, product, warehouse=MAIN):
    """(on hand, reserved) of a product in a warehouse, as numbers in text."""
    reader = purchasing.person("keeper", {"purchasing.stock.read": "all"})
    rows = reader.get("/stock", product_id=product["id"], warehouse_id=warehouse)["items"]
    return (rows[0]["on_hand"], rows[0]["reserved"]) if rows else ("0", "0")


def facts(purchasing, name):
    return purchasing.person("operator", {"*": "all"}).get(f"/system/facts/{name}")


def worth_told(event):
    """By how much an event says that the value of stock has changed."""
    told = event.data
    match event.type.split(".")[1]:
        case "goods_received":
            return Decimal(told["total"])
        case "goods_sent_back":
            return -Decimal(told["cost"])
        case "stock_issued":
            return -sum(Decimal(line["cost"]) for line in told["lines"])
        case "stock_taken_back":
            return sum(Decimal(line["cost"]) for line in told["lines"])
        case "stock_adjusted":
            return Decimal(told["value"])
    return Decimal(0)


def a_draft_purchase(by, supplier, *wants, **more):
    """A purchase order that is still written; `wants` are (product, quantity, unit price)."""
    lines = [{"product_id": p["id"], "quantity": str(q), "unit_price": price} for p, q, price in wants]
    return by.post("/purchase-orders", {"supplier_id": supplier["id"], "lines": lines, **more})


def a_purchase(by, supplier, *wants, **more):
    """A confirmed purchase order."""
    order = a_draft_purchase(by, supplier, *wants, **more)
    return by.post(f"/purchase-orders/{order['id']}/confirm")


def receipt_body(purchase, *quantities, **more):
    """So much of the lines of a purchase order in their order, or all that remains; confirmed at once."""
    chosen = [
        {"purchase_order_line_id": line["id"], "quantity": str(quantity)}
        for line, quantity in zip(purchase["lines"], quantities, strict=False)
        if quantity
    ]
    return {"purchase_order_id": purchase["id"], "lines": chosen or None, "confirm": True, **more}


def received(by, purchase, *quantities, **more):
    """Goods of a purchase order came in."""
    return by.post("/goods-receipts", receipt_body(purchase, *quantities, **more))


def send_back_body(receipt, *quantities, **more):
    """So much of the lines of a receipt in their order."""
    lines = [
        {"goods_receipt_line_id": line["id"], "quantity": str(quantity)}
        for line, quantity in zip(receipt["lines"], quantities, strict=False)
        if quantity
    ]
    return {"reason": "质量问题", "lines": lines, **more}


def sent_back(by, receipt, *quantities):
    return by.post(f"/goods-receipts/{receipt['id']}/send-back", send_back_body(receipt, *quantities))
