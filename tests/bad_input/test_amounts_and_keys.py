"""More than there is, twice what was meant once: refused, or done once."""

import pytest

from chassis.model import uuid7
from tests.bad_input import furnishing as a

TOO_MUCH = ("0", "-1", "-0.01", "999999999999.99", "1000000000000", "0.001", "1e3", "NaN")


def receivable(company):
    """What Ming's customer owes for a delivery of 200.00 of its own."""
    delivery = a.a_delivery(company, request=True)
    rows = company.get("/finance/receivables", customer_id=company.known["customer_id"], sort="-due_on")["items"]
    return next(row for row in rows if row["source_id"] == delivery["id"])


def payable(company):
    receipt = a.a_goods_receipt(company, confirmed=True)
    return next(
        row for row in company.get("/finance/payables", limit=200)["items"] if row["source_id"] == receipt["id"]
    )


@pytest.mark.parametrize("amount", ["200.01", *TOO_MUCH])
def test_no_more_is_allocated_than_is_owed(company, amount):
    item = receivable(company)
    body = {"customer_id": company.known["customer_id"], "amount": "100000", "method": "bank"}
    chosen = [{"receivable_id": item["id"], "amount": amount}]
    company.refused("POST", "/finance/receipts", {**body, "allocations": chosen})
    assert company.get(f"/finance/receivables/{item['id']}")["open_amount"] == "200.00"


def test_no_more_is_allocated_than_was_received(company):
    item = receivable(company)
    receipt = a.a_receipt(company, "100.00")
    path = f"/finance/receipts/{receipt['id']}/allocate"
    problem = company.refused("POST", path, {"allocations": [{"receivable_id": item["id"], "amount": "100.01"}]})
    assert problem["status"] in (409, 422)
    company.post(path, {"allocations": [{"receivable_id": item["id"], "amount": "100.00"}]})
    company.refused("POST", path, {"allocations": [{"receivable_id": item["id"], "amount": "0.01"}]})


def test_no_more_is_paid_on_a_payable_than_is_open(company):
    item = payable(company)
    body = {"supplier_id": company.known["supplier_id"], "amount": "100000", "method": "bank"}
    chosen = [{"payable_id": item["id"], "amount": "300.01"}]
    company.refused("POST", "/finance/payments", {**body, "allocations": chosen})


def test_one_document_is_named_once_and_belongs_to_the_one_who_pays(company):
    item = receivable(company)
    row = {"receivable_id": item["id"], "amount": "1"}
    body = {"customer_id": company.known["customer_id"], "amount": "100", "method": "bank"}
    company.refused("POST", "/finance/receipts", {**body, "allocations": [row, row]})
    others = {**body, "customer_id": company.known["songs"], "allocations": [row]}
    assert company.refused("POST", "/finance/receipts", others)["status"] in (404, 409, 422)
    company.refused("POST", "/finance/receipts", {**body, "allocate": "oldest", "allocations": [row]})


@pytest.mark.parametrize("quantity", ["2.0001", *TOO_MUCH[:5], "0.00001"])
def test_no_more_is_delivered_than_was_ordered(company, quantity):
    order = a.an_order(company, confirm=True)
    company.settle()
    line = {"order_line_id": order["lines"][0]["id"], "quantity": quantity}
    company.refused(
        "POST", "/sales/deliveries", {"order_ids": [order["id"]], "lines": [line], "request": True}, by="ming"
    )


def test_no_more_comes_back_than_was_shipped(company):
    delivery = a.a_delivery(company, request=True)
    line = {"delivery_line_id": delivery["lines"][0]["id"], "quantity": "2.0001"}
    body = {"delivery_id": delivery["id"], "lines": [line]}
    company.refused("POST", "/sales/returns", body, by="ming")
    company.refused("POST", "/sales/returns", {**body, "lines": [line | {"quantity": "1.5"}] * 2}, by="ming")


def test_no_more_is_received_than_was_bought_nor_sent_back_than_was_received(company):
    order = a.a_purchase_order(company, confirmed=True)
    line = {"purchase_order_line_id": order["lines"][0]["id"], "quantity": "5.0001"}
    company.refused(
        "POST", "/purchasing/goods-receipts", {"purchase_order_id": order["id"], "lines": [line], "confirm": True}
    )
    receipt = a.a_goods_receipt(company, confirmed=True)
    back = {"goods_receipt_line_id": receipt["lines"][0]["id"], "quantity": "5.0001"}
    company.refused("POST", f"/purchasing/goods-receipts/{receipt['id']}/send-back", {"lines": [back]})
    twice = {"lines": [back | {"quantity": "3"}] * 2}
    company.refused("POST", f"/purchasing/goods-receipts/{receipt['id']}/send-back", twice)


def test_the_stock_never_goes_below_zero(company):
    line = {"product_id": company.known["product_id"], "quantity": "-100000"}
    company.refused("POST", "/purchasing/stock/adjustments", {"reason": "盘亏", "lines": [line]})
    both = {"warehouse_id": company.known["warehouse_id"], "to_warehouse_id": company.known["to_warehouse_id"]}
    moving = {"lines": [line | {"quantity": "100000"}]}
    company.refused("POST", "/purchasing/stock/transfers", both | moving)
    same = dict.fromkeys(both, company.known["warehouse_id"])
    company.refused("POST", "/purchasing/stock/transfers", {**same, "lines": [line | {"quantity": "1"}]})


def test_amounts_that_no_column_holds_are_refused_however_they_come_about(company):
    """Each factor is allowed, the product is not."""
    line = {"product_id": company.known["product_id"], "quantity": "999999999999", "unit_price": "999999999999"}
    sale = {"customer_id": company.known["customer_id"], "lines": [line]}
    company.refused("POST", "/sales/orders", sale, by="ming")
    company.refused("POST", "/sales/quotes", sale, by="ming")
    company.refused("POST", "/sales/orders", {**sale, "lines": [line | {"unit_price": "90000"}] * 3}, by="ming")
    company.refused(
        "POST", "/purchasing/purchase-orders", {"supplier_id": company.known["supplier_id"], "lines": [line]}
    )
    direct = {"supplier_id": company.known["supplier_id"], "lines": [line], "confirm": True}
    company.refused("POST", "/purchasing/goods-receipts", direct)
    found = {"product_id": line["product_id"], "quantity": line["quantity"], "unit_cost": line["unit_price"]}
    company.refused("POST", "/purchasing/stock/adjustments", {"reason": "盘点", "lines": [found]})


CREATING = {
    "/sales/orders": lambda known: {
        "customer_id": known["customer_id"],
        "lines": [{"product_id": known["product_id"], "quantity": "1", "unit_price": "1"}],
    },
    "/sales/quotes": lambda known: {
        "customer_id": known["customer_id"],
        "lines": [{"product_id": known["product_id"], "quantity": "1", "unit_price": "1"}],
    },
    "/crm/contact-records": lambda known: {
        "customer_id": known["customer_id"], "channel": "phone", "content": "x"
    },
    "/purchasing/purchase-orders": lambda known: {
        "supplier_id": known["supplier_id"],
        "lines": [{"product_id": known["product_id"], "quantity": "1", "unit_price": "1"}],
    },
    "/purchasing/stock/adjustments": lambda known: {
        "reason": "x", "lines": [{"product_id": known["product_id"], "quantity": "1"}]
    },
    "/finance/receipts": lambda known: {"customer_id": known["customer_id"], "amount": "1", "method": "cash"},
    "/finance/payments": lambda known: {"supplier_id": known["supplier_id"], "amount": "1", "method": "cash"},
    "/finance/expenses": lambda known: {
        "category": "rent", "item": "x", "amount": "1", "method": "cash", "person_id": known["ming"]
    },
    "/office/tasks": lambda known: {"title": "x", "assignee_id": known["ming"]},
    "/office/announcements": lambda known: {"title": "x", "content": "x"},
}  # fmt: skip


@pytest.mark.parametrize("path", CREATING)
def test_the_same_key_has_one_effect_and_another_request_may_not_have_it(company, path):
    body, key = CREATING[path](company.known), {"Idempotency-Key": uuid7().hex}
    first = company.send("POST", path, body, headers=key)
    before = company.storage.contents()
    again = company.send("POST", path, body, headers=key)
    assert (first.status, again.status, again.body) == (201, 201, first.body), str(first)
    assert again.headers["Idempotent-Replayed"] == "true"
    assert company.storage.changed(before) == []
    other = company.refused("POST", path, {**body, "id": str(uuid7())}, headers=key)
    assert other["code"] == "idempotency_key_reused"


@pytest.mark.parametrize("path", CREATING)
def test_without_a_key_the_same_identity_is_entered_once(company, path):
    body = {**CREATING[path](company.known), "id": str(uuid7())}
    assert company.send("POST", path, body).status == 201
    assert company.refused("POST", path, body)["status"] == 409


@pytest.mark.parametrize("path", CREATING)
@pytest.mark.parametrize("key", ["x" * 101, "with space"])
def test_a_key_that_is_none_is_refused(company, path, key):
    body = CREATING[path](company.known)
    assert company.refused("POST", path, body, headers={"Idempotency-Key": key})["code"] == "malformed_idempotency_key"


def test_a_refusal_is_not_kept_for_its_key(company):
    key = {"Idempotency-Key": uuid7().hex}
    company.refused("POST", "/office/tasks", {"title": "x"}, headers=key)
    assert company.send("POST", "/office/tasks", CREATING["/office/tasks"](company.known), headers=key).status == 201
