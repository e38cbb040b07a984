"""The catalogue (F42): what is entered, found, changed and told, and what is refused."""

import pytest

from .builders import a_category, a_product, a_supplier


def test_a_product_is_entered_told_and_found(purchasing, li):
    category = a_category(li, "HAT", "鞋帽")
    product = a_product(li, "P001", category, model="M-1", spec="均码", cost="8.5", floor_price="15")
    [told] = purchasing.told("purchasing.product_changed.v1")
    assert (told.data["code"], told.data["category_name"], told.data["list_price"]) == ("P001", "鞋帽", "20.00")
    assert "cost" not in told.data
    for words in ("p001", "M-1", "均码"):
        assert [each["id"] for each in li.get("/products", q=words)["items"]] == [product["id"]]
    assert li.get("/products", q="100%")["items"] == []
    assert li.get("/products", category_id=a_category(li)["id"])["items"] == []


def test_the_cost_is_hidden_from_who_may_not_see_it(li, ming):
    product = a_product(li, cost="8.5")
    assert li.get(f"/products/{product['id']}")["cost"] == "8.50"
    assert "cost" not in ming.get(f"/products/{product['id']}")
    assert "cost" not in ming.get("/products")["items"][0]


def test_only_what_is_sent_changes_and_nothing_is_told_twice(purchasing, li):
    product = a_product(li, model="M-1")
    changed = li.put(f"/products/{product['id']}", {"list_price": "25", "active": False, "expected_version": 1})
    assert (changed["model"], changed["list_price"], changed["active"]) == ("M-1", "25.00", False)
    li.put(f"/products/{product['id']}", {"list_price": "25.00"})
    assert len(purchasing.told("purchasing.product_changed.v1")) == 2
    assert li.get("/products", active="false")["items"][0]["version"] == 2
    stale = li.refused("PUT", f"/products/{product['id']}", {"name": "x", "expected_version": 1})
    assert stale["code"] == "stale_version"


def test_renaming_a_category_tells_its_products_again(purchasing, li):
    category = a_category(li)
    a_product(li, category=category)
    li.put(f"/categories/{category['id']}", {"name": "帽子"})
    assert purchasing.told("purchasing.product_changed.v1")[-1].data["category_name"] == "帽子"


@pytest.mark.parametrize(
    ("wrong", "field", "code"),
    [
        ({"list_price": 1.5}, "list_price", "float_number"),
        ({"list_price": "-1"}, "list_price", "out_of_range"),
        ({"list_price": "1.23456"}, "list_price", "too_many_places"),
        ({"name": "x" * 201}, "name", "too_long"),
        ({"name": " "}, "name", "required"),
        ({"colour": "red"}, "colour", "unknown_field"),
        ({"safety_stock": "-1"}, "safety_stock", "out_of_range"),
        ({"floor_price": "20.01"}, "floor_price", "floor_above_price"),
        ({"category_id": "0190b6e0-0000-7000-8000-000000000000"}, "category_id", "not_found"),
        ({"supplier_id": "0190b6e0-0000-7000-8000-000000000000"}, "supplier_id", "not_found"),
        ({"code": "P001"}, "code", "code_taken"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_entered(purchasing, li, wrong, field, code):
    category = a_category(li)
    a_product(li, "P001", category)
    body = {"code": "P002", "name": "棉帽", "category_id": category["id"], "list_price": "20", **wrong}
    problem = li.refused("POST", "/products", body)
    assert [(error["field"], error["code"]) for error in problem["errors"]] == [(field, code)]
    assert len(li.get("/products")["items"]) == 1
    assert len(purchasing.told("purchasing.product_changed.v1")) == 1


def test_a_change_that_breaks_a_rule_changes_nothing(li):
    product = a_product(li)
    assert li.refused("PUT", f"/products/{product['id']}", {"floor_price": "99"})["code"] == "floor_above_price"
    assert li.refused("PUT", f"/products/{product['id']}", {"name": ""})["status"] == 422
    assert li.get(f"/products/{product['id']}")["version"] == 1


def test_ming_reads_the_catalogue_but_neither_changes_it_nor_sees_suppliers(li, ming):
    product, supplier = a_product(li), a_supplier(li)
    assert ming.refused("PUT", f"/products/{product['id']}", {"name": "x"})["status"] == 403
    assert ming.refused("GET", f"/suppliers/{supplier['id']}")["status"] == 403
    assert ming.refused("GET", "/purchase-orders")["status"] == 403
