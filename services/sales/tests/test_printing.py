"""Prints: whoever may see a document may print it, and the audit trail knows of it (X9)."""

import pytest

from .builders import SHOP, a_company, a_line, confirmed, requested


@pytest.fixture(autouse=True)
def company(sales):
    a_company(sales)


@pytest.fixture
def auditor(sales):
    return sales.person("he", {"system.audit.read": "all", "system.audit.open": "all", "sales.*": "all"})


def test_every_print_of_a_document_is_in_the_audit_trail(ming, auditor):
    order = confirmed(ming)
    quote = ming.post("/quotes", {"customer_id": SHOP, "lines": [a_line()], "issue": True})
    delivery = requested(ming, order)
    for kind, document in (("orders", order), ("quotes", quote), ("deliveries", delivery)):
        assert ming.post(f"/{kind}/{document['id']}/prints", {"paper": "slip"})["printed_by"] == "明"
    entries = auditor.get("/system/audit", action="print")["items"]
    assert [each["entity"] for each in entries] == ["Delivery", "Quote", "SalesOrder"]
    assert entries[2]["changes"]["number"] == [None, order["number"]]
    assert entries[2]["changes"]["paper"] == [None, "slip"]


def test_nobody_prints_what_he_may_not_see_or_on_unknown_paper(ming, hua, li):
    order = confirmed(ming)
    printing = f"/orders/{order['id']}/prints"
    assert hua.refused("POST", printing, {"paper": "a4"})["code"] == "not_found"
    assert li.refused("POST", printing, {"paper": "a4"})["code"] == "forbidden"
    assert ming.refused("POST", printing, {"paper": "a5"})["status"] == 422
