"""What happens around finance, as its siblings tell it."""

from datetime import date, timedelta
from uuid import uuid4

from chassis.model import derived_id
from chassis.testing import person_id

TODAY = date(2026, 11, 23)
PLACES = {"ming": "/hq/east/", "hua": "/hq/west/", "fang": "/hq/east/"}


def day(offset):
    """A day so many days from today (a Monday)."""
    return TODAY + timedelta(days=offset)


def a_customer(finance, code="C1", owner="ming", limit="10000.00", event="registered", **more):
    customer_id = derived_id("customer", code)
    finance.hear(
        f"crm.customer_{event}.v1",
        customer_id,
        customer_id=customer_id,
        code=code,
        name=f"客户{code}",
        owner_id=person_id(owner),
        org_path=PLACES[owner],
        type=None,
        grade=None,
        area=None,
        industry=None,
        address=None,
        phone=None,
        credit_limit=limit,
        credit_days=30,
        active=True,
        **more,
    )
    return str(customer_id)


def a_delivery(finance, total="100.00", customer="C1", owner="ming", performer=None, shipped=0, due=30, number=None):
    """A delivery has shipped `shipped` days from today, due `due` days from today; answers its id."""
    delivery_id = uuid4()
    finance.hear(
        "sales.delivery_shipped.v1",
        delivery_id,
        delivery_id=delivery_id,
        number=number or f"SD-{str(delivery_id)[:8]}",
        customer_id=derived_id("customer", customer),
        customer_name=f"客户{customer}",
        owner_id=person_id(owner),
        org_path=PLACES[owner],
        performer_id=person_id(performer or owner),
        performer_org_path=PLACES[performer or owner],
        order_ids=[],
        shipped_on=day(shipped),
        due_on=day(due),
        total=total,
        lines=[],
        delivered_order_ids=[],
    )
    return delivery_id


def a_return(finance, delivery_id, total, customer="C1", owner="ming", returned=0):
    return_id = uuid4()
    finance.hear(
        "sales.goods_returned.v1",
        return_id,
        return_id=return_id,
        number=f"SR-{str(return_id)[:8]}",
        delivery_id=delivery_id,
        customer_id=derived_id("customer", customer),
        customer_name=f"客户{customer}",
        owner_id=person_id(owner),
        org_path=PLACES[owner],
        performer_id=person_id(owner),
        performer_org_path=PLACES[owner],
        warehouse_id=uuid4(),
        returned_on=day(returned),
        total=total,
        lines=[],
    )
    return return_id


def a_supplier(finance, code="S1"):
    supplier_id = derived_id("supplier", code)
    finance.hear(
        "purchasing.supplier_changed.v1",
        supplier_id,
        supplier_id=supplier_id,
        code=code,
        name=f"供应商{code}",
        payment_days=30,
        active=True,
    )
    return str(supplier_id)


def goods_in(finance, total="100.00", supplier="S1", received=0, due=30, event="received", **more):
    """Bought goods came in (or, as `sent_back`, went back); answers the goods receipt's id."""
    receipt_id = more.pop("receipt_id", None) or uuid4()
    finance.hear(
        f"purchasing.goods_{event}.v1",
        more.get("return_id", receipt_id),
        receipt_id=receipt_id,
        number=f"GR-{str(receipt_id)[:8]}",
        purchase_order_id=None,
        supplier_id=derived_id("supplier", supplier),
        supplier_name=f"供应商{supplier}",
        buyer_id=person_id("li"),
        org_path="/hq/buying/",
        warehouse_id=uuid4(),
        received_on=day(received),
        due_on=day(due),
        total=total,
        lines=[],
        **more,
    )
    return receipt_id


def the_receivable(reader, delivery_id):
    return next(row for row in reader.get("/receivables", limit=200)["items"] if row["source_id"] == str(delivery_id))


def the_payable(reader, receipt_id):
    return next(row for row in reader.get("/payables", limit=200)["items"] if row["source_id"] == str(receipt_id))


def a_receipt(zhou, customer_id, amount, allocations=None, **more):
    rows = [{"receivable_id": key, "amount": part} for key, part in (allocations or {}).items()]
    body = {"customer_id": customer_id, "amount": amount, "method": "bank", "allocations": rows, **more}
    return zhou.post("/receipts", body)


def a_payment(zhou, supplier_id, amount, allocations=None, **more):
    rows = [{"payable_id": key, "amount": part} for key, part in (allocations or {}).items()]
    body = {"supplier_id": supplier_id, "amount": amount, "method": "bank", "allocations": rows, **more}
    return zhou.post("/payments", body)
