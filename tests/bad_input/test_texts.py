"""Whatever a person writes is a text: stored and given back as it was written, searched for as it stands."""

import io
import zipfile

import pytest

TEXTS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'; DROP TABLE customer; --",
    "' OR '1'='1",
    '" OR ""="',
    "100% _ \\ \\\\ %s {0} {name} ${x} $(id) `id`",
    "=1+1|cmd|' /C calc'!A0",
    "../../etc/passwd",
    "{{7*7}} <%= 7*7 %> #{7*7}",
    "a\tb\nc",
    "茶😀👨‍👩‍👧‍👦 é e\u0301 ﷺ Ω",
    "\u202eedoc\u202c \u200b\ufeff.",
    "null",
    "NaN",
    "𠀀𠮷野家",
]


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_comes_back_as_it_was_written(company, text):
    known = company.known
    line = {"product_id": known["product_id"], "quantity": "1", "unit_price": "1"}
    expense = {"category": "rent", "amount": "1", "method": "cash", "person_id": known["ming"]}
    for path, body, field in (
        ("/crm/contact-records", {"customer_id": known["customer_id"], "channel": "im"}, "content"),
        ("/office/tasks", {"assignee_id": known["ming"]}, "title"),
        ("/finance/expenses", expense, "item"),
        ("/purchasing/purchase-orders", {"supplier_id": known["supplier_id"], "lines": [line]}, "note"),
    ):
        kept = company.post(path, {**body, field: text})
        assert kept[field] == text
        shown = company.get(path, limit=200)["items"]
        assert next(row for row in shown if row["id"] == kept["id"])[field] == text


@pytest.mark.parametrize("text", TEXTS)
def test_a_customer_of_any_name_is_found_by_it_and_the_others_are_not(company, text):
    body = {"name": text, "source": "web", "address": text, "owner_id": company.known["ming"]}
    kept = company.post("/crm/customers", {**body, "collision_confirmed": True})
    assert (kept["name"], kept["address"]) == (text, text)
    found = company.answered("GET", "/crm/customers", query={"q": text, "limit": "200"})
    assert found.status == 200
    assert company.known["songs"] not in {row["id"] for row in found.document["items"]}
    company.answered("GET", "/crm/collisions", query={"q": text})
    company.settle()
    assert company.get(f"/sales/customers/{kept['id']}")["name"] == text


@pytest.mark.parametrize(
    "text", [*TEXTS, "%", "_", "\\", "*", "?", "[a-z]", '"', "NEAR(a b)", "a OR b", "-x", "^", ":"]
)
@pytest.mark.parametrize(
    "path",
    [
        "/purchasing/products",
        "/purchasing/suppliers",
        "/purchasing/categories",
        "/purchasing/stock",
        "/purchasing/purchase-orders",
        "/purchasing/goods-receipts",
        "/sales/products",
        "/sales/customers",
        "/gateway/users",
        "/crm/customers",
    ],
)
def test_a_search_is_for_the_text_and_no_pattern(company, path, text):
    answer = company.answered("GET", path, query={"q": text, "limit": "200"})
    if answer.status == 200 and path not in ("/crm/customers", "/sales/customers"):
        assert answer.document["items"] == [], str(answer)


def test_a_cell_of_a_workbook_of_errors_starts_no_formula(company):
    """A refused row comes back as it was sent, and not as something that a spreadsheet runs."""
    content = "编码,名称\n" + "K" * 60 + ",=1+1\n"
    job = company.done("POST", "/purchasing/imports/categories", content=content.encode(),
                       query={"filename": "k.csv"}, type="application/octet-stream")  # fmt: skip
    company.settle()
    ended = company.get(f"/purchasing/system/jobs/{job['id']}")
    assert (ended["state"], ended["result"]["bad"]) == ("done", 1)
    book = company.send("GET", f"/purchasing/system/jobs/{job['id']}/file")
    assert book.status == 200 and b"<f>" not in unzipped(book.body)


def unzipped(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return b"".join(archive.read(name) for name in archive.namelist())
