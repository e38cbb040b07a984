"""An API client may be granted everything, and still is nobody: nothing is owned by it, no work is done in its name."""

import pytest

from tests.bad_input import furnishing as a

OCTETS = "application/octet-stream"


def bodies(known):
    """What a person gets without naming anybody: the record would be the caller's own."""
    bought = {"product_id": known["product_id"], "quantity": "1", "unit_price": "1"}
    supplier = {"supplier_id": known["supplier_id"]}
    return {
        "/crm/customers": {"name": "客户端的客户", "source": "web"},
        "/crm/contact-records": {"customer_id": known["customer_id"], "channel": "phone", "content": "通话"},
        "/finance/expenses": {"category": "office", "item": "纸", "amount": "1.00", "method": "cash"},
        "/finance/payments": {**supplier, "amount": "1.00", "method": "bank"},
        "/purchasing/purchase-orders": {**supplier, "lines": [bought]},
        "/purchasing/goods-receipts": {**supplier, "lines": [bought]},
        f"/office/announcements/{known['announcement_id']}/read": None,
        "/gateway/clients": {"name": "child", "grants": {}},
        "/gateway/me/password": {"old_password": "x", "password": "long enough for a client"},
    }


def test_what_would_be_the_callers_own_is_refused_to_a_client(company):
    for path, body in bodies(company.known).items():
        problem = company.refused("POST", path, body, by="shop")
        assert (problem["status"], problem["code"]) == (403, "person_needed"), path


@pytest.mark.parametrize(("path", "field"), [("/crm/customers", "owner_id"), ("/finance/expenses", "person_id")])
def test_a_client_names_the_person_instead(company, path, field):
    body = bodies(company.known)[path]
    assert [each["field"] for each in company.refused("POST", path, body, by="shop")["errors"]] == [field]
    made = company.post(path, {**body, field: company.known["ming"]}, by="shop")
    assert company.known["ming"] in made.values()


def test_no_customer_is_imported_for_a_client(company):
    content = "客户编码,客户名称\nX1,无主客户\n".encode()
    query = {"filename": "k.csv"}
    job = company.done("POST", "/crm/imports/customers", content=content, type=OCTETS, query=query, by="shop")
    company.settle()
    ended = company.get(f"/crm/system/jobs/{job['id']}", by="shop")
    assert (ended["state"], ended["result"].get("created", 0)) == ("done", 0)


def test_nothing_is_owned_by_a_client_whatever_it_does(company):
    """What people made is changed, confirmed and cancelled by a client: it stays theirs."""
    line = {"product_id": company.known["product_id"], "quantity": "1", "unit_price": "100.00"}
    order = {"customer_id": company.known["customer_id"], "lines": [line], "confirm": True}
    entered = company.post("/sales/orders", order, by="shop")
    assert entered["owner_id"] == entered["performer_id"] == company.known["ming"]
    company.settle()
    delivery = company.post("/sales/deliveries", {"order_ids": [entered["id"]], "request": True}, by="shop")
    company.settle()
    assert company.get(f"/sales/deliveries/{delivery['id']}")["owner_id"] == company.known["ming"]
    draft = a.a_purchase_order(company)
    company.post(f"/purchasing/purchase-orders/{draft['id']}/confirm", by="shop")
    plan = {"due_on": "2199-01-01", "topic": "回访"}
    company.post(f"/crm/customers/{company.known['customer_id']}/plan", plan, by="shop")
    company.settle()
    assert company.storage.rows_with("owner_id", company.known["client_id"]) == []


def test_a_header_that_says_who_one_is_reaches_no_service(company):
    forged = {"zhanggui-principal": company.tokens["operator"], "Zhanggui_Principal": company.tokens["operator"]}
    for path in ("/gateway/users", "/crm/customers", "/office/tasks"):
        assert company.refused("GET", path, by=None, headers=forged)["status"] == 401
        assert company.refused("GET", path, by="guo", headers=forged)["status"] == 403
