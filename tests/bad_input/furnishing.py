"""A small company, made through the operations: Ming sells in the north, Song in the south, Guo may do nothing.

Whatever Ming enters for his customers carries a mark; Song must never see one.
"""

from base64 import urlsafe_b64encode
from datetime import timedelta
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from joserfc.jwk import OKPKey

from chassis.testing import today
from tests.bad_input.company import PASSWORD, Company

MARK = "QZXW"
NAME, PHONE, PLACE, NOTE = f"{MARK}机电设备", "13912345678", f"{MARK}路九号", f"{MARK}便条"
"""What stands in Ming's customer and documents."""


def furnish(company: Company) -> None:
    """People, goods, customers, and at least one document of every kind; their ids are `company.known`."""
    _hire(company)
    _register(company)
    _integrate(company)
    _stock(company)
    company.settle()
    _buy(company)
    _sell(company)
    _pay(company)
    _office(company)
    company.settle()
    reminders = company.get("/notification/reminders")["items"]
    company.known["reminder_id"] = reminders[0]["id"]


def an_order(company: Company, by: str = "ming", quantity: str = "2", **more: Any) -> dict[str, Any]:
    """An order of Ming's customer, a draft unless `confirm` is said."""
    line = {"product_id": company.known["product_id"], "quantity": quantity, "unit_price": "100.00", "note": NOTE}
    body = {"customer_id": company.known["customer_id"], "note": NOTE, "lines": [line], **more}
    order: dict[str, Any] = company.post("/sales/orders", body, by=by)
    return order


def a_quote(company: Company, **more: Any) -> dict[str, Any]:
    line = {"product_id": company.known["product_id"], "quantity": "3", "unit_price": "100.00"}
    body = {"customer_id": company.known["customer_id"], "contact": NAME, "note": NOTE, "lines": [line], **more}
    quote: dict[str, Any] = company.post("/sales/quotes", body, by="ming")
    return quote


def a_delivery(company: Company, **more: Any) -> dict[str, Any]:
    """Of an order of its own; shipped when `request` is said."""
    order = an_order(company, confirm=True)
    company.settle()
    delivery: dict[str, Any] = company.post(
        "/sales/deliveries", {"order_ids": [order["id"]], "note": NOTE, **more}, by="ming"
    )
    company.settle()
    return delivery


def a_return(company: Company, **more: Any) -> dict[str, Any]:
    delivery = a_delivery(company, request=True)
    body = {"delivery_id": delivery["id"], "note": NOTE, **more}
    returned: dict[str, Any] = company.post("/sales/returns", body, by="ming")
    company.settle()
    return returned


def a_purchase_order(company: Company, *, confirmed: bool = False) -> dict[str, Any]:
    line = {"product_id": company.known["product_id"], "quantity": "5", "unit_price": "60"}
    order = company.post("/purchasing/purchase-orders", {"supplier_id": company.known["supplier_id"], "lines": [line]})
    path = f"/purchasing/purchase-orders/{order['id']}/confirm"
    result: dict[str, Any] = company.post(path) if confirmed else order
    return result


def a_goods_receipt(company: Company, *, confirmed: bool = False) -> dict[str, Any]:
    order = a_purchase_order(company, confirmed=True)
    body = {"purchase_order_id": order["id"], "confirm": confirmed}
    receipt: dict[str, Any] = company.post("/purchasing/goods-receipts", body)
    company.settle()
    return receipt


def a_receipt(company: Company, amount: str = "50.00", **more: Any) -> dict[str, Any]:
    """Money from Ming's customer, an advance unless allocations are said."""
    body = {"customer_id": company.known["customer_id"], "amount": amount, "method": "bank", "note": NOTE, **more}
    receipt: dict[str, Any] = company.post("/finance/receipts", body)
    return receipt


def a_payment(company: Company, amount: str = "50.00") -> dict[str, Any]:
    body = {"supplier_id": company.known["supplier_id"], "amount": amount, "method": "bank"}
    payment: dict[str, Any] = company.post("/finance/payments", body)
    return payment


def an_expense(company: Company) -> dict[str, Any]:
    body = {"category": "office", "item": NOTE, "amount": "12.50", "method": "cash", "note": NOTE}
    expense: dict[str, Any] = company.post("/finance/expenses", body | {"person_id": company.known["ming"]})
    return expense


def a_task(company: Company) -> dict[str, Any]:
    body = {"title": NOTE, "assignee_id": company.known["ming"], "due_on": today().isoformat()}
    task: dict[str, Any] = company.post("/office/tasks", body)
    return task


def a_public_key() -> dict[str, str]:
    """Of a device that nobody has, as WebCrypto exports it."""
    point = ec.generate_private_key(ec.SECP256R1()).public_key().public_numbers()
    x, y = (urlsafe_b64encode(each.to_bytes(32)).decode().rstrip("=") for each in (point.x, point.y))
    return {"kty": "EC", "crv": "P-256", "x": x, "y": y}


def _hire(company: Company) -> None:
    known = company.known
    known["password"] = PASSWORD
    role = {"code": "guest", "name_zh": "访客", "name_en": "Guest", "grants": {}}
    known["role_id"] = company.post("/gateway/roles", role)["id"]
    root = next(row for row in company.get("/gateway/units")["items"] if row["path"] == "/hq/")["id"]
    people = (("ming", "north", "salesperson"), ("song", "south", "salesperson"), ("guo", "south", "guest"))
    units = {
        name: company.post("/gateway/units", {"name": name, "kind": "team", "parent_id": root})["id"]
        for name in ("north", "south")
    }
    for name, unit, role_code in people:
        body = {"username": name, "code": name, "name": name, "unit_id": units[unit], "roles": [role_code]}
        known[name] = company.post("/gateway/users", body | {"password": PASSWORD, "must_change": False})["id"]
        company.sign_in(name)
    known["session_id"] = company.get(f"/gateway/users/{known['ming']}/sessions")["items"][0]["id"]
    known |= dict.fromkeys(("user_id", "owner_id", "performer_id", "person_id", "assignee_id"), known["ming"])
    known |= {"unit_id": units["north"], "parent_id": root, "leader_id": known["ming"], "superior_id": known["song"]}
    known |= {"successor_id": known["song"]}


def _register(company: Company) -> None:
    """A device of Ming's that waits to be approved, and a network."""
    known = company.known
    code = company.post("/gateway/devices/codes", {"user_id": known["ming"]})["code"]
    device = {"code": code, "name": NOTE, "public_key": a_public_key()}
    known["device_id"] = company.post("/gateway/devices/enrol", device, by=None)["device_id"]
    known["cidr"] = "10.9.0.0/24"
    network = {"name": "VPN", "kind": "vpn", "cidrs": ["10.8.0.0/24"]}
    known["network_id"] = company.post("/gateway/networks", network)["id"]


def _integrate(company: Company) -> None:
    """Another system that may do everything, and still is nobody."""
    known = company.known
    body = {
        "name": "网店",
        "grants": {"*": "all"},
        "responsible_id": known["ming"],
        "rate_limit": 60_000,
        "burst": 10_000,
    }
    client = company.post("/gateway/clients", body)
    key = OKPKey.generate_key("Ed25519").as_dict(private=False)
    path = f"/gateway/clients/{client['id']}/keys"
    known["key_id"] = company.post(path, {"name": "server", "public_key": key})["keys"][0]["id"]
    known |= {"client_id": client["id"], "client_secret": client["secret"]}
    asked = {"grant_type": "client_credentials", "client_id": client["id"], "client_secret": client["secret"]}
    company.tokens["shop"] = company.post("/gateway/tokens", asked, by=None)["access_token"]


def _stock(company: Company) -> None:
    known = company.known
    known["category_id"] = company.post("/purchasing/categories", {"code": "K", "name": "工具"})["id"]
    known["supplier_id"] = company.post("/purchasing/suppliers", {"code": "S1", "name": "上家"})["id"]
    for name, code in (("warehouse_id", "W1"), ("to_warehouse_id", "W2")):
        known[name] = company.post("/purchasing/warehouses", {"code": code, "name": code})["id"]
    company.done("PUT", f"/purchasing/warehouses/{known['warehouse_id']}", {"is_default": True})
    product = {"code": "P1", "name": "扳手", "unit": "把", "category_id": known["category_id"], "list_price": "100"}
    known["product_id"] = company.post("/purchasing/products", product | {"cost": "60"})["id"]
    found = {"product_id": known["product_id"], "quantity": "1000", "unit_cost": "60"}
    company.post("/purchasing/stock/adjustments", {"reason": "盘点", "lines": [found]})


def _buy(company: Company) -> None:
    known = company.known
    receipt = a_goods_receipt(company, confirmed=True)
    known |= {"goods_receipt_id": receipt["id"], "goods_receipt_line_id": receipt["lines"][0]["id"]}
    order = company.get(f"/purchasing/purchase-orders/{receipt['purchase_order_id']}")
    known |= {"purchase_order_id": order["id"], "purchase_order_line_id": order["lines"][0]["id"]}
    back = {"lines": [{"goods_receipt_line_id": known["goods_receipt_line_id"], "quantity": "1"}]}
    known["purchase_return_id"] = company.post(f"/purchasing/goods-receipts/{receipt['id']}/send-back", back)["id"]
    company.settle()
    known["payable_id"] = company.get("/finance/payables")["items"][0]["id"]


def _sell(company: Company) -> None:
    known = company.known
    contact = {"name": f"{MARK}先生", "mobile": "13987654321", "email": f"{MARK}@example.com"}
    body = {"name": NAME, "phone": PHONE, "address": PLACE, "source": "fair", "contact": contact, "credit_days": 30}
    customer = company.post("/crm/customers", body, by="ming")
    known |= {"customer_id": customer["id"], "contact_id": customer["contacts"][0]["id"]}
    known["songs"] = company.post("/crm/customers", {"name": "宋家五金", "source": "web"}, by="song")["id"]
    company.settle()
    record = {"customer_id": customer["id"], "channel": "phone", "content": NOTE, "result": NOTE, "topic": NOTE}
    next_on = (today() + timedelta(days=1)).isoformat()
    made = company.post("/crm/contact-records", record | {"next_contact_on": next_on}, by="ming")
    known["contact_record_id"] = made["id"]
    company.post(f"/crm/contact-records/{made['id']}/comments", {"text": NOTE})
    known["quote_id"] = a_quote(company, issue=True)["id"]
    delivery = a_delivery(company, request=True)
    line = company.get(f"/sales/deliveries/{delivery['id']}")["lines"][0]
    known |= {"delivery_id": delivery["id"], "delivery_line_id": line["id"]}
    known |= {"order_id": line["order_id"], "order_line_id": line["order_line_id"], "line_id": line["order_line_id"]}
    known["return_id"] = a_return(company, confirm=True)["id"]


def _pay(company: Company) -> None:
    known = company.known
    known["receivable_id"] = company.get("/finance/receivables")["items"][0]["id"]
    known["receipt_id"] = a_receipt(company, allocate="oldest")["id"]
    known["payment_id"] = a_payment(company)["id"]
    known["expense_id"] = an_expense(company)["id"]


def _office(company: Company) -> None:
    known = company.known
    known["task_id"] = a_task(company)["id"]
    notice = {"title": "放假通知", "content": "国庆放假七天"}
    known["announcement_id"] = company.post("/office/announcements", notice)["id"]
    csv = "编码,名称\nK2,量具\n".encode()
    octets = "application/octet-stream"
    job = company.done("POST", "/purchasing/imports/categories", content=csv, type=octets, query={"filename": "k.csv"})
    known["job_id"] = job["id"]
    company.post("/backup/backups")
    company.settle()
    known["backup_id"] = company.get("/backup/backups")["items"][0]["id"]
