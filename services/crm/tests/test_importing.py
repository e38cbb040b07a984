"""Importing customers (F86): by code, in Chinese and English, twice changes nothing."""

from pathlib import Path

import pytest

from chassis.testing import person_id

from .builders import a_customer

NORTHWIND = Path(__file__).parents[4] / "shared" / "data" / "northwind" / "customers.csv"
SHEET = (
    "客户编码,客户名称,业务员,来源,等级,城市,电话,联系人,职务,手机,信用额度,账期\n"
    "K001,上海晨曦贸易有限公司,ming,展会,短期内可成交的准客户,上海,021-58886666,王经理,采购经理,13812345678,50000,30\n"
    "K002,北京长乐食品,hua,名片,b,北京,,,,,,\n"
)


def imported(crm, by, text, **query):
    content = text if isinstance(text, bytes) else text.encode()
    job = by.post("/imports/customers", content=content, filename="customers.csv", **query)
    crm.run_jobs()
    return crm.person("operator", {"*": "all"}).get(f"/system/jobs/{job['id']}")


def outcome(job):
    return {name: job["result"][name] for name in ("created", "updated", "unchanged", "bad")}


def test_customers_come_in_with_owner_contact_and_words(crm, qian, ming):
    job = imported(crm, qian, SHEET)
    assert outcome(job) == {"created": 2, "updated": 0, "unchanged": 0, "bad": 0}, job
    [listed] = ming.get("/customers")["items"]
    shown = ming.get(f"/customers/{listed['id']}")
    assert (shown["code"], shown["source"], shown["grade"], shown["area"]) == ("K001", "fair", "A", "上海")
    assert (shown["credit_limit"], shown["credit_days"]) == ("50000.00", 30)
    [contact] = shown["contacts"]
    assert (contact["name"], contact["title"], contact["mobile"], contact["primary"]) == (
        "王经理",
        "采购经理",
        "13812345678",
        True,
    )
    assert len(ming.get("/collisions", q="13812345678")["items"]) == 1


def test_the_same_file_again_changes_nothing(crm, qian):
    imported(crm, qian, SHEET)
    before = len(crm.told())
    assert outcome(imported(crm, qian, SHEET)) == {"created": 0, "updated": 0, "unchanged": 2, "bad": 0}
    assert len(crm.told()) == before


def test_a_corrected_row_changes_what_it_says_and_nothing_else(crm, qian, ming):
    imported(crm, qian, SHEET)
    assert (
        outcome(imported(crm, qian, "编码,名称,手机,联系人\nK001,上海晨曦贸易有限公司,13900000000,王经理\n"))["updated"]
        == 1
    )
    [listed] = ming.get("/customers")["items"]
    shown = ming.get(f"/customers/{listed['id']}")
    assert (shown["phone"], shown["contacts"][0]["mobile"], len(shown["contacts"])) == (
        "021-58886666",
        "13900000000",
        1,
    )


def test_bad_rows_are_handed_back_and_the_others_go_in(crm, qian):
    bad = SHEET + "K003,甲,nobody,,,,,,,,,\nK004,乙,ming,梦,,,,,,,,\nK001,上海晨曦,hua,,,,,,,,,\n,丙,ming,,,,,,,,,\n"
    job = imported(crm, qian, bad)
    assert (job["result"]["created"], job["result"]["bad"]) == (2, 4), job
    assert len(job["result"]["first_reasons"]) == 4


def test_namesakes_are_not_refused_but_listed_afterwards(crm, qian):
    job = imported(crm, qian, "编码,名称,业务员\nA,上海晨曦贸易有限公司,ming\nB,晨曦贸易,hua\n")
    assert outcome(job)["created"] == 2
    [group] = qian.get("/collisions/duplicates")["groups"]
    assert [each["code"] for each in group] == ["A", "B"]


def test_an_import_reaches_no_further_than_the_importer(crm, hua, ming, fang):
    a_customer(hua, "西部矿业", code="WEST")
    job = imported(crm, fang, "编码,名称,业务员\nWEST,改名,ming\nEAST,东部,ming\nW2,西二,hua\n")
    assert (job["result"]["created"], job["result"]["bad"]) == (1, 2), job
    assert hua.get("/customers")["items"][0]["name"] == "西部矿业"
    assert ming.refused("POST", "/imports/customers", content=b"x", filename="a.csv")["status"] == 403


def test_a_customer_without_owner_column_belongs_to_the_importer(crm, qian):
    imported(crm, qian, "编码,名称\nA,甲乙丙\n")
    assert qian.get("/customers")["items"][0]["owner_id"] == str(person_id("qian"))


@pytest.mark.skipif(not NORTHWIND.exists(), reason="the Northwind books are not beside this checkout")
def test_northwinds_customers_come_in_as_they_are(crm, qian):
    job = imported(crm, qian, NORTHWIND.read_bytes(), constants='{"owner": "hua"}')
    assert outcome(job) == {"created": 93, "updated": 0, "unchanged": 0, "bad": 0}, job
    [alfki] = qian.get("/customers", q="Alfreds")["items"]
    assert (alfki["code"], alfki["area"], alfki["phone"], alfki["owner_name"]) == (
        "ALFKI",
        "Berlin",
        "030-0074321",
        "华",
    )
    assert qian.get(f"/customers/{alfki['id']}")["contacts"][0]["name"] == "Maria Anders"
    again = imported(crm, qian, NORTHWIND.read_bytes(), constants='{"owner": "hua"}')
    assert outcome(again)["unchanged"] == 93
    told = crm.person("operator", {"*": "all"}).get("/system/facts/customers")
    assert told["count"] == "93"
