from collections import Counter
from decimal import Decimal

import pytest

SALES = {"salesperson", "sales_assistant", "sales_manager", "branch_manager", "sales_director"}
OFFICE = {"finance_manager", "cashier", "purchaser", "warehouse_keeper", "auditor", "administrator", "owner"}


def by_code(rows):
    return {row["code"]: row for row in rows}


def test_twelve_people_fill_every_role(demo):
    assert len(by_code(demo.employees)) == 12
    assert {role for person in demo.employees for role in person["role"].split(";")} == SALES | OFFICE


@pytest.mark.parametrize(
    ("username", "surname", "role", "superior"),
    [
        ("ming", "明", "salesperson", "fang"),
        ("fang", "方", "sales_manager", "shen"),
        ("li", "李", "purchaser", "qian"),
        ("zhou", "周", "finance_manager", "qian"),
        ("qian", "钱", "owner", None),
    ],
)
def test_the_well_known_five_have_their_parts(demo, username, surname, role, superior):
    person = next(person for person in demo.employees if person["username"] == username)
    assert person["name"].startswith(surname) and person["role"] == role
    assert by_code(demo.employees).get(person["superior"], {}).get("username") == superior


def test_nobody_both_sells_and_buys(demo):
    for person in demo.employees:
        roles = set(person["role"].split(";"))
        assert not (roles & SALES and roles & OFFICE)


def test_superiors_and_units_come_before_those_below_them(demo):
    for rows, key, above in ((demo.employees, "code", "superior"), (demo.units, "name", "parent")):
        seen = {""}
        for row in rows:
            assert row[above] in seen
            seen.add(row[key])
    assert [row["name"] for row in demo.employees if not row["superior"]] == ["钱守谷"]
    assert {row["unit"] for row in demo.employees} <= {unit["name"] for unit in demo.units}


def test_the_tree_is_company_branches_teams(demo):
    kinds = {unit["name"]: unit["kind"] for unit in demo.units}
    above = {"company": None, "branch": "company", "team": "branch"}
    assert all(kinds.get(unit["parent"]) == above[unit["kind"]] for unit in demo.units)
    assert {name for name, kind in kinds.items() if kind == "branch"} == {"上海总部", "苏州分公司"}


def test_the_assistant_serves_salespeople(demo):
    people = by_code(demo.employees)
    serving = {person["username"]: person["serves"].split(";") for person in demo.employees if person["serves"]}
    assert list(serving) == ["jiang"]
    assert {people[code]["role"] for code in serving["jiang"]} == {"salesperson"}


def test_no_number_of_the_company_can_be_dialled(demo):
    mobiles = [row["phone"] for row in demo.employees] + [row["contact_mobile"] for row in demo.customers]
    assert all(len(number) == 11 and number.startswith("1540000") for number in mobiles)
    assert len(set(mobiles)) == len(mobiles)
    landlines = [row["phone"] for row in demo.customers + demo.suppliers]
    assert all(number.split("-")[1].startswith("0000") for number in landlines)


def test_mail_goes_to_a_domain_that_cannot_exist(demo):
    assert all(person["email"] == f"{person['username']}@heyugu.example" for person in demo.employees)


def test_the_catalogue_has_120_products_in_ten_categories_from_eight_suppliers_in_three_warehouses(demo):
    assert len(by_code(demo.products)) == len({row["model"] for row in demo.products}) == 120
    assert len({(row["name"], row["spec"]) for row in demo.products}) == 120
    for column, rows, count in (
        ("category", demo.categories, 10),
        ("supplier", demo.suppliers, 8),
        ("warehouse", demo.warehouses, 3),
    ):
        assert {row[column] for row in demo.products} == by_code(rows).keys()
        assert len(rows) == count


def test_every_product_costs_less_than_its_price_and_is_in_stock(demo):
    for product in demo.products:
        assert 0 < Decimal(product["cost"]) < Decimal(product["price"])
        assert Decimal(product["cost"]).as_tuple().exponent == -2
        assert int(product["safety_stock"]) > 0 and int(product["opening_stock"]) > 0


def test_some_products_have_run_low(demo):
    low = Counter(int(row["opening_stock"]) < int(row["safety_stock"]) for row in demo.products)
    assert 5 <= low[True] <= 15
