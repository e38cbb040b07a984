"""Performance: each salesperson sees own results, Fang the team's, Qian all; every cent has its document."""

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from chassis.model import derived_id
from chassis.testing import person_id

from .builders import SHOE, a_company, a_customer, a_line, a_product, confirmed, shipped
from .test_history import counts, imported

NORTHWIND = Path(__file__).resolve().parents[4] / "shared" / "data" / "northwind"


@pytest.fixture(autouse=True)
def company(sales):
    a_company(sales)


def rows(person, by, measure="ordered", **query):
    found = person.get("/performance", by=by, measure=measure, **query)["rows"]
    return [(row["label"], row[measure]) for row in found]


def test_results_by_every_dimension(sales, ming, hua, qian):
    mall = a_customer(sales, "MALL", owner="hua", area="华南")
    confirmed(ming, a_line(unit_price="10"), ordered_on="2026-10-31")
    confirmed(hua, a_line(unit_price="9", quantity="2"), a_line(SHOE, "1", unit_price="90"), customer=mall)
    assert rows(qian, "performer") == [("华", "108.00"), ("明", "100.00")]
    assert rows(qian, "customer") == [("MALL 商贸", "108.00"), ("SHOP 商贸", "100.00")]
    assert rows(qian, "category") == [("帽类", "118.00"), ("鞋类", "90.00")]
    assert rows(qian, "category", "pieces") == [("帽类", "12"), ("鞋类", "1")]
    assert rows(qian, "product") == [("CAP 帽子", "118.00"), ("SHOE 帽子", "90.00")]
    assert rows(qian, "area") == [("华南", "108.00"), ("华东", "100.00")]
    assert rows(qian, "month") == [("2026-10", "100.00"), ("2026-11", "108.00")]
    assert rows(qian, "year") == [("2026", "208.00")]
    assert [(row["orders"], row["lines"]) for row in qian.get("/performance", by="performer")["rows"]] == [
        (1, 2),
        (1, 1),
    ]
    assert rows(qian, "performer", **{"from": "2026-11-01"}) == [("华", "108.00")]


def test_teams_carry_their_names(sales, ming, fang):
    confirmed(ming)
    sales.hear(
        "gateway.org_unit_changed.v1", unit_id=SHOE, code="east", name="华东部", path="/hq/east/", leader_id=None
    )
    assert rows(fang, "team") == [("华东部", "100.00")]


def test_own_team_and_all_see_what_is_theirs(sales, ming, hua, fang, qian, li):
    confirmed(ming)
    confirmed(hua, customer=a_customer(sales, "MALL", owner="hua"))
    seen = [person.get("/performance", by="performer")["total"]["ordered"] for person in (ming, hua, fang, qian)]
    assert seen == ["100.00", "100.00", "100.00", "200.00"]
    assert ming.get("/performance", by="performer", performer_id=str(person_id("hua")))["rows"] == []
    assert li.refused("GET", "/performance", by="performer")["status"] == 403


def test_each_figure_counts_on_the_day_it_happened(sales, ming):
    delivery = shipped(sales, ming, confirmed(ming, ordered_on="2026-10-31"), on="2026-11-20")
    line = {"delivery_line_id": delivery["lines"][0]["id"], "quantity": "1"}
    ming.post("/returns", {"delivery_id": delivery["id"], "lines": [line], "confirm": True})
    october, november = ming.get("/performance", by="month")["rows"]
    assert (october["ordered"], october["shipped"], october["orders"]) == ("100.00", "0.00", 1)
    assert (november["ordered"], november["shipped"], november["returned"]) == ("0.00", "100.00", "10.00")


def test_wrong_questions_are_refused(ming):
    assert ming.refused("GET", "/performance")["errors"][0]["field"] == "by"
    assert ming.refused("GET", "/performance", by="colour")["errors"][0]["field"] == "by"
    assert ming.refused("GET", "/performance", by="month", **{"from": "x"})["errors"][0]["field"] == "from"


@pytest.mark.skipif(not NORTHWIND.is_dir(), reason="the Northwind books are not on this machine")
def test_northwinds_published_figures_come_out_to_the_cent(sales, qian):
    northwind_is_known(sales)
    headers, lines = joined_lines()
    assert counts(imported(sales, qian, *lines, headers=headers)) == (830, 0, 0)
    total = qian.get("/performance", by="year")["total"]
    assert (total["ordered"], total["pieces"]) == ("1265793.29", "51317")
    assert (total["orders"], total["lines"]) == (830, 2155)
    assert rows(qian, "year") == [("1996", "208083.99"), ("1997", "617085.35"), ("1998", "440623.95")]
    assert rows(qian, "category")[0] == ("Beverages", "267868.20")
    assert rows(qian, "performer")[:2] == [("4", "232890.89"), ("3", "202812.88")]
    assert [amount for _, amount in rows(qian, "customer")[:2]] == ["110277.32", "104875.00"]
    peacock = sales.person("4", {"sales.performance.read": "own"})
    assert peacock.get("/performance", by="year")["total"]["ordered"] == "232890.89"


def northwind_is_known(sales):
    """Employees by their number, customers owned by the first of them, products with categories."""
    categories = {each["CategoryID"]: each["CategoryName"] for each in books("categories")}
    for each in books("employees"):
        sales.hear_of(each["EmployeeID"])
    for each in books("customers"):
        code = each["CustomerID"]
        a_customer(sales, code, owner="ming", customer_id=derived_id("nw", code), name=each["CompanyName"])
    for each in books("products"):
        a_product(
            sales,
            each["ProductID"],
            name=each["ProductName"],
            category_code=each["CategoryID"],
            category_name=categories[each["CategoryID"]],
            list_price=str(Decimal(each["UnitPrice"])),
        )


def joined_lines():
    orders = {each["OrderID"]: each for each in books("orders")}
    heads = ["OrderID", "CustomerID", "EmployeeID", "OrderDate", "RequiredDate", "ShippedDate"]
    tail = ["ProductID", "UnitPrice", "Quantity", "Discount"]
    lines = [
        ",".join([orders[line["OrderID"]][name] for name in heads] + [line[name] for name in tail])
        for line in books("order_details")
    ]
    return ",".join(heads + tail), lines


def books(name):
    with (NORTHWIND / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_the_figures_of_one_category_by_another_dimension(sales, ming, qian):
    confirmed(ming, a_line(unit_price="10"), a_line(SHOE, "1", unit_price="90"))
    by_category = {row["label"]: row["key"] for row in qian.get("/performance", by="category")["rows"]}
    assert rows(qian, "product", category=by_category["鞋类"]) == [("SHOE 帽子", "90.00")]
    assert qian.get("/performance", by="month", category=by_category["鞋类"])["total"]["ordered"] == "90.00"
    assert rows(qian, "product", category="nothing") == []
