"""Every figure of Northwind's README comes out over the API, to the cent, and each person sees only the own part."""

from decimal import Decimal

import pytest

from tests.northwind import BUCHANAN, DATA, FULLER, LEVERLING, PEACOCK, amount, pages

BY_YEAR = {"1996": "208,083.99", "1997": "617,085.35", "1998": "440,623.95"}
BY_PERFORMER = {
    "Peacock": "232,890.89",
    "Leverling": "202,812.88",
    "Davolio": "192,107.67",
    "Fuller": "166,537.76",
    "Callahan": "126,862.30",
    "King": "124,568.24",
    "Dodsworth": "77,308.09",
    "Suyama": "73,913.15",
    "Buchanan": "68,792.31",
}
BY_CATEGORY = {
    "Beverages": "267,868.20",
    "Dairy Products": "234,507.32",
    "Confections": "167,357.29",
    "Meat/Poultry": "163,022.38",
    "Seafood": "131,261.77",
    "Condiments": "106,047.15",
    "Produce": "99,984.58",
    "Grains/Cereals": "95,744.60",
}
BEST_CUSTOMERS = {
    "QUICK": "110,277.32",
    "ERNSH": "104,875.00",
    "SAVEA": "104,361.96",
    "RATTC": "51,097.80",
    "HUNGO": "49,979.91",
}
BUCHANANS_TEAM = ("Buchanan", "Suyama", "King", "Dodsworth")


def performance(client, **query):
    return client.get("/sales/performance", **query)


def by_label(answer):
    return {row["label"]: Decimal(row["ordered"]) for row in answer["rows"]}


def test_the_totals_are_those_of_the_published_reports(northwind):
    total = performance(northwind.operator, by="year")["total"]
    assert (total["orders"], total["lines"], total["pieces"]) == (830, 2155, "51317")
    assert Decimal(total["ordered"]) == amount("1,265,793.29")


def test_by_year(northwind):
    answer = by_label(performance(northwind.operator, by="year"))
    assert answer == {year: amount(figure) for year, figure in BY_YEAR.items()}


def test_by_salesperson(northwind):
    answer = by_label(performance(northwind.person(FULLER), by="performer"))
    assert {name.split()[-1]: figure for name, figure in answer.items()} == {
        name: amount(figure) for name, figure in BY_PERFORMER.items()
    }


def test_by_category(northwind):
    answer = by_label(performance(northwind.operator, by="category"))
    assert answer == {name: amount(figure) for name, figure in BY_CATEGORY.items()}


def test_the_best_customers(northwind):
    codes = {row["id"]: row["code"] for row in pages(northwind.operator, "/crm/customers")}
    rows = performance(northwind.operator, by="customer")["rows"]
    assert len(rows) == 89
    best = {codes[row["key"]]: Decimal(row["ordered"]) for row in rows[:5]}
    assert best == {code: amount(figure) for code, figure in BEST_CUSTOMERS.items()}


def test_customers_lost_in_1998(northwind):
    ever = {row["key"] for row in performance(northwind.operator, by="customer")["rows"]}
    that_year = performance(northwind.operator, by="customer", **{"from": "1998-01-01", "to": "1998-05-06"})
    assert len(ever - {row["key"] for row in that_year["rows"]}) == 8


def test_undelivered_and_late_orders(northwind):
    def count(**query):
        return northwind.operator.get("/sales/orders", state="past", total="true", **query)["total"]["count"]

    assert count() == 830
    assert count(delivery_state="none") == 21
    assert count(late="true") == 37


@pytest.mark.parametrize(("username", "name"), [(PEACOCK, "Peacock"), (LEVERLING, "Leverling")])
def test_a_salesperson_sees_only_the_own_results(northwind, username, name):
    person = northwind.person(username)
    for by in ("performer", "year", "category", "customer", "product", "month", "team"):
        assert Decimal(performance(person, by=by)["total"]["ordered"]) == amount(BY_PERFORMER[name])
    assert len(performance(person, by="performer")["rows"]) == 1


def test_buchanan_sees_his_team(northwind):
    answer = by_label(performance(northwind.person(BUCHANAN), by="performer"))
    assert {name.split()[-1] for name in answer} == set(BUCHANANS_TEAM)
    assert sum(answer.values()) == sum(amount(BY_PERFORMER[name]) for name in BUCHANANS_TEAM)


def test_fuller_sees_all(northwind):
    assert Decimal(performance(northwind.person(FULLER), by="year")["total"]["ordered"]) == amount("1,265,793.29")


def test_lists_agree_with_totals_for_everybody(northwind):
    for person in (northwind.person(PEACOCK), northwind.person(BUCHANAN), northwind.person(FULLER)):
        total = person.get("/sales/orders", total="true")["total"]
        rows = pages(person, "/sales/orders")
        assert len(rows) == total["count"]
        assert sum(Decimal(row["total"]) for row in rows) == Decimal(total["total"])


def test_nobody_opens_a_foreign_customer_or_order(northwind):
    peacock, operator = northwind.person(PEACOCK), northwind.operator
    own = {row["id"] for row in pages(peacock, "/crm/customers")}
    foreign = next(row["id"] for row in pages(operator, "/crm/customers") if row["id"] not in own)
    assert peacock.send("GET", f"/crm/customers/{foreign}").status_code == 404
    orders = {row["id"] for row in pages(peacock, "/sales/orders")}
    foreign_order = next(row["id"] for row in pages(operator, "/sales/orders") if row["id"] not in orders)
    assert peacock.send("GET", f"/sales/orders/{foreign_order}").status_code == 404


@pytest.mark.parametrize("kind", ["employees", "categories", "suppliers", "products"])
def test_importing_again_changes_nothing(northwind, kind):
    before = northwind.heads()
    said = northwind.command("import", kind, str(DATA / f"{kind}.csv")).stdout
    assert "0 created, 0 updated" in said
    assert northwind.heads() == before


def test_importing_past_orders_again_changes_nothing(northwind):
    before = northwind.heads()
    lines = str(DATA / "order_details.csv")
    said = northwind.command("import", "orders", str(DATA / "orders.csv"), "--lines", lines).stdout
    assert "0 created, 0 updated, 830 unchanged" in said
    assert northwind.heads() == before


def test_history_touches_neither_stock_nor_money(northwind):
    assert northwind.violations() == []
    trial = northwind.operator.get("/finance/trial-balance")
    assert all(row["account"][0] != "6" or Decimal(row["balance"]) == 0 for row in trial["rows"])
