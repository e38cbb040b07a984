"""What everybody has entered before anybody looks: one record of every kind per person, each with words of its own."""

from datetime import timedelta
from typing import Any

import pyotp
from joserfc.jwk import OKPKey

from chassis.testing import today
from tests.bad_input.furnishing import a_public_key
from tests.permissions.words import phone, price, word
from tests.permissions.world import COMPANY, PEOPLE, World, address

SOON = (today() + timedelta(days=1)).isoformat()
CSV = "application/octet-stream"


def furnish(world: World) -> None:
    """In rounds, so that events have to be consumed a few times only."""
    world.hire()
    _devices(world)
    _stock(world)
    for enter_round in (_customers, _documents, _deliveries, _returns, _money, _office):
        for person in PEOPLE:
            enter_round(world, person)
        world.settle()
    _what_followed(world)
    world.appoint()
    world.settle()


def _devices(world: World) -> None:
    """One of everybody's that waits, and one that is approved; another system that everybody answers for; a network."""
    for person in PEOPLE:
        mine = world.records[person]
        for name in ("device_id", "approved_device_id"):
            code = world.post("/gateway/devices/codes", {"user_id": mine["user_id"]})["code"]
            device = {"code": code, "name": word(person, "device"), "public_key": a_public_key()}
            mine[name] = world.post("/gateway/devices/enrol", device, by=None, address=address(person))["device_id"]
        world.post(f"/gateway/devices/{mine['approved_device_id']}/approve")
        for name in ("client_id", "suspended_client_id"):
            client = {"name": f"{word(person, 'client')} {name}", "grants": {}, "with_secret": False}
            client["hidden"] = ["cost", "margin", "floor_price", "contact_phone"]
            mine[name] = world.enter(person, "/gateway/clients", client)["id"]
        world.enter(person, f"/gateway/clients/{mine['suspended_client_id']}/suspend")
        key = {"name": "server", "public_key": OKPKey.generate_key("Ed25519").as_dict(private=False)}
        added = world.enter(person, f"/gateway/clients/{mine['client_id']}/keys", key)
        mine["key_id"] = added["keys"][0]["id"]
        mine["session_id"] = world.get("/gateway/me/sessions", by=person)["items"][0]["id"]
    world.known["cidr"] = "10.9.0.0/24"
    network = {"name": "VPN", "kind": "vpn", "cidrs": ["10.8.0.0/24"]}
    world.known["network_id"] = world.post("/gateway/networks", network)["id"]


def _stock(world: World) -> None:
    """What belongs to nobody: a category, two warehouses, and a product of a supplier."""
    known = world.known
    known["category_id"] = world.post("/purchasing/categories", {"code": "K", "name": "工具"})["id"]
    for name, code in (("warehouse_id", "W1"), ("to_warehouse_id", "W2")):
        known[name] = world.post("/purchasing/warehouses", {"code": code, "name": code})["id"]
    world.done("PUT", f"/purchasing/warehouses/{known['warehouse_id']}", {"is_default": True})
    supplier = {
        "code": "S1", "name": word(COMPANY, "supplier"), "contact_name": word(COMPANY, "supplier contact"),
        "address": word(COMPANY, "supplier address"), "phone": phone(COMPANY, "supplier phone"),
    }  # fmt: skip
    known["supplier_id"] = world.post("/purchasing/suppliers", supplier)["id"]
    product = {
        "code": "P1", "name": word(COMPANY, "product"), "unit": "把", "category_id": known["category_id"],
        "supplier_id": known["supplier_id"], "list_price": "9999", "safety_stock": "100000",
        "floor_price": price(COMPANY, "floor price"), "cost": price(COMPANY, "cost"),
    }  # fmt: skip
    known["product_id"] = world.post("/purchasing/products", product)["id"]
    found = {"product_id": known["product_id"], "quantity": "5000", "unit_cost": price(COMPANY, "cost")}
    world.post("/purchasing/stock/adjustments", {"reason": "盘点", "lines": [found]})
    world.settle()


def _customers(world: World, person: str) -> None:
    contact = {
        "name": word(person, "contact"), "mobile": phone(person, "contact phone"),
        "phone": phone(person, "contact phone 2"), "email": f"{word(person, 'contact mail')}@example.com",
    }  # fmt: skip
    customer = {
        "name": f"{word(person, 'customer')} 商贸", "phone": phone(person, "customer phone"), "source": "fair",
        "address": f"{word(person, 'customer address')}路九号", "contact": contact, "credit_days": 30,
        "code": f"C-{person}", "area": "华东", "credit_limit": "900000",
    }  # fmt: skip
    made = world.enter(person, "/crm/customers", customer)
    world.records[person] |= {"customer_id": made["id"], "contact_id": made["contacts"][0]["id"]}
    record = {"customer_id": made["id"], "channel": "phone", "next_contact_on": SOON}
    texts = {name: word(person, f"contact record {name}") for name in ("content", "result", "topic")}
    made = world.enter(person, "/crm/contact-records", record | texts)
    world.records[person]["contact_record_id"] = made["id"]
    superior = "owner" if person != "owner" else "sales_director"
    world.enter(superior, f"/crm/contact-records/{made['id']}/comments", {"text": word(person, "comment")})


def _line(world: World, person: str) -> dict[str, Any]:
    return {
        "product_id": world.known["product_id"], "quantity": "2", "unit_price": price(person, "sale price"),
        "note": word(person, "sale line"),
    }  # fmt: skip


def _sale(world: World, person: str) -> dict[str, Any]:
    customer_id = world.records[person]["customer_id"]
    return {"customer_id": customer_id, "note": word(person, "sale"), "lines": [_line(world, person)]}


def _documents(world: World, person: str) -> None:
    """Quotes and orders as drafts and further on; purchase orders likewise."""
    mine = world.records[person]
    sale = _sale(world, person)
    draft = sale | {"contact": word(person, "sale contact")}
    mine["draft_quote_id"] = world.enter(person, "/sales/quotes", draft)["id"]
    mine["quote_id"] = world.enter(person, "/sales/quotes", sale | {"issue": True})["id"]
    mine["draft_order_id"] = world.enter(person, "/sales/orders", sale)["id"]
    for name in ("open_order_id", "order_id"):
        made = world.enter(person, "/sales/orders", sale | {"confirm": True, "reason": word(person, "sale reason")})
        mine |= {name: made["id"], f"{name.removesuffix('_id')}_line_id": made["lines"][0]["id"]}
    mine["line_id"] = mine["open_order_line_id"]
    bought = {
        "product_id": world.known["product_id"], "quantity": "5", "unit_price": price(person, "purchase price"),
    }  # fmt: skip
    purchase = {"supplier_id": world.known["supplier_id"], "note": word(person, "purchase"), "lines": [bought]}
    mine["draft_purchase_order_id"] = world.enter(person, "/purchasing/purchase-orders", purchase)["id"]
    for name in ("open_purchase_order", "purchase_order"):
        made = world.enter(person, "/purchasing/purchase-orders", purchase)
        mine |= {f"{name}_id": made["id"], f"{name}_line_id": made["lines"][0]["id"]}
        world.enter(person, f"/purchasing/purchase-orders/{made['id']}/confirm")


def _deliveries(world: World, person: str) -> None:
    mine = world.records[person]
    delivery = {"order_ids": [mine["order_id"]], "note": word(person, "sale delivery")}
    half = {"lines": [{"order_line_id": mine["order_line_id"], "quantity": "1"}]}
    mine["draft_delivery_id"] = world.enter(person, "/sales/deliveries", delivery | half)["id"]
    made = world.enter(person, "/sales/deliveries", delivery | half | {"request": True})
    mine |= {"delivery_id": made["id"], "delivery_line_id": made["lines"][0]["id"]}
    # Of four pieces two go back: no amount is then the price of one piece, which fewer people may know.
    receipt = {"purchase_order_id": mine["purchase_order_id"], "note": word(person, "purchase receipt")}
    some = {"lines": [{"purchase_order_line_id": mine["purchase_order_line_id"], "quantity": "4"}]}
    rest = {"lines": [{"purchase_order_line_id": mine["purchase_order_line_id"], "quantity": "1"}]}
    mine["draft_goods_receipt_id"] = world.enter(person, "/purchasing/goods-receipts", receipt | rest)["id"]
    made = world.enter(person, "/purchasing/goods-receipts", receipt | some | {"confirm": True})
    mine |= {"goods_receipt_id": made["id"], "goods_receipt_line_id": made["lines"][0]["id"]}


def _returns(world: World, person: str) -> None:
    mine = world.records[person]
    line = {"delivery_line_id": mine["delivery_line_id"], "quantity": "0.25"}
    returned = {"delivery_id": mine["delivery_id"], "note": word(person, "sale return"), "lines": [line]}
    mine["draft_return_id"] = world.enter(person, "/sales/returns", returned)["id"]
    mine["return_id"] = world.enter(person, "/sales/returns", returned | {"confirm": True})["id"]
    line = {"goods_receipt_line_id": mine["goods_receipt_line_id"], "quantity": "2"}
    path = f"/purchasing/goods-receipts/{mine['goods_receipt_id']}/send-back"
    mine["purchase_return_id"] = world.enter(person, path, {"lines": [line]})["id"]


def _money(world: World, person: str) -> None:
    mine = world.records[person]
    receipt = {"customer_id": mine["customer_id"], "amount": price(person, "receipt amount"), "method": "bank"}
    made = world.enter(person, "/finance/receipts", receipt | {"note": word(person, "receipt"), "allocate": "oldest"})
    mine["receipt_id"] = made["id"]
    advance = receipt | {"amount": price(person, "receipt advance"), "note": word(person, "receipt")}
    mine["open_receipt_id"] = world.enter(person, "/finance/receipts", advance)["id"]
    payment = {
        "supplier_id": world.known["supplier_id"], "amount": price(person, "payment amount"), "method": "bank",
        "note": word(person, "payment"),
    }  # fmt: skip
    for name in ("payment_id", "open_payment_id"):
        mine[name] = world.enter(person, "/finance/payments", payment)["id"]
    expense = {
        "category": "office", "item": word(person, "expense item"), "amount": price(person, "expense amount"),
        "method": "cash", "note": word(person, "expense"),
    }  # fmt: skip
    mine["expense_id"] = world.enter(person, "/finance/expenses", expense)["id"]


def _office(world: World, person: str) -> None:
    mine = world.records[person]
    task = {"title": word(person, "task"), "content": word(person, "task content"), "due_on": today().isoformat()}
    for name in ("task_id", "done_task_id"):
        mine[name] = world.enter(person, "/office/tasks", task | {"assignee_id": mine["user_id"]})["id"]
    world.enter(person, f"/office/tasks/{mine['done_task_id']}/finish")
    wrong = f"编码,名称,客户来源\n,{word(person, 'import')},无此来源\n".encode()
    query = {"filename": f"{word(person, 'import name')}.csv"}
    job = world.done("POST", "/crm/imports/customers", by=person, content=wrong, type=CSV, query=query)
    mine["job_id"] = job["id"]


def _what_followed(world: World) -> None:
    """Records that services made of what was entered; the operator sees all of them."""
    for path, name, owner in (
        ("/finance/receivables", "receivable_id", "owner_id"),
        ("/finance/payables", "payable_id", "owner_id"),
    ):
        by_owner = {row[owner]: row["id"] for row in world.get(path, limit=200)["items"]}
        for person in PEOPLE:
            world.records[person][name] = by_owner[world.records[person]["user_id"]]
    for row in world.get("/notification/reminders", limit=200)["items"]:
        for person in PEOPLE:
            if row["owner_id"] == world.records[person]["user_id"]:
                world.records[person]["reminder_id"] = row["id"]
    purchasing = world.get("/notification/purchasing-reminders", limit=200)["items"]
    world.known["purchasing_reminder_id"] = next(row["id"] for row in purchasing if row["dismissible"])
    notice = {"title": "放假通知", "content": word(COMPANY, "announcement")}
    world.known["announcement_id"] = world.post("/office/announcements", notice)["id"]
    world.known["colleague_id"] = world.records["mate"]["user_id"]
    for person in PEOPLE:
        mine = world.records[person]
        mine |= dict.fromkeys(("owner_id", "performer_id", "person_id", "assignee_id"), mine["user_id"])
    secret = world.enter("mate", "/gateway/me/second-factor")["secret"]
    world.enter("mate", "/gateway/me/second-factor/confirm", {"code": pyotp.TOTP(secret).now()})
    world.post("/backup/backups")
    world.settle()
    world.known["backup_id"] = world.get("/backup/backups")["items"][0]["id"]
    guest = {"code": "guest", "name_zh": "访客", "name_en": "Guest", "grants": {}}
    world.known["role_id"] = world.post("/gateway/roles", guest)["id"]
    world.known["empty_unit_id"] = world.post("/gateway/units", {"name": "nobody", "kind": "team"})["id"]
